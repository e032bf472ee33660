"""What the prompts ask for: named parts of text. One shape for all of them, so that every provider meets the simplest form there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

from pipeline.llm.answers import Answer, tagged_blocks
from pipeline.texts.quantities import quantities
from pipeline.writers.by_model.marks import read_marks

_LONGEST = 20
_GAP = re.compile(r"【待补充：[^】]*】")


@dataclass(frozen=True)
class Wanted:
    """A part the answer must have: its ``name``, and the fact ids that must be cited in it. ``heading``: a short line without figures or marks."""

    name: str
    facts: tuple[str, ...] = ()
    heading: bool = False


def _bare(schema: dict[str, Any]) -> None:
    """Our docstrings are no instructions to a model: leave them out of the schema that is sent."""
    schema.pop("description", None)


class Part(BaseModel):
    """A named text."""

    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra=_bare)

    name: str
    text: str


class _Named(Answer):
    model_config = ConfigDict(json_schema_extra=_bare)

    parts: tuple[Part, ...]

    @classmethod
    def json_form(cls) -> str:
        return (
            '只输出一个 JSON 对象，不要别的话：{"parts": [{"name": "部分的名字", "text": "正文"}, …]}。'
            "name 照任务里给的写，一个不多一个不少；正文里不要用英文双引号。"
        )

    @classmethod
    def tagged_form(cls) -> str:
        return "按下面的样子输出，不要别的话。每一部分先单独一行写 <<<部分的名字>>>，名字照任务里给的写，下一行起写正文：\n<<<部分的名字>>>\n正文"

    @classmethod
    def from_tagged(cls, text: str) -> dict[str, Any]:
        blocks = tagged_blocks(text)
        if not blocks:
            raise ValueError("没有按 <<<部分的名字>>> 的样子分开各部分")
        return {"parts": [{"name": name, "text": block} for name, block in blocks]}

    def text_of(self, name: str) -> str:
        """The text of the part called ``name``. Raises StopIteration where there is none, which validation has excluded."""
        return next(p.text for p in self.parts if p.name == name)

    def _check_names(self, wanted: tuple[Wanted, ...]) -> None:
        given = [p.name for p in self.parts]
        missing = [w.name for w in wanted if w.name not in given]
        extra = [name for name in given if name not in {w.name for w in wanted}]
        twice = sorted({name for name in given if given.count(name) > 1})
        empty = [p.name for p in self.parts if not p.text.strip()]
        for names, what in ((missing, "缺少"), (extra, "多出"), (twice, "重复"), (empty, "是空的")):
            if names:
                raise ValueError(f"{what}：{'、'.join(names)}" if what != "是空的" else f"{'、'.join(names)}是空的")


ARRANGED = "履职安排"
_LINE_END = re.compile(r"\s*[/／\n]\s*")
_ARRANGED = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]+[)）、.．])?\s*(?P<heading>[^：:]{2,30})[：:]\s*(?P<ids>.+)")


class Headings(_Named):
    """The plan's headings and thread: short lines without marks or numbers."""

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Headings:
        context = info.context or {}
        self._check_names(context["wanted"])
        long = [p.name for p in self.parts if p.name not in {"主线", ARRANGED} and len(p.text.strip()) > _LONGEST]
        problems = [f"“{name}”太长，小标题不超过 20 个字" for name in long]
        if problems:
            raise ValueError("；".join(problems))
        return self


class Arrangement(Headings):
    """Headings and thread, and which facts stand under which heading of what was done: each fact once.

    The validation context has ``arranged``, the ids to be arranged.
    """

    @model_validator(mode="after")
    def _check_arranged(self, info: ValidationInfo) -> Arrangement:
        wanted: tuple[str, ...] = (info.context or {})["arranged"]
        if not wanted:
            return self
        groups = self.groups()
        given = [id_ for _, ids in groups for id_ in ids]
        problems = [f"“{ARRANGED}”要写成“小标题：编号、编号 / 小标题：编号”"] if not groups else []
        problems += [f"“{heading}”太长，小标题不超过 20 个字" for heading, _ in groups if len(heading) > _LONGEST]
        for what, ids in (
            ("没有放进", [i for i in wanted if i not in given]),
            ("不该有", [i for i in given if i not in wanted]),
            ("放了两次", sorted({i for i in given if given.count(i) > 1})),
        ):
            problems += [f"“{ARRANGED}”{what}：{'、'.join(ids)}"] if ids else []
        if problems:
            raise ValueError("；".join(problems))
        return self

    def groups(self) -> list[tuple[str, tuple[str, ...]]]:
        """(heading, ids) of every line that is one."""
        lines = _LINE_END.split(self.text_of(ARRANGED).strip())
        found = [m for line in lines if (m := _ARRANGED.fullmatch(line.strip(" 。；")))]
        return [(m["heading"].strip("“”《》 "), tuple(i.strip("〔〕 ") for i in re.split(r"[、，,]", m["ids"]) if i.strip("〔〕 "))) for m in found]


class Prose(_Named):
    """Parts of the report with fact marks, validated against the facts: known ids, numbers only in marked sentences, no fact forgotten.

    The validation context has ``wanted`` (tuple of Wanted) and ``ids`` (all fact ids).
    """

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Prose:
        context = info.context or {}
        wanted: tuple[Wanted, ...] = context["wanted"]
        self._check_names(wanted)
        problems = [problem for w in wanted for problem in _problems(w, self.text_of(w.name), context)]
        if problems:
            raise ValueError("；".join(problems))
        return self


class Pieces(_Named):
    """Parts as they came, whatever is wrong with them."""


def whole_parts(pieces: Pieces, wanted: Sequence[Wanted], context: Mapping[str, Any]) -> Prose | None:
    """Those parts of ``pieces`` that ``wanted`` names, where each came once and nothing is wrong with it; else None."""
    given = {w.name: [p.text for p in pieces.parts if p.name == w.name] for w in wanted}
    if any(len(texts) != 1 or not texts[0].strip() for texts in given.values()):
        return None
    if any(_problems(w, given[w.name][0], context) for w in wanted):
        return None
    return Prose.model_construct(parts=tuple(Part(name=name, text=texts[0]) for name, texts in given.items()))


def _problems(wanted: Wanted, text: str, context: Mapping[str, Any]) -> list[str]:
    if wanted.heading:
        return [] if len(text.strip()) <= _LONGEST and not quantities(text) else [f"“{wanted.name}”要在 20 个字以内，不写数字"]
    found = []
    marked = read_marks(text)
    cited = {id_ for m in marked for id_ in m.ids}
    unknown = sorted(cited - set(context["ids"]))
    if unknown:
        found.append(f"“{wanted.name}”里的编号{'、'.join(unknown)}不存在，只能用材料里的编号")
    forgotten = [id_ for id_ in wanted.facts if id_ not in cited]
    if forgotten:
        found.append(f"“{wanted.name}”没有写进这些材料：{'、'.join(forgotten)}（写进去并在句末标出编号）")
    for m in marked:
        plain = _GAP.sub("", m.text)
        if not m.ids and not m.proposed and (number := next(iter(quantities(plain)), None)) and number.text[:4] not in context["years"]:
            found.append(f"“{wanted.name}”里“{m.text[:24]}”有数字“{number.text}”却没有标依据")
    return found
