"""Old text, answers and facts brought together: one ``Rework`` a problem, and the facts that its sentences are held against."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline import units
from pipeline.checks.problems.words import CLICHE, EMPTY, MERIT, OBJECTIVE, OTHERS, anchors
from pipeline.facts import Facts, Problem
from pipeline.facts.records import Fact, Secretary, Unit
from pipeline.plan import Row
from pipeline.rewriting import Given, Rework
from pipeline.steps.rewriting.asking import CAUSE, EVIDENCE, MEASURE, Weakness, cause_question, really
from pipeline.steps.rewriting.sorting import heading_is_bad, without_praise
from pipeline.steps.rows import kind_of, rows_of
from pipeline.steps.shortfalls import Shortfall, shortfalls
from pipeline.texts.measure import sentences
from pipeline.texts.names import telling_words
from pipeline.units import UnitType
from pipeline.units.choosing import choose
from pipeline.units.rewriting import evidence_question, plain, wordings_for
from pipeline.writers.by_rules.voice import in_first_person
from pipeline.writers.port import Again

_LIKE = 2
_MIN_HEADING, _LONGEST_HEADING = 6, 20
_TELLS = re.compile(r"没|只|仅|未(?!来)|漏|拖|空着|返工|白做")
_LONGEST_FIRST = 30
_OTHER = "其他"
_NOBODY = "书记"
_LIFE_KINDS = frozenset({"组织生活漏开", "形式单一", "到会"})
_FAULT = re.compile(r"只(?!要)|仅|没有|未(?!来)|不足|不到|最低|少了|拖|超过期限|漏")


def gather(
    weak: Sequence[Weakness], answers: Mapping[str, str], facts: Facts | None, types: tuple[UnitType, ...], again: Again
) -> tuple[Rework, ...]:
    """One rework for each problem that cannot stand as it is or that there is something new for; another turn picks other headings."""
    proposed = _proposed(weak, facts) if facts else {}
    made: list[Rework] = []
    for weakness in weak:
        number = weakness.row.number
        given = {what: answers.get(f"问{number}-{what}", "").strip() for what in (EVIDENCE, CAUSE, MEASURE)}
        own = proposed.get(number)
        needs = not weakness.stands or any(given.values())
        if needs:
            made.append(_rework(weakness, given, own, types, again, {m.heading for m in made}))
        elif not weakness.row.linked or number in again.unlinked:
            made.append(_only_measure(weakness))
    return tuple(made)


def _rework(
    weakness: Weakness, given: Mapping[str, str], own: Mapping[str, Given] | None, types: tuple[UnitType, ...], again: Again, taken: set[str]
) -> Rework:
    # What the user answers is of another matter than what we would have taken from the facts: their cause and plan go with it.
    number, own = weakness.row.number, {} if given[EVIDENCE] or own is None else own
    # What is left of a demand (还差3.2个百分点) lost what it hung on, and is of another matter than what the user now answers.
    kept = () if weakness.demand and given[EVIDENCE] else weakness.said
    said = [*_told(given[EVIDENCE], number, EVIDENCE), *kept]
    if not given[EVIDENCE] and EVIDENCE in own and not any(anchors(g.text) for g in weakness.said):
        said.insert(0, own[EVIDENCE])
        weakness = _as_told(weakness, own[EVIDENCE].text)
    cause = [*_told(given[CAUSE], number, CAUSE), *weakness.reasons]
    if not cause and CAUSE in own:
        cause = [own[CAUSE]]
    heading = _heading(weakness, given[EVIDENCE], said, again.turn, taken)
    if said and said[0].text.startswith(f"{heading}，"):
        # What the heading says is not said again behind it.
        said[0] = said[0].model_copy(update={"text": said[0].text[len(heading) + 1 :]})
    measure = _told(given[MEASURE], number, MEASURE)
    linked = weakness.row.linked and number not in again.unlinked
    if not measure and MEASURE in own and not linked:
        measure = [own[MEASURE]]
    return Rework(
        number=number,
        name=weakness.name,
        heading=heading,
        kind=weakness.kind.name,
        old=weakness.row.said + weakness.row.why,
        said=tuple(said),
        gap="" if given[EVIDENCE] else _gap(weakness, said, types),
        cause=tuple(cause),
        cause_question=cause_question(weakness, types),
        measure=tuple(measure),
        measure_question=weakness.kind.ask_measure,
        linked=linked,
        apart=weakness.apart,
        sure=weakness.sure and not weakness.demand,
        headed=bool(weakness.row.block.heading),
        vague=heading in (*wordings_for(weakness.kind.name).faults, *wordings_for(_OTHER).faults),
    )


def _as_told(weakness: Weakness, evidence: str) -> Weakness:
    """The problem by what the facts say happened, where that is of another kind than its words: heading and measure must fit the facts."""
    kind = kind_of(evidence)
    if kind is units.problem_kinds()[-1] or kind is weakness.kind:
        return weakness
    return replace(weakness, kind=kind, sure=True, facts_heading=choose(wordings_for(kind.name).faults, weakness.row.number))


def _only_measure(weakness: Weakness) -> Rework:
    """A problem that stands as it is and has no measure: its own words are kept untouched (``old`` and no new ``said``)."""
    return Rework(
        number=weakness.row.number,
        name=weakness.name,
        heading=weakness.row.block.heading,
        kind=weakness.kind.name,
        old=weakness.row.said + weakness.row.why,
        measure_question=weakness.kind.ask_measure,
        apart=weakness.apart,
        sure=weakness.sure,
        headed=bool(weakness.row.block.heading),
        stands=True,
    )


def _told(answer: str, number: int, what: str) -> list[Given]:
    return [Given(text=s, ids=(f"问{number}-{what}",)) for s in sentences(answer)]


def _gap(weakness: Weakness, said: Sequence[Given], types: tuple[UnitType, ...]) -> str:
    """What is asked in the text itself: the evidence that is missing, or, of a demand, what was really not done."""
    if weakness.demand:
        return really(weakness, types)
    return "" if any(anchors(g.text) for g in said) else evidence_question(weakness.kind.name, types, weakness.nth)


def _heading(weakness: Weakness, answer: str, said: Sequence[Given], turn: int, taken: set[str]) -> str:
    """The old heading where it can stay, in plain words where they do, else one of its kind, else a gap; "" where the problem needs none."""
    old = weakness.row.block.heading
    if weakness.facts_heading:
        return weakness.facts_heading
    faults = wordings_for(weakness.kind.name).faults
    if not old and any(g.own for g in said) and not weakness.demand:
        return ""
    if old and not weakness.bad_heading:
        return old
    if not old and not weakness.demand:
        return _plainly(_first_words(weakness)) or _free(faults, taken, weakness.row.number, turn)
    posed = weakness.demand or "优点" in weakness.dishonest
    said_plainly = _plainly(without_praise(old))
    if old and not posed and said_plainly:
        return said_plainly
    if old and not posed and not weakness.sure:
        return old
    if answer and posed:
        return _fault_told(answer) or _free(faults if weakness.sure else wordings_for(_OTHER).faults, taken, answer, turn)
    if not posed:
        return _free(faults, taken, old, turn)
    return "【待补充：用一句话说出真正的问题】" if weakness.demand else "【待补充：这样做误了什么事、伤了谁，用一句话说】"


def _first_words(weakness: Weakness) -> str:
    """What a problem without a heading begins with, where that is short enough to head it."""
    first = weakness.row.statement[0].text.rstrip("。；！？") if weakness.row.statement else ""
    return first if len(first) <= _LONGEST_FIRST else ""


def _plainly(heading: str) -> str:
    """``heading`` in plain words, without the clauses that stay empty; "" where nothing is left."""
    clauses = [plain(clause) for clause in heading.split("，") if clause]
    return "，".join(c for c in clauses if not heading_is_bad(c))


def _free(faults: tuple[str, ...], taken: set[str], *key: object) -> str:
    """One of ``faults`` that no other problem bears, while there is one."""
    return choose([f for f in faults if f not in taken] or faults, *key)


def _fault_told(answer: str) -> str:
    """The first words of an answer where they tell the fault by themselves; "" where they do not."""
    first = re.split(r"[，。；：]", answer, maxsplit=1)[0].strip()
    told = _MIN_HEADING <= len(first) <= _LONGEST_HEADING and _TELLS.search(first) and not heading_is_bad(first)
    return in_first_person(first) if told else ""


def _proposed(weak: Sequence[Weakness], facts: Facts) -> dict[int, dict[str, Given]]:
    """For each problem the user's own facts that bear it out, best pairs first, each fact once: stated problems, shortfalls, weak figures."""
    found: dict[int, dict[str, Given]] = {}
    taken: set[int] = set()
    planned = rows_of(facts)
    pairs = sorted(
        ((_likeness(w, p), -w.row.number, n) for w in weak for n, p in enumerate(facts.problems, 1)),
        reverse=True,
    )
    for likeness, minus, n in pairs:
        if likeness >= _LIKE and -minus not in found and n not in taken:
            taken.add(n)
            found[-minus] = _of_problem(facts.problems[n - 1], n, planned[n - 1])
    rest = shortfalls(facts)
    for weakness in weak:
        number = weakness.row.number
        if number in found or weakness.evidence:
            continue
        fitting = next((s for s in rest if _fits(weakness, s, facts)), None)
        if fitting:
            rest.remove(fitting)
            found[number] = {EVIDENCE: _given(fitting.text, fitting.facts)}
        elif fact := _weak_fact(weakness, facts) or _last_year(weakness, facts):
            found[number] = {EVIDENCE: fact}
    return found


def _likeness(weakness: Weakness, problem: Problem) -> int:
    text = f"{problem.statement}{problem.cause or ''}"
    kind = kind_of(problem.statement)
    shared = set(telling_words(weakness.row.said)) & set(telling_words(text))
    same_kind = kind.name == weakness.kind.name and kind is not units.problem_kinds()[-1]
    return 4 * same_kind + 2 * (kind.theme == weakness.kind.theme and not same_kind) + len(shared)


def _of_problem(problem: Problem, number: int, row: Row) -> dict[str, Given]:
    """What of a stated problem says something, and the plan that answers it: a hollow one in the facts file is no evidence for another."""
    id_ = (f"问题{number}",)
    found = {}
    if anchors(problem.statement) and not EMPTY.search(problem.statement):
        found[EVIDENCE] = _given(problem.statement, id_)
    if problem.cause and not _no_cause(problem.cause):
        found[CAUSE] = _given(problem.cause, id_)
    if row.measures:
        found[MEASURE] = _given(row.measures[0], row.plan_facts[:1])
    return found


def _no_cause(cause: str) -> bool:
    return any(p.search(cause) for p in (EMPTY, CLICHE, OBJECTIVE, OTHERS, MERIT))


def _given(text: str, ids: tuple[str, ...]) -> Given:
    return Given(text=text, ids=ids, question=f"“{text.rstrip('。')}”取自你的事实文件，说的是不是这个问题？不是就删去。")


def _fits(weakness: Weakness, shortfall: Shortfall, facts: Facts) -> bool:
    if shortfall.below_norm:
        return weakness.kind.name in _LIFE_KINDS or weakness.kind.theme == "组织生活"
    text = " ".join(facts.by_id[id_].text for id_ in shortfall.facts)
    return _about(weakness, text, facts)


def _weak_fact(weakness: Weakness, facts: Facts) -> Given | None:
    """A fact of the same theme whose own words admit a fault, with a figure."""
    for index, fact in enumerate(facts.facts):
        if _FAULT.search(fact.text) and anchors(fact.text) and _about(weakness, fact.text, facts):
            return _given(fact.text, (facts.fact_id(index),))
    return None


def _last_year(weakness: Weakness, facts: Facts) -> Given | None:
    """A problem of last year's list on the same theme that has a result to tell: it is told that it was pointed out before."""
    for number, item in enumerate(facts.rectifications, 1):
        if item.result and anchors(item.result) and _about(weakness, item.problem, facts):
            result = item.result.rstrip("。；，")
            return _given(f"这个问题上年就指出过（“{item.problem.strip('“”。')}”），改了一年，{result}", (f"整改{number}",))
    return None


def _about(weakness: Weakness, text: str, facts: Facts) -> bool:
    theme = units.theme_of(text, None, units.types_of(facts.unit.types)).name
    return theme == weakness.kind.theme and not EMPTY.search(text)


def held_against(weak: Sequence[Weakness], answers: Mapping[str, str], facts: Facts | None, unit: str, types: tuple[str, ...], year: int) -> Facts:
    """The facts a writer may use: the user's, and beside them each sentence of the old text and each answer under an id of its own."""
    extra = [Fact(text=g.text, id=g.ids[0]) for w in weak for g in (*w.said, *w.reasons)]
    seen = {f.id for f in extra}
    extra += [
        Fact(text=line.text, id=id_)
        for w in weak
        if w.stands
        for i, line in enumerate(w.row.block.lines, 1)
        if (id_ := f"原文{w.row.number}.{i}") not in seen
    ]
    extra += [Fact(text=text.strip(), id=id_) for id_, text in answers.items() if text.strip()]
    unique = {f.id: f for f in extra}
    added = tuple(unique.values()) or (Fact(text=unit, id="原文"),)
    if facts is None:
        return Facts(unit=Unit(name=unit, types=types), secretary=Secretary(post=_NOBODY), year=year, facts=added)
    kept = tuple(f.model_copy(update={"id": facts.fact_id(i)}) for i, f in enumerate(facts.facts))
    fields = {name: getattr(facts, name) for name in Facts.model_fields}
    return Facts(**(fields | {"facts": (*kept, *added)}))
