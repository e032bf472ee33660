from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def unused_ids(manuscript: Manuscript, context: Context) -> tuple[str, ...]:
    """The ids of the facts that no sentence cites, in the order of the facts file."""
    cited = {id_ for line in manuscript.lines() for id_ in line.facts}
    return tuple(e.id for e in context.known.evidence if e.id not in cited)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for id_ in unused_ids(manuscript, context):
        message = f"这条事实没有用上：{id_} {context.known.by_id[id_].text[:40]}"
        yield Hit(message, "如果要紧，请改写它的主题或内容后再生成，或自己补进去。")


RULE = Rule(
    code="F08",
    name="有事实没有用上",
    level=Level.INFO,
    about="给了的事实，报告里一句也没有用到。",
    source="本项目的设计：不用的事实都列出来",
    bad=Example("我组织支部党员大会4次。（事实里还有“走访党员12人”）"),
    good=Example("我组织支部党员大会4次，走访党员12人。"),
    check=check,
    needs=(Need.FACTS, Need.DRAFT),
)
