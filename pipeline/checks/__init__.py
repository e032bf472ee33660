"""The checks: pure functions from a report and what is known to findings. They judge drafts, drive mending and score evaluations.

A rule is one file and one line: see ``catalogue``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.catalogue import facts_rules, rules
from pipeline.checks.context import Context
from pipeline.checks.hits import FactHit, Hit
from pipeline.checks.manuscript import Manuscript, of_document, of_report
from pipeline.checks.rule import FactsRule, Rule
from pipeline.facts import Facts
from pipeline.findings import Finding
from pipeline.report import Report

_WEIGHT = {"error": 0, "warning": 1, "info": 2}


def run(subject: Report | Manuscript, context: Context, chosen: Sequence[Rule] | None = None) -> tuple[Finding, ...]:
    """The findings of the ``chosen`` rules (all where None), errors first, then in the order of the text."""
    manuscript = of_report(subject) if isinstance(subject, Report) else subject
    found = [
        _finding(rule, hit, manuscript)
        for rule in (rules() if chosen is None else chosen)
        if rule.applies(manuscript, context)
        for hit in rule.check(manuscript, context)
    ]
    return tuple(sorted(set(found), key=lambda f: (_WEIGHT[f.level], f.start, f.end, f.code, f.message)))


def run_facts(facts: Facts, context: Context, chosen: Sequence[FactsRule] | None = None) -> tuple[Finding, ...]:
    """The findings about the facts themselves, errors first, then in the order of the rules. ``section`` is the fact's id."""
    found = [_fact_finding(rule, hit) for rule in (facts_rules() if chosen is None else chosen) for hit in rule.check(facts, context)]
    return tuple(sorted(dict.fromkeys(found), key=lambda f: _WEIGHT[f.level]))


def _finding(rule: Rule, hit: Hit, manuscript: Manuscript) -> Finding:
    return Finding(
        code=rule.code,
        level=hit.level or rule.level,
        message=hit.message,
        advice=hit.advice,
        section=hit.section,
        item=hit.item,
        excerpt=manuscript.text[hit.start : hit.end] if hit.start >= 0 else "",
        start=hit.start,
        end=hit.end,
    )


def _fact_finding(rule: FactsRule, hit: FactHit) -> Finding:
    return Finding(code=rule.code, level=hit.level or rule.level, message=hit.message, advice=hit.advice, section=hit.fact, excerpt=hit.excerpt)


__all__ = ["Context", "FactHit", "FactsRule", "Hit", "Manuscript", "Rule", "of_document", "of_report", "run", "run_facts"]
