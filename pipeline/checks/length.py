"""S10 the whole is too short or too long; S11 problems and causes weigh too little; S12 the work part is too long.

Bounds are the length rule's; 字数, where given, replaces the total within a tenth either way.
"""

from __future__ import annotations

from pipeline.checks.context import Context
from pipeline.findings import Finding, Level
from pipeline.report import Report, SectionKind


def check(report: Report, context: Context) -> list[Finding]:
    return [*_total(report, context), *_problems(report, context), *_work(report, context)]


def bounds(context: Context) -> tuple[int, int]:
    """The least and the most characters the whole may have."""
    chars = context.facts.chars
    return (round(chars * 0.9), round(chars * 1.1)) if chars else (context.rule.low, context.rule.high)


def problem_chars(report: Report) -> int:
    return sum(s.chars for s in report.sections if s.kind in (SectionKind.PROBLEM, SectionKind.CAUSE))


def _total(report: Report, context: Context) -> list[Finding]:
    low, high = bounds(context)
    total = report.chars
    if low <= total <= high:
        return []
    if total < low:
        message = f"全文 {total} 字，规格“{context.rule.name}”要求不少于 {low} 字，还差 {low - total} 字"
        advice = "差的是事实，不是话：请看“待补充”里的问题，答上几条就够了；不建议用空话凑字数。"
    else:
        message = f"全文 {total} 字，规格“{context.rule.name}”要求不超过 {high} 字，多了 {total - high} 字"
        advice = "先删与党建关系远的事，再删重复的话。"
    return [Finding(code="S10", level=Level.WARNING, message=message, advice=advice)]


def _problems(report: Report, context: Context) -> list[Finding]:
    rule, chars = context.rule, problem_chars(report)
    if rule.problem_share is not None and chars < report.chars * rule.problem_share:
        share = f"{chars / report.chars:.0%}" if report.chars else "0%"
        message = f"问题和原因共 {chars} 字，占全文 {share}，规格“{rule.name}”要求不少于三分之一"
    elif rule.problem_low is not None and chars < rule.problem_low:
        message = f"问题和原因共 {chars} 字，规格“{rule.name}”要求不少于 {rule.problem_low} 字"
    else:
        return []
    advice = "把每个问题的经过、次数、后果和自己的原因讲具体；可以先答“待补充”里关于问题的提问。"
    return [Finding(code="S11", level=Level.WARNING, section=SectionKind.PROBLEM, message=message, advice=advice)]


def _work(report: Report, context: Context) -> list[Finding]:
    most = context.rule.duty_high
    work = sum(s.chars for s in report.sections if s.kind in (SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT))
    if most is None or work <= most:
        return []
    return [
        Finding(
            code="S12",
            level=Level.WARNING,
            section=SectionKind.DUTY,
            message=f"成绩部分共 {work} 字，规格“{context.rule.name}”要求不多于 {most} 字",
            advice="只留书记本人抓的、能核对的几件事。",
        )
    ]
