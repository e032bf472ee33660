from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.words import EMPTY, anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_PLAIN_FACT = re.compile(r"(?:没有|没|从未)[^，。；]{0,4}[上讲去开看问来写交参][^，。；]{0,2}过|一个人(?:讲|干|定|写|说)|一次也没|从来没|无一")
"""What happened or did not, told without a figure: 年轻党员没有上过讲台."""


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        # Figures of a cause told elsewhere are no evidence of the problem.
        if (
            any(anchors(line.text) for line in row.block.lines)
            or re.search(r"\d", row.block.heading)
            or "【待补充" in row.said
            or _PLAIN_FACT.search(row.said)
        ):
            continue
        empty = next(((line, m) for line in row.statement if (m := EMPTY.search(line.text))), None)
        advice = "写出看得见的事：少了几次、差多少、哪一次、哪个支部、谁发现的。没有记就去查台账，查不到的先留【待补充】。"
        message = f"第 {row.number} 个问题没有一个数字、日期、事例或制度名"
        yield empty[0].hit(empty[1].span(), message, advice) if empty else row.hit(message, advice)


RULE = Rule(
    code="P03",
    name="问题没有证据",
    level=Level.WARNING,
    about="“不够深入”“有待加强”谁都能写。评议的人要听的是哪一次、差多少。审核时先看问题里有没有数据和事例。",
    source="领域手册 §1.3 Q3、§1.6 C5、§8 K06 [A4]",
    bad=Example("我组织支部学习，形式还不够丰富，学用转化的效果有待提高。", section=SectionKind.PROBLEM),
    good=Example("12次学习只有3次安排讨论，学得不够深，我怕冷场，一个人念到底。", section=SectionKind.PROBLEM),
    check=check,
)
