from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    low, high = context.bounds
    total, name = manuscript.chars, context.length.name
    if total < low:
        message = f"全文 {total} 字，规格“{name}”要求不少于 {low} 字，还差 {low - total} 字"
        yield Hit(message, "差的是事实，不是话：答上“待补充”里的问题，或者再补几件有数字的事；不建议用空话凑字数。")
    elif total > high:
        message = f"全文 {total} 字，规格“{name}”要求不超过 {high} 字，多了 {total - high} 字"
        yield Hit(message, "先删与党建关系远的事，再删重复的话。")


RULE = Rule(
    code="S10",
    name="全文字数不合规格",
    level=Level.WARNING,
    about="各地通知写明字数。太长会被要求压缩，太短说明事实不够。事实文件里写了“字数”的，以上下一成为限。",
    source="领域手册 §1.4，§8 K04",
    bad=Example("我组织支部党员大会4次。", given="规格: 口头"),
    good=Example("我逐户走访了困难党员。" * 125, given="规格: 口头"),
    check=check,
    needs=(Need.LENGTH,),
)
