"""Rows: the user's problems, causes and plans brought together, one row a problem; shortfalls fill up where the user gave too few."""

from __future__ import annotations

import re

from pipeline import units
from pipeline.facts import Facts, Problem
from pipeline.plan import Row
from pipeline.steps.repeats import FAULT, told_in_measure
from pipeline.steps.shortfalls import Shortfall, shortfalls
from pipeline.texts.measure import chars, to_chinese
from pipeline.units import ProblemKind, Theme
from pipeline.units.choosing import choose

LONGEST_HEADING = 20
_LISTED = re.compile(r"^(?:(?:第?[一二三四五六七八九十]+是|第[一二三四五六七八九十]+个?(?:问题)?[，、：是])|[一二三四五六七八九十]、)")
"""The number a user put before a problem: the report numbers them itself."""

FEWEST = 3
"""Reviewers expect three to five problems."""

_CLAUSE_END = re.compile("[，；]")
_COUNTED = re.compile(r"\d+(?:\.\d+)?(万?[元亩]|人次|[名次个件份户节张场篇项条家堂])")
_SURE = 2
_COMMON = set("支部党员我们全年每月每次开展进行工作情况一个不少没有问题落实年内次数")


def rows_of(facts: Facts) -> tuple[Row, ...]:
    """One row for each problem of the user's; below three, rows for what the figures show; with none at all, rows that ask."""
    plans = _match_plans(facts)
    built: list[Row] = [_from_problem(facts, n, problem, plans.get(n)) for n, problem in enumerate(facts.problems, 1)]
    for shortfall in shortfalls(facts)[: max(0, FEWEST - len(built))]:
        built.append(_from_shortfall(facts, len(built) + 1, shortfall))
    if not built:
        built = [_asking(facts, n, kind) for n, kind in enumerate(_likely_kinds(), 1)]
    return tuple(_distinct_headings(built))


def unmatched_plans(facts: Facts) -> tuple[str, ...]:
    """Ids of the plans that answer no problem: they stand in the plan section on their own."""
    taken = set(_match_plans(facts).values())
    return tuple(f"打算{i}" for i in range(1, len(facts.plans) + 1) if i not in taken)


def kind_of(text: str) -> ProblemKind:
    """The kind of problem ``text`` speaks of, by its cues and topics. Where no kind is sure enough it is the last, which says nothing of its own.

    A wrong kind would put a heading over the user's words that they do not bear out, so a lone cue of two characters is not enough.
    """
    kinds = units.problem_kinds()
    best, best_score = kinds[-1], _SURE
    for kind in kinds:
        cues = [c for c in kind.cues if c in text]
        topics = [t for t in kind.topics if t in text]
        score = sum(len(c) for c in cues) + min(2, len(topics))
        if cues and score > best_score:
            best, best_score = kind, score
    return best


def kind_named(name: str) -> ProblemKind:
    return next(k for k in units.problem_kinds() if k.name == name)


def _from_problem(facts: Facts, number: int, problem: Problem, plan: int | None) -> Row:
    kind = kind_of(problem.statement)
    heading, statement = _headed(facts, kind, problem.statement)
    own = (problem.measure,) if problem.measure else ()
    planned = (facts.plans[plan - 1],) if plan else ()
    return Row(
        number=number,
        statement=statement,
        kind=kind.name,
        heading=heading,
        plan_heading=_plan_heading(facts, kind, number, statement),
        facts=(f"问题{number}",),
        found_by=problem.source or "",
        cause=problem.cause or "",
        measures=own + (planned if not own or not told_in_measure("".join(planned), own[0]) else ()),
        plan_facts=((f"问题{number}",) if own else ()) + ((f"打算{plan}",) if plan else ()),
    )


def _headed(facts: Facts, kind: ProblemKind, said: str) -> tuple[str, str]:
    """Heading and statement. A problem of no known kind is headed by its own first words, which then run on into the rest, or by its theme."""
    statement = _LISTED.sub("", said)
    if kind is units.problem_kinds()[-1] and (own := _own_words(statement)):
        return own
    theme = _theme(facts, kind, statement)
    return choose(theme.problem_headings if theme else kind.headings, facts.unit.name, facts.year, "problem"), statement


def _theme(facts: Facts, kind: ProblemKind, statement: str) -> Theme | None:
    """The theme of a problem of no known kind, by what it says first: later parts tell of what came of it."""
    if kind is not units.problem_kinds()[-1]:
        return None
    return units.theme_shown(statement.partition("；")[0], units.types_for(facts.unit.types, facts.unit.name, facts.secretary.post))


def _own_words(statement: str) -> tuple[str, str] | None:
    """The first clause, or the first two, and the rest, where they say by themselves what went wrong; else None."""
    ends = [m.start() for m in _CLAUSE_END.finditer(statement)][:2]
    for end, longest in zip(ends, (LONGEST_HEADING, LONGEST_HEADING + 6), strict=False):
        clause, rest = statement[:end], statement[end + 1 :]
        if rest and len(clause) <= longest and not set("“”《》（）、。：；") & set(clause) and _tells(clause):
            return clause, rest
    return None


def _tells(clause: str) -> bool:
    """Whether a clause says by itself what is wrong: a word of fault, or two numbers of one measure (23节示范课17节是5名骨干)."""
    if FAULT.search(clause):
        return True
    second = clause.partition("，")[2]
    measures = [m[1] for m in _COUNTED.finditer(clause)]
    return len(set(measures)) < len(measures) and (not second or second[0].isdigit())


def _plan_heading(facts: Facts, kind: ProblemKind, number: int, statement: str = "") -> str:
    if theme := _theme(facts, kind, statement):
        return theme.plan_heading
    if kind is units.problem_kinds()[-1]:
        return f"对第{to_chinese(number)}个问题的改进"
    return choose(kind.plan_headings, facts.unit.name, facts.year, "plan")


def _from_shortfall(facts: Facts, number: int, shortfall: Shortfall) -> Row:
    kind = kind_named("组织生活漏开" if shortfall.below_norm else "没有办到底")
    return Row(
        number=number,
        statement=shortfall.text,
        kind=kind.name,
        heading=choose(kind.headings, facts.unit.name, facts.year, "problem"),
        plan_heading=_plan_heading(facts, kind, number),
        facts=shortfall.facts,
        derived=True,
    )


def _likely_kinds() -> list[ProblemKind]:
    """The kinds to ask about when the user has stated no problem: those every branch can answer from its own records."""
    names = ("组织生活漏开", "学习不深", "融合不够")
    return [kind_named(name) for name in names]


def _asking(facts: Facts, number: int, kind: ProblemKind) -> Row:
    return Row(
        number=number,
        statement="",
        kind=kind.name,
        heading=choose(kind.headings, facts.unit.name, facts.year, "problem"),
        plan_heading=choose(kind.plan_headings, facts.unit.name, facts.year, "plan"),
    )


def _distinct_headings(rows: list[Row]) -> list[Row]:
    """Two rows of one kind get different headings while the kind has any left, else the start of what happened."""
    seen: set[str] = set()
    result = []
    for row in rows:
        kind = kind_named(row.kind)
        heading = next((h for h in (row.heading, *_siblings(row.heading), *kind.headings) if h not in seen), _opening_words(row))
        plan = next((h for h in (row.plan_heading, *kind.plan_headings) if h not in seen), f"改进{heading}")
        seen |= {heading, plan}
        result.append(row.model_copy(update={"heading": heading, "plan_heading": plan}))
    return result


def _siblings(heading: str) -> tuple[str, ...]:
    """The other headings of the theme that ``heading`` is of."""
    return next((t.problem_headings for t in units.themes() if heading in t.problem_headings), ())


def _opening_words(row: Row) -> str:
    return row.statement.split("，")[0][:20] or row.heading


def _match_plans(facts: Facts) -> dict[int, int]:
    """Problem number → plan number, each used once, best pairs first; a pair needs two shared pairs of characters that say something."""
    scores = []
    for p, problem in enumerate(facts.problems, 1):
        about = f"{problem.statement}{problem.cause or ''}"
        for q, plan in enumerate(facts.plans, 1):
            shared = _pairs(about) & _pairs(plan)
            if len(shared) >= 2:
                scores.append((len(shared) / (chars(plan) ** 0.5), -p, -q))
    matched: dict[int, int] = {}
    for _, p, q in sorted(scores, reverse=True):
        if -p not in matched and -q not in matched.values():
            matched[-p] = -q
    return matched


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters in ``text`` that are not wholly made of words every plan has."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return {p for p in pairs if all("一" <= c <= "鿿" for c in p) and not set(p) <= _COMMON}
