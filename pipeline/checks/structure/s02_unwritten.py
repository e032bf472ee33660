from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for part in manuscript.parts:
        if part.unwritten:
            yield Hit(
                f"“{part.heading or '这一部分'}”没有写成：{part.unwritten}",
                "已写好的部分都保留着；再运行一次会只补这一部分，或换一个模型、用 --offline 写。",
                section=part.kind,
            )


RULE = Rule(
    code="S02",
    name="有一部分没写成",
    level=Level.ERROR,
    about="起草时模型拒绝、中断或答非所问，这一部分就空着并说明原因，不拿别的话顶替。",
    source="本项目的设计：失败不冒充内容",
    bad=Example("二、存在的主要问题（没有写成：模型服务拒绝了这一部分）"),
    good=Example("二、存在的主要问题\n我对党员教育抓得不细。"),
    check=check,
    needs=(Need.DRAFT,),
)
