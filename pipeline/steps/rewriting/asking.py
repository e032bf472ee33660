"""What is wrong with each problem, and the at most two questions that would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.manuscript import Line
from pipeline.checks.problems import rubric
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.problems.rows import Row
from pipeline.checks.problems.rubric import ProblemScore
from pipeline.checks.problems.words import DEMAND, EMPTY, anchors
from pipeline.rewriting import Given, Question
from pipeline.steps.rewriting.locating import Located
from pipeline.steps.rewriting.sorting import gives_reason, heading_is_bad, owns_up, sorted_out
from pipeline.steps.rows import kind_of
from pipeline.texts.measure import to_chinese
from pipeline.texts.quantities import quantities
from pipeline.units import ProblemKind, UnitType
from pipeline.units.rewriting import cause_question as kind_cause_question
from pipeline.units.rewriting import evidence_question, in_words_of, kind_by_words

MOST = 2
EVIDENCE, CAUSE, MEASURE = "证据", "原因", "措施"
_LONGEST_NAME = 24
_WHY = (
    "同样的条件，你本来可以怎么做，为什么没有做？",
    "这件事上，你当时图什么、怕什么，哪一步该做没有做？",
    "毛病出在你自己哪里：没想到、没去查，还是不好意思说？",
)
"""Questions for the cause of a problem whose kind is not sure."""


@dataclass(frozen=True)
class Weakness:
    """One problem as it stands, and what it lacks.

    ``said`` and ``reasons`` are what may stay of it; ``dishonest`` is what it poses as, "" if nothing; ``evidence`` counts what it tells.
    ``apart``: the report has a section of causes.
    """

    row: Row
    kind: ProblemKind
    name: str
    said: tuple[Given, ...]
    reasons: tuple[Given, ...]
    evidence: int
    dishonest: str
    stands: bool
    """Whether it tells something, with a cause of the secretary's own, and poses as nothing: then no word of it is touched unasked."""
    bad_heading: bool
    apart: bool
    demand: bool
    """Whether it tells what is asked of the unit, or not begun, as if that were its fault."""
    sure: bool
    """Whether its kind is beyond doubt, so that words of the kind may be proposed for it."""
    nth: int = 0
    """How many problems of its kind stand before it."""
    facts_heading: str = ""
    """The heading by what the user's facts say happened, where they are of another kind than the old words."""

    @property
    def hollow(self) -> bool:
        """Whether its cause is missing or says nothing of the secretary's own."""
        return not self.reasons


def weaknesses(located: Located, context: Context) -> tuple[Weakness, ...]:
    """Every problem of the report, in order."""
    scored = rubric.score(located.manuscript, context).problems
    causes = located.causes
    matched = len(causes) == len(located.rows)
    found: list[Weakness] = []
    for row, points in zip(located.rows, scored, strict=True):
        apart = causes[row.number - 1].lines if matched else ()
        weakness = _weakness(row, apart, points, bool(causes))
        found.append(replace(weakness, nth=sum(w.kind is weakness.kind for w in found)))
    return tuple(found)


def _weakness(row: Row, apart: Sequence[Line], points: ProblemScore, has_causes: bool) -> Weakness:
    """``apart`` are the sentences of the row's own item in the section of causes, where the report has one (``has_causes``) for each problem."""
    full = {p.name: p.got == p.of for p in points.points}
    heading, text = row.block.heading, row.said + row.why
    demand = DEMAND.search(heading or row.block.lines[0].text) is not None
    dishonest = next((p.why for p in points.points if p.name == "不回避" and not p.got), "")
    dishonest = "" if "要求" in dishonest and not demand else dishonest
    honest = not dishonest and not demand
    inside = bool(row.cause) and row.block.start <= row.cause[0].start < row.block.end
    held = _first_person(apart) if apart and inside else full["自己的原因"]
    said, reasons = _what_stays(row, apart, demand=demand)
    if honest and held and not (apart and inside):
        # A cause that holds is the secretary's own: not a word of it goes.
        reasons = _verbatim(row.cause, row.number, "因")
        said = tuple(g for g in said if all(g.text != r.text for r in reasons))
    if honest and full["证据"]:
        said = _verbatim([line for line in row.statement if _tells(line.text)], row.number, "事") or said
    # A cause told without any word for it is one all the same, where the figures are there.
    own = held or (full["证据"] and not has_causes and owns_up(text))
    counted = len(row.evidence) if honest else sum(1 for g in said for _ in quantities(g.text))
    kind, sure = _kind(heading, heading if demand and heading else text, evidence=bool(row.evidence) and not demand)
    return Weakness(
        row=row,
        kind=kind,
        sure=sure,
        name=heading[:_LONGEST_NAME] if heading else _opening(row),
        said=said,
        reasons=reasons,
        evidence=counted if said else 0,
        dishonest=dishonest,
        demand=demand,
        stands=counted > 0 and own and honest,
        bad_heading=bool(heading) and heading_is_bad(heading),
        apart=has_causes,
    )


def _what_stays(row: Row, apart: Sequence[Line], *, demand: bool) -> tuple[tuple[Given, ...], tuple[Given, ...]]:
    """(statement, cause) of what may stay, cited as 原文, problem and sentence."""
    lines = row.block.lines
    ids = [f"原文{row.number}.{i}" for i in range(1, len(lines) + len(apart) + 1)]
    said, reasons = sorted_out([line.text for line in lines], ids[: len(lines)], demand=demand)
    more, own = sorted_out([line.text for line in apart], ids[len(lines) :], demand=False)
    # What happened may be told among the causes; what is out of one's hands is told there too, and stays out.
    return (*said, *(g for g in more if "我" in g.text)), (*reasons, *own)


def _tells(sentence: str) -> bool:
    """Whether a sentence of a problem with evidence may stay word for word."""
    return not gives_reason(sentence) and (bool(anchors(sentence)) or not EMPTY.search(sentence))


def _first_person(lines: Sequence[Line]) -> bool:
    return FIRST_PERSON.search("".join(line.text for line in lines)) is not None


def _verbatim(lines: Sequence[Line], number: int, what: str) -> tuple[Given, ...]:
    return tuple(Given(text=line.text, ids=(f"原文{number}.{what}{i}",), own=True) for i, line in enumerate(lines, 1))


def _kind(heading: str, text: str, *, evidence: bool) -> tuple[ProblemKind, bool]:
    """The kind, and whether it is sure: what happened and what the heading is about agree; a problem without evidence has only its words."""
    other = units.problem_kinds()[-1]
    happened, about = kind_of(heading + text), kind_by_words(heading, heading or text)
    if evidence:
        sure = happened is about and about is not other
        return (about if sure else other), sure
    kind = next((k for k in (about, kind_by_words(heading, text), happened) if k is not other), other)
    return kind, kind is not other


def _opening(row: Row) -> str:
    words = row.statement[0].text if row.statement else ""
    return words[:16] + ("……" if len(words) > 16 else "")


def questions(weakness: Weakness, types: tuple[UnitType, ...]) -> tuple[Question, ...]:
    """At most two, what matters most first: what happened, why, what will be done."""
    asked = []
    if weakness.demand or "优点" in weakness.dishonest:
        asked.append(_question(weakness, EVIDENCE, posing(weakness, types), weakness.dishonest or "拿要求或没做的事当问题"))
    elif not weakness.evidence:
        asked.append(_question(weakness, EVIDENCE, evidence_question(weakness.kind.name, types, weakness.nth), "没有一个数字、日期或事例"))
    if weakness.hollow and not weakness.stands:
        why = weakness.dishonest if "别人" in weakness.dishonest else "没有写原因" if not weakness.row.cause else "原因放到哪个单位都成立"
        asked.append(_question(weakness, CAUSE, cause_question(weakness, types), why))
    if not weakness.row.linked:
        asked.append(_question(weakness, MEASURE, in_words_of(weakness.kind.ask_measure, types), "打算里没有对应的措施"))
    if weakness.evidence == 1 and len(asked) < MOST:
        asked.append(_question(weakness, EVIDENCE, evidence_question(weakness.kind.name, types, weakness.nth), "只有一处数字或事例"))
    return tuple(asked[:MOST])


def cause_question(weakness: Weakness, types: tuple[UnitType, ...]) -> str:
    """By its kind where that is sure, else what fits every problem and no excuse."""
    return kind_cause_question(weakness.kind, types) if weakness.sure else _WHY[weakness.row.number % len(_WHY)]


def posing(weakness: Weakness, types: tuple[UnitType, ...]) -> str:
    if "优点" in weakness.dishonest:
        return "这听着像优点。因为这样，哪件事没有办好、谁受了影响，你自己错在哪里？有没有次数、人数？"
    return f"这说的是上面的要求，不是你的问题。{really(weakness, types)}"


def really(weakness: Weakness, types: tuple[UnitType, ...]) -> str:
    """What to tell in the place of a demand."""
    if weakness.sure:
        return evidence_question(weakness.kind.name, types, weakness.nth)
    return f"对照上面的要求，{types[0].calls.organisation}今年哪件事没有做、做差了，差多少、从什么时候起？"


def _question(weakness: Weakness, what: str, text: str, why: str) -> Question:
    number = weakness.row.number
    return Question(id=f"问{number}-{what}", text=f"第{to_chinese(number)}个问题“{weakness.name}”：{text}", problem=number, why=why)


def known_ids(count: int) -> tuple[str, ...]:
    """Every id an answers file may have for a report of ``count`` problems, asked or not."""
    return tuple(f"问{n}-{what}" for n in range(1, count + 1) for what in (EVIDENCE, CAUSE, MEASURE))
