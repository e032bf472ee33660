from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_ADVICE = "改成各说各的事；内容也一样的，合成一条。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Causes and measures may bear the headings of their problems; within one part, and among parts, each stands once."""
    parts: set[str] = set()
    for part in manuscript.parts:
        items: set[str] = set()
        if part.heading and part.heading in parts:
            yield manuscript.hit((part.start, part.start + len(part.heading)), f"“{part.heading}”这个标题用了两次", _ADVICE)
        parts.add(part.heading)
        for item in part.items:
            if item.heading and item.heading in items:
                yield manuscript.hit((item.start, item.start + len(item.heading)), f"“{item.heading}”这个小标题用了两次", _ADVICE)
            items.add(item.heading)


_ITEM = "我主持召开支委会12次，逐项研究党员教育管理。\n"
_WHOLE = "2025年度抓基层党建工作述职报告\n一、履职情况\n（一）抓学习。{item}（二）{second}。{item}二、存在的主要问题\n我抓得不细。\n"

RULE = Rule(
    code="S18",
    name="标题重复",
    level=Level.WARNING,
    about="同一部分里两个小标题一字不差，或者一级标题出现两次，是复制后忘了改。",
    source="领域手册 §7.3 D35、§7.5 D85",
    bad=Example(_WHOLE.format(item=_ITEM, second="抓学习"), section=None),
    good=Example(_WHOLE.format(item=_ITEM, second="抓换届"), section=None),
    check=check,
)
