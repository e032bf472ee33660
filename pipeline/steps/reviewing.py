"""What the user must still do: gaps to fill, proposals to confirm, questions that would make the report longer and truer."""

from __future__ import annotations

from pipeline import checks, units
from pipeline.checks import Context
from pipeline.checks.facts.f07_unsupported_claim import RULE as CLAIMS
from pipeline.layout import printed_chars
from pipeline.report import Report, SentenceKind
from pipeline.result import Confirm
from pipeline.texts.measure import to_chinese
from pipeline.texts.quantities import quantities


def todo(report: Report, context: Context) -> tuple[str, ...]:
    """The questions to answer: of every gap in the text, of every problem without a figure, and, where the report is short, of what is untold.

    What this unit type is expected to tell is asked last.
    """
    gaps = [s.question or s.text for section in report.sections for item in section.items for s in item.sentences if s.kind is SentenceKind.GAP]
    asked = unanswered(context) if printed_chars(report) < context.bounds[0] else ()
    return tuple(dict.fromkeys((*gaps, *bare_problems(context), *vague_headings(context), *asked)))


def bare_problems(context: Context) -> tuple[str, ...]:
    """A question for each problem that was stated without a single figure: reviewers ask how often, how many, when."""
    kinds = {k.name: k for k in units.problem_kinds()}
    rows = context.plan.rows if context.plan else ()
    bare = [r for r in rows if r.statement and not quantities(r.statement)]
    return tuple(f"第{to_chinese(r.number)}个问题“{r.heading}”还没有数字或事例：{kinds[r.kind].ask_evidence}" for r in bare)


def vague_headings(context: Context) -> tuple[str, ...]:
    """What to do about each problem whose heading says nothing of its own: only the user can put it in a word."""
    vague = set(units.problem_kinds()[-1].headings)
    rows = context.plan.rows if context.plan else ()
    said = "请在这条“表现”最前面用一句话点明毛病（20 个字以内，如“该谈的没有谈完”），再用逗号接下文"
    return tuple(f"第{to_chinese(r.number)}个问题的小标题“{r.heading}”说得空：{said}" for r in rows if r.heading in vague)


def unanswered(context: Context) -> tuple[str, ...]:
    """The questions of the unit types that nothing in the facts answers."""
    topics = {fact.theme for fact in context.facts.facts} if context.facts else set()
    asks = (ask for t in context.unit_types for ask in t.must_ask if ask.topic not in topics)
    return tuple(ask.question for ask in asks if not any(word in context.given for word in ask.words))


def confirm(report: Report, context: Context) -> tuple[Confirm, ...]:
    """Every sentence that says on the user's behalf what the user did not say, with its question."""
    asked = [
        Confirm(section=section.kind, excerpt=s.text, question=s.question or f"“{s.text}”是替你拟的，是这样吗？")
        for section in report.sections
        for item in section.items
        for s in item.sentences
        if s.kind is not SentenceKind.GAP and (s.question or s.kind is SentenceKind.PROPOSAL)
    ]
    known = {c.excerpt for c in asked}
    doubtful = [
        Confirm(section=f.section, excerpt=f.excerpt, question=f"“{f.excerpt}”在你给的事实里没有依据，确有其事吗？")
        for f in checks.run(report, context, [CLAIMS])
        if f.excerpt not in known
    ]
    return tuple(asked + doubtful)
