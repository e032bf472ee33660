"""The rewrite flow: a report → where its problems stand and what they lack → questions → answers and facts → new problems in the old places.

Whatever is not better after two mendings is not taken over: the original stands, and the result says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import units
from pipeline.checks import Context
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import Row, rows
from pipeline.checks.problems.words import anchors
from pipeline.errors import InputError
from pipeline.events import Diagnosed, Listener, ProblemsRewritten
from pipeline.facts import Facts
from pipeline.findings import Level
from pipeline.plan import Plan
from pipeline.report import Sentence, SentenceKind
from pipeline.rewriting import Confirmation, Diagnosis, Given, Problem, Question, Rework, Reworked, Rewrite
from pipeline.samples.intake_types import guess_types
from pipeline.steps.rewriting.asking import Weakness, known_ids, questions, weaknesses
from pipeline.steps.rewriting.edits import Edit, applied, replacements
from pipeline.steps.rewriting.gathering import gather, held_against
from pipeline.steps.rewriting.judging import NO_GAIN, Known, diagnose, notes_on, shared_run, shortcomings, without
from pipeline.steps.rewriting.locating import Located, locate
from pipeline.steps.rewriting.placing import OPENING, edits
from pipeline.steps.rewriting.sorting import heading_is_bad
from pipeline.steps.shortfalls import shortfalls
from pipeline.texts.runs import RUN, compact
from pipeline.writers.port import Again, Brief, Writer

ROUNDS = 2
"""Mendings after the first writing: refinement levels off after two."""

Ask = Callable[[Sequence[Question]], Mapping[str, str]]
"""Puts the questions to the user: question id → answer, "" or absent where there is none."""


@dataclass(frozen=True)
class RewriteRequest:
    """``source`` is the text of the file ``name`` (one kind of line end). ``samples`` are texts of other reports by name. ``plan``: propose measures
    in the plan section where a problem has none.
    """

    source: str
    name: str
    today: dt.date
    facts: Facts | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    samples: tuple[tuple[str, str], ...] = ()
    plan: bool = True


@dataclass(frozen=True)
class Examined:
    """A report as it came: where its problems stand, what each lacks, how it is judged, and what is asked."""

    located: Located
    context: Context
    weak: tuple[Weakness, ...]
    diagnosis: Diagnosis
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class _Case:
    """All that one run knows: the report as it came, the answers there are now, and whether measures may be put into the plan."""

    found: Examined
    answers: Mapping[str, str]
    plan: bool

    @property
    def located(self) -> Located:
        return self.found.located

    @property
    def context(self) -> Context:
        return self.found.context

    @property
    def facts(self) -> Facts | None:
        return self.found.context.facts


@dataclass(frozen=True)
class _Try:
    """One writing, put in its place: ``flaws`` say in Chinese why it cannot be taken over."""

    reworks: tuple[Rework, ...]
    made: tuple[Reworked, ...]
    edits: tuple[Edit, ...]
    text: str
    manuscript: Manuscript
    after: Diagnosis
    flaws: tuple[str, ...]


def rewrite(request: RewriteRequest, writer: Writer, listen: Listener, ask: Ask | None = None) -> Rewrite:
    """Rewrite the problems of a report. Raises InputError where it has none or an answer fits no question, ModelError as the writer does."""
    found = examine(request)
    asked = found.questions
    listen(Diagnosed(found.diagnosis, asked))
    _check_ids(request.answers, len(found.weak), asked)
    answers = dict(request.answers)
    open_ = [q for q in asked if not answers.get(q.id, "").strip()]
    if ask and open_:
        answers |= ask(open_)
    case = _Case(found, answers, request.plan)
    return _result(case, _written(case, writer, listen), writer)


def examine(request: RewriteRequest) -> Examined:
    """Find and judge the problems of a report; nothing is written and no model asked. Raises InputError where it has none."""
    located = locate(request.source, request.name)
    context = _context(request, located)
    weak = tuple(_without_copied(w, context) for w in weaknesses(located, context))
    asked = tuple(q for w in weak for q in questions(w, context.unit_types))
    return Examined(located, context, weak, diagnose(located.manuscript, context), asked)


def _without_copied(weak: Weakness, context: Context) -> Weakness:
    """Old sentences without a figure that a sample has too say nothing of this unit, and do not stay."""

    def own(given: Given) -> bool:
        return bool(anchors(given.text)) or not shared_run(given.text, context)

    return replace(weak, said=tuple(filter(own, weak.said)), reasons=tuple(filter(own, weak.reasons)))


def _written(case: _Case, writer: Writer, listen: Listener) -> _Try | None:
    """The first writing that can be taken over, or the one with fewest flaws; None where there is nothing to write."""
    derived = [s.text for s in shortfalls(case.facts)] if case.facts else []
    known = Known((case.located.arranged, *case.answers.values(), case.context.given, *derived))
    brief = _brief(case)
    again, best = Again(), None
    for turn in range(ROUNDS + 1):
        reworks = gather(case.found.weak, case.answers, case.facts, case.context.unit_types, again)
        if not reworks:
            return None
        made, _ = writer.rework(brief, reworks, again)
        tried = _tried(case, reworks, made, known)
        listen(ProblemsRewritten(len(made), tried.after.score, turn))
        if best is None or (len(tried.flaws), -tried.after.score) < (len(best.flaws), -best.after.score):
            best = tried
        if not tried.flaws or made == again.last:
            break
        notes = notes_on(made, known, case.context)
        lost = frozenset(row.number for row in rows(tried.manuscript) if not row.linked)
        again = Again(turn + 1, notes or {r.number: tried.flaws for r in reworks}, made, again.unlinked | lost)
    if best and best.flaws:
        cut = _tried(case, best.reworks, without(best.made, known, case.context), known)
        best = best if cut.flaws else cut
    return best


def _tried(case: _Case, reworks: Sequence[Rework], made: Sequence[Reworked], known: Known) -> _Try:
    made = _soundly_headed(reworks, made)
    changes = tuple(edits(case.located, reworks, made, plan=case.plan))
    text = applied(case.located.source, changes)
    new = locate(text, "")
    after = diagnose(new.manuscript, case.context)
    flaws = [note for notes in notes_on(made, known, case.context).values() for note in notes]
    flaws += shortcomings(case.found.diagnosis, after, case.located.manuscript, new.manuscript)
    flaws += [f"第 {row.number} 个问题没有对应的措施" for row in rows(new.manuscript) if case.plan and case.located.plans and not row.linked]
    return _Try(tuple(reworks), tuple(made), changes, text, new.manuscript, after, tuple(flaws))


def _soundly_headed(reworks: Sequence[Rework], made: Sequence[Reworked]) -> tuple[Reworked, ...]:
    """A heading of the writer's that says only how far something falls short gives way to the one of its kind."""
    pairs = zip(reworks, made, strict=True)
    return tuple(m.model_copy(update={"heading": r.heading}) if r.vague and heading_is_bad(m.heading) else m for r, m in pairs)


def _brief(case: _Case) -> Brief:
    facts, located = case.facts, case.located
    year = case.context.year or (case.context.written_on or dt.date.max).year
    unit = facts.unit.name if facts else "本单位"
    names = tuple(t.name for t in case.context.unit_types)
    held = held_against(case.found.weak, case.answers, facts, unit, names, year)
    plan = Plan(
        title=located.manuscript.title,
        skeleton="合并",
        numbering="（一）",
        sections=(),
        rows=(),
        signer="",
        date=case.context.written_on or dt.date(year, 12, 31),
    )
    return Brief(facts=held, unit_types=case.context.unit_types, rule=units.rule(held.rule), plan=plan)


def _context(request: RewriteRequest, located: Located) -> Context:
    facts = request.facts
    names = facts.unit.types if facts else guess_types(located.arranged)
    types = units.types_of(names) or units.types_of(("机关",))
    year = located.manuscript.year or (facts.year if facts else None) or request.today.year
    written = located.manuscript.date or (facts.written_on if facts else None) or request.today
    own = compact(located.arranged)
    samples = tuple((name, text) for name, text in request.samples if not _same(text, own))
    return Context(year=year, written_on=written, unit_types=types, facts=facts, samples=samples)


def _same(sample: str, report: str) -> bool:
    """Whether a sample is this very report (compact), which the user keeps in the library too: of pieces all over it nearly all stand in it."""
    bare = compact(sample)
    pieces = [bare[at : at + RUN] for at in range(0, max(1, len(bare) - RUN), max(1, len(bare) // _PIECES))]
    return sum(piece in report for piece in pieces) >= _NEARLY_ALL * len(pieces)


_PIECES, _NEARLY_ALL = 40, 0.85


def _check_ids(answers: Mapping[str, str], count: int, asked: Sequence[Question]) -> None:
    from rapidfuzz import process

    known = known_ids(count)
    wrong = [id_ for id_ in answers if id_ not in known]
    if wrong:
        near = process.extractOne(wrong[0], known, score_cutoff=50)
        guess = f"，是不是“{near[0]}”？" if near else "。"
        listed = "、".join(q.id for q in asked) or "（没有要问的）"
        raise InputError(f"回答里的“{'”“'.join(wrong)}”不是这份报告的问题编号{guess}", hint=f"这次问的是：{listed}")


def _result(case: _Case, best: _Try | None, writer: Writer) -> Rewrite:
    taken = best is not None and not best.flaws
    located = case.located
    after = best.after if best and taken else case.found.diagnosis
    new = locate(best.text, "") if best and taken else located
    changes = best.edits if best and taken else ()
    made = best.made if best and taken else ()
    questions_ = tuple(q.model_copy(update={"answered": bool(case.answers.get(q.id, "").strip())}) for q in case.found.questions)
    return Rewrite(
        source=located.source,
        text=new.source,
        before=located.words(),
        after=new.words(),
        diagnosis_before=case.found.diagnosis,
        diagnosis_after=after,
        problems=tuple(_problem(row, next((m for m in made if m.number == row.number), None)) for row in new.rows),
        questions=questions_,
        todo=_todo(case, questions_, made, new),
        confirm=_confirm(made, new.source),
        replacements=replacements(located.source, changes),
        changed=bool(changes),
        verdict=_verdict(best, case.found.diagnosis),
        writer=writer.name,
        model=writer.model,
        prompts=writer.rework_prompts,
        blocked=(best is not None and any(not flaw.startswith(NO_GAIN) for flaw in best.flaws))
        or any(f.level is Level.ERROR for f in after.findings),
    )


def _problem(row: Row, made: Reworked | None) -> Problem:
    measure = row.remedy if row.linked else "".join(s.text for s in made.measure) if made else ""
    evidence = [line.text for line in (*row.statement, *row.cause) if anchors(line.text) and "【待补充" not in line.text]
    return Problem(
        statement=(f"{row.block.heading}。" if row.block.heading else "") + "".join(line.text for line in row.statement),
        evidence=tuple(dict.fromkeys(evidence)),
        cause=row.why,
        measure=measure,
        facts=tuple(f for f in made.facts if not f.startswith("原文")) if made else (),
        confirm=bool(made and made.to_confirm),
    )


def _todo(case: _Case, asked: Sequence[Question], made: Sequence[Reworked], new: Located) -> tuple[str, ...]:
    """Gaps first, under the id by which they are filled; then what was asked and not answered; then what only the user can decide."""
    gaps = [f"问{m.number}-证据：{s.question}" for m in made for s in m.sentences if s.kind is SentenceKind.GAP]
    filled = {g.partition("：")[0] for g in gaps}
    more = [f"{q.id}：{q.text}" for q in asked if not q.answered and q.id not in filled]
    copied = [f"“{run}……”和一份样本一样，这句是你原来写的，请自己改一改" for row in new.rows if (run := shared_run(row.said + row.why, case.context))]
    few = [_few(len(new.rows), case.facts)] if len(new.rows) < _FEWEST else []
    return tuple(dict.fromkeys((*gaps, *more, *copied, *few)))


_FEWEST = 3


def _few(count: int, facts: Facts | None) -> str:
    found = "；".join(f"“{s.text}”" for s in shortfalls(facts)[: _FEWEST - count]) if facts else ""
    return f"问题只有 {count} 条，一般是三到五条" + (f"；事实里这些可以各写成一条：{found}" if found else "，再想一想还有没有")


def _confirm(made: Sequence[Reworked], text: str) -> tuple[Confirmation, ...]:
    """Each proposal as it stands in the text: under a cue of the report's own a cause has lost its opening."""
    return tuple(
        Confirmation(excerpt=s.text if s.text in text else OPENING.sub("", s.text), question=_asked(s), problem=m.number)
        for m in made
        for s in m.to_confirm
    )


def _asked(sentence: Sentence) -> str:
    return sentence.question or f"“{sentence.text}”是替你拟的，是这样吗？"


def _verdict(best: _Try | None, before: Diagnosis) -> str:
    if best is None:
        return "这一部分没有非改不可的地方，原文没有动。"
    if best.flaws:
        return f"改了 {ROUNDS + 1} 遍都没有比原文好，原文没有动：{'；'.join(dict.fromkeys(best.flaws))}"
    gaps = sum(s.kind is SentenceKind.GAP for m in best.made for s in m.sentences)
    if gaps and best.after.score <= before.score:
        return f"空话换成了 {gaps} 处待补充，现在还是 {best.after.score} 分；答上以后再运行一次，分数才会上去。"
    left = f"，还有 {gaps} 处待补充" if gaps else ""
    return f"改好了：{before.score} 分 → {best.after.score} 分{left}。"
