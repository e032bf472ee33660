"""The words for rewriting 存在问题: questions, plain headings and causes to propose, by kind of problem. Data in ``corpus/rewriting.yaml``."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from pipeline.resources import folder
from pipeline.units.catalogue import ProblemKind, UnitType, find_type, problem_kinds


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wordings(_Data):
    """For one kind of problem. ``words`` tell it where nothing happened yet; ``units`` are questions of single unit types, by their names."""

    kind: str
    words: tuple[str, ...]
    faults: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[str, ...] = Field(min_length=1)
    causes: tuple[str, ...] = Field(min_length=2)
    units: dict[str, str] = {}
    why: str = ""


class Rewriting(_Data):
    """``plain``: (regular expression, what stands in its place), tried from the top."""

    plain: tuple[tuple[str, str], ...]
    kinds: tuple[Wordings, ...]

    @model_validator(mode="after")
    def _complete(self) -> Rewriting:
        known, unknown_types = {k.name for k in problem_kinds()}, [u for w in self.kinds for u in w.units if find_type(u) is None]
        if {w.kind for w in self.kinds} != known or unknown_types:
            raise ValueError(f"rewriting.yaml must have exactly the kinds of problems.yaml, and known unit types: {unknown_types}")
        return self


@cache
def _data() -> Rewriting:
    return Rewriting.model_validate(YAML(typ="safe").load((folder("corpus") / "rewriting.yaml").read_text(encoding="utf-8")))


def wordings_for(kind: str) -> Wordings:
    """The words for the kind of that name. Raises StopIteration for an unknown one."""
    return next(w for w in _data().kinds if w.kind == kind)


def kind_by_words(heading: str, text: str) -> ProblemKind:
    """The kind a hollow problem is most likely about, a word in ``heading`` counting double; the last kind, 其他, where no word tells."""

    def weight(words: Wordings) -> int:
        return sum(len(w) * (2 * (w in heading) + (w in text)) for w in words.words)

    best = max(_data().kinds, key=weight)
    name = best.kind if weight(best) else problem_kinds()[-1].name
    return next(k for k in problem_kinds() if k.name == name)


def plain(heading: str) -> str:
    """``heading`` with its empty predicates said plainly: 教育管理不够严格 → 教育管理偏松."""
    clauses = re.split(r"(?<=[，、；])", heading)
    return "".join(_plain(clause) for clause in clauses)


def _plain(clause: str) -> str:
    tail = clause[-1] if clause and clause[-1] in "，、；" else ""
    body = clause.removesuffix(tail) if tail else clause
    for pattern, words in _data().plain:
        changed, count = re.subn(pattern, words, body, count=1)
        if count:
            return changed + tail
    return clause


def evidence_question(kind: str, types: tuple[UnitType, ...], nth: int = 0) -> str:
    """What to ask for as evidence: of the first problem of a kind in the words of a unit type that has its own, of the ``nth`` by turns."""
    words = wordings_for(kind)
    own = next((words.units[t.name] for t in types if t.name in words.units), "")
    questions = (own or words.evidence[0], *words.evidence[1:])
    return in_words_of(questions[nth % len(questions)], types)


def cause_question(kind: ProblemKind, types: tuple[UnitType, ...]) -> str:
    """What to ask for the cause of a problem that says nothing yet."""
    return in_words_of(wordings_for(kind.name).why or kind.ask_cause, types)


def in_words_of(phrase: str, types: tuple[UnitType, ...]) -> str:
    """``phrase`` with <organisation>, <members>, <served>, <work> as the first of ``types`` calls them."""
    calls = types[0].calls
    for slot in ("organisation", "members", "served", "work"):
        phrase = phrase.replace(f"<{slot}>", getattr(calls, slot))
    return phrase
