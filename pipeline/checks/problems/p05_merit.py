from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.words import MERIT
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        first = row.statement[0] if row.statement else None
        match = MERIT.search(row.block.heading) or (MERIT.search(first.text) if first and not row.block.heading else None)
        match = match or next((m for line in (*row.statement, *row.cause) if (m := _SELF.search(line.text))), None)
        if match:
            advice = "换成真的毛病：因为这样，哪件事没办好、谁受了影响、你自己错在哪里。"
            yield row.hit(f"第 {row.number} 个问题是优点换了个说法：“{match.group()}”", advice)


_SELF = re.compile(rf"(?:我(?:这个人|干事|对工作|做事|工作)?|说到底|只怪我|主要是)[^，。；]{{0,8}}(?:{MERIT.pattern})")
"""In the midst of a problem only what the writer says of himself."""

RULE = Rule(
    code="P05",
    name="优点式问题",
    level=Level.WARNING,
    about="“要求过高”“急于求成”“什么都自己扛”，听着像表扬自己。评议的人一听就知道在避重就轻。",
    source="领域手册 §1.3 Q10、§8 K08",
    bad=Example("我对党员要求过高，工作急于求成。", section=SectionKind.PROBLEM),
    good=Example("11次支委会我有9次直接定了调，4名支委全年没有提过一条不同意见。", section=SectionKind.PROBLEM),
    check=check,
)
