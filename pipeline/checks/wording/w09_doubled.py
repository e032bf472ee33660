from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_DOUBLED = re.compile(r"全会会议(?!材料|期间|室|上|厅|通知)|党的[党]的|党党支部书记|《[^《》\n]{0,30}(?:精神|活动|主题教育|学习教育)》")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for match in _DOUBLED.finditer(manuscript.text):
        if match.group().startswith("《"):
            message, advice = f"{match.group()}用错了书名号", "书名号只用于书、文件、报刊、法规；精神、活动用引号或不用。"
        else:
            message, advice = f"“{match.group()}”字有重复", "“全会”就是会议，后面不再写“会议”；写“……全会精神”。"
        yield manuscript.hit(match.span(), message, advice)


RULE = Rule(
    code="W09",
    name="重复的字和错用的书名号",
    level=Level.ERROR,
    about="“三中全会会议精神”多了“会议”；《党的二十大精神》不是书，不用书名号。",
    source="领域手册 §4.6-5、§4.6-10 [A43]",
    bad=Example("传达党的二十届三中全会会议精神。", written="2026-01-10"),
    good=Example("传达党的二十届三中全会精神，发放全会会议材料12份。", written="2026-01-10"),
    check=check,
)
