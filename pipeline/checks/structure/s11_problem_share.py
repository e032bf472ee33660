from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_LEAST_SHARE = 0.15


def problem_chars(manuscript: Manuscript) -> int:
    """Characters of the parts on problems and causes."""
    return sum(part.chars for part in manuscript.of(SectionKind.PROBLEM, SectionKind.CAUSE))


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Held against the length rule where one is known that says how much there must be, else against what nobody accepts."""
    rule, total, chars = context.rule, manuscript.chars, problem_chars(manuscript)
    share = f"占全文 {chars / total:.0%}" if total else ""
    if rule is None or (rule.problem_share is None and rule.problem_low is None):
        part = manuscript.part(SectionKind.PROBLEM)
        if part is None or part.unwritten or manuscript.part(SectionKind.DUTY) is None or chars >= total * _LEAST_SHARE:
            return
        message = f"问题和原因共 {chars} 字，{share}；多数通知要求不少于三分之一，至少也要四分之一"
    elif rule.problem_share is not None and chars < total * rule.problem_share:
        message = f"问题和原因共 {chars} 字，{share}，规格“{rule.name}”要求不少于三分之一"
    elif rule.problem_low is not None and chars < rule.problem_low:
        message = f"问题和原因共 {chars} 字，规格“{rule.name}”要求不少于 {rule.problem_low} 字"
    else:
        return
    advice = "把每个问题的经过、次数、后果和自己的原因讲具体；可以先答“待补充”里关于问题的提问。"
    yield Hit(message, advice, section=SectionKind.PROBLEM)


RULE = Rule(
    code="S11",
    name="问题和原因写得太少",
    level=Level.WARNING,
    about="许多通知规定问题和原因不少于三分之一，或不少于若干字；不知道规格的，不到全文15%才提示。成绩写满、问题几行，是最常被退回的写法。",
    source="领域手册 §1.4、§1.6 C4、§3.5，§8 K03",
    bad=Example("我对党员教育抓得不细。", section=SectionKind.PROBLEM, given="规格: 问题为主"),
    good=Example("主题党日应开12次，只开了9次，是我没有盯住。" * 75, section=SectionKind.PROBLEM, given="规格: 问题为主"),
    check=check,
)
