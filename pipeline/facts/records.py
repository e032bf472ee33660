"""The records of a facts file.

Field aliases are the Chinese keys of the contract. ``Facts.evidence`` is the flat view that everything downstream works with: each thing
the user stated, once, under the id by which drafts cite it.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.facts.values import count_from, date_from, month_from, text_from, texts_from, types_from, year_from

Text = Annotated[str, BeforeValidator(text_from)]
Texts = Annotated[tuple[str, ...], BeforeValidator(texts_from)]
Count = Annotated[int, BeforeValidator(count_from)]
Month = Annotated[str, BeforeValidator(text_from), AfterValidator(month_from)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, ignored_types=(cached_property,))


class Unit(_Record):
    """The unit whose secretary reports; ``types`` are names of unit types, at least one."""

    name: Text = Field(alias="名称")
    types: Annotated[tuple[str, ...], BeforeValidator(types_from)] = Field(alias="类型")
    superior: Text | None = Field(None, alias="上级")


class Secretary(_Record):
    """The one who reports; ``since`` (YYYY-MM) is when the post was taken."""

    post: Text = Field(alias="职务")
    name: Text | None = Field(None, alias="姓名")
    since: Month | None = Field(None, alias="任职起")

    @property
    def party_post(self) -> str:
        """校长、党支部书记 → 党支部书记: the post that reports, where the posts name one; else the first."""
        posts = re.split(r"[、，,；;兼]", self.post)
        return next((post for post in posts if "书记" in post), posts[0])


class Fact(_Record):
    """One thing that happened, in the user's words; ``when`` is free text, or YYYY, YYYY-MM, YYYY-MM-DD."""

    text: Text = Field(alias="内容")
    id: Text | None = Field(None, alias="编号")
    theme: Text | None = Field(None, alias="主题")
    when: Text | None = Field(None, alias="时间")


class Rectification(_Record):
    """A problem of last year's report or review, what was done about it, and what came of it."""

    problem: Text = Field(alias="问题")
    action: Text | None = Field(None, alias="做法")
    result: Text | None = Field(None, alias="结果")


class Problem(_Record):
    """A problem the user admits; ``source`` says who found it (自查, 点评, 巡察 …)."""

    statement: Text = Field(alias="表现")
    cause: Text | None = Field(None, alias="原因")
    measure: Text | None = Field(None, alias="措施")
    source: Text | None = Field(None, alias="来源")


class Project(_Record):
    """书记项目: the one undertaking the secretary leads in person."""

    name: Text = Field(alias="名称")
    actions: Texts = Field((), alias="做法")
    results: Texts = Field((), alias="成效")


class LifeCount(_Record):
    """How often one form of organisational life (支委会, 党课 …) was held in the year."""

    name: Text
    count: Count = Field(ge=0)


class EvidenceKind(StrEnum):
    FACT = "事实"
    LIFE = "组织生活"
    RECTIFICATION = "整改"
    PROBLEM = "问题"
    PROJECT = "项目"
    PLAN = "打算"


class Evidence(BaseModel):
    """Something the user stated, citable by ``id``. ``text`` holds all its words; ``when`` as in the file."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: EvidenceKind
    text: str
    theme: str | None = None
    when: str | None = None


def _life(value: Any) -> Any:
    """``{name: count}`` of the file → a list of records; anything else is left for pydantic to refuse."""
    if isinstance(value, dict):
        return tuple({"name": name, "count": count} for name, count in value.items())
    return value


class Facts(_Record):
    """A whole facts file. ``written_on`` None means today; ``rule`` is the name of a length rule; ``chars`` overrides its total."""

    unit: Unit = Field(alias="单位")
    secretary: Secretary = Field(alias="述职人")
    year: Annotated[int, BeforeValidator(year_from)] = Field(alias="年度")
    written_on: Annotated[dt.date | None, BeforeValidator(date_from)] = Field(None, alias="写作日期")
    rule: Text = Field("通用", alias="规格")
    chars: Annotated[int, BeforeValidator(count_from)] | None = Field(None, alias="字数", ge=300, le=20000)
    lead: Text | None = Field(None, alias="导语")
    life: Annotated[tuple[LifeCount, ...], BeforeValidator(_life)] = Field((), alias="组织生活")
    facts: tuple[Fact, ...] = Field(alias="事实", min_length=1)
    rectifications: tuple[Rectification, ...] = Field((), alias="上年整改")
    problems: tuple[Problem, ...] = Field((), alias="问题")
    project: Project | None = Field(None, alias="书记项目")
    plans: Texts = Field((), alias="打算")

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything citable, in the order of the contract's list of ids."""
        return tuple(_evidence(self))

    @cached_property
    def by_id(self) -> dict[str, Evidence]:
        return {e.id: e for e in self.evidence}

    def fact_id(self, index: int) -> str:
        """The id of the ``index``-th fact (0-based): its 编号, else F and its place."""
        return self.facts[index].id or f"F{index + 1}"


def _evidence(facts: Facts) -> list[Evidence]:
    found = [
        Evidence(id=facts.fact_id(i), kind=EvidenceKind.FACT, text=fact.text, theme=fact.theme, when=fact.when) for i, fact in enumerate(facts.facts)
    ]
    found += [Evidence(id=f"组织生活.{c.name}", kind=EvidenceKind.LIFE, text=f"{c.name}{c.count}次") for c in facts.life]
    for number, item in enumerate(facts.rectifications, 1):
        text = "；".join(part for part in (item.problem, item.action, item.result) if part)
        found.append(Evidence(id=f"整改{number}", kind=EvidenceKind.RECTIFICATION, text=text))
    for number, problem in enumerate(facts.problems, 1):
        text = "；".join(part for part in (problem.statement, problem.cause, problem.measure) if part)
        found.append(Evidence(id=f"问题{number}", kind=EvidenceKind.PROBLEM, text=text))
    if facts.project:
        text = "；".join((facts.project.name, *facts.project.actions, *facts.project.results))
        found.append(Evidence(id="项目", kind=EvidenceKind.PROJECT, text=text))
    found += [Evidence(id=f"打算{n}", kind=EvidenceKind.PLAN, text=text) for n, text in enumerate(facts.plans, 1)]
    return found
