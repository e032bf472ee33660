from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.words import anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_DONE = re.compile(r"(?:已|均已|全部|都已|基本)(?:经)?(?:全部)?(?:整改|完成整改|整改完成|整改到位|落实|解决)(?:完成|到位|完毕)?")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for part in manuscript.of(SectionKind.RECTIFY):
        lines = [line for item in part.items for line in item.lines]
        if lines and "【待补充" not in part.text and not any(anchors(line.text) for line in lines):
            line = next(line for line in lines if _DONE.search(line.text) or line is lines[-1])
            advice = "逐条写：去年的问题是什么、今年做了什么、数字变成了多少、还剩什么。"
            yield line.hit((0, len(line.text)), "上年问题只说改了，没有一个数字、日期或事例", advice)


RULE = Rule(
    code="P13",
    name="整改含糊",
    level=Level.WARNING,
    about="上年的问题是在场的人点的，只写“已整改到位”，会被当场追问改了什么。",
    source="领域手册 §1.3、§8 K14 [A4][A17]",
    bad=Example("上年点评的三个问题均已整改到位，取得明显成效。", section=SectionKind.RECTIFY),
    good=Example("上年点评“走访少”：今年我走访了9次，去年是3次，解决问题4件。", section=SectionKind.RECTIFY),
    check=check,
)
