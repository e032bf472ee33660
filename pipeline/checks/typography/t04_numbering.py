from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.counting import heading_slips, link_slips, lone_links
from pipeline.checks.typography.paragraphs import paragraphs
from pipeline.findings import Level

_TEXT = "一、履职情况\n我主持支委会12次。\n{}、存在的问题\n我抓学习不细，一是只发通知，{}是不看记录。\n三、下一步打算\n我每月查一次。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if manuscript.marked:  # drafts are numbered when they are set
        return
    texts = paragraphs(manuscript)
    for slip in (*heading_slips(texts), *link_slips(texts)):
        message = f"编号“{slip.mark}”{'用了两次' if slip.double else '跳了号'}，这里应当是“{slip.wanted}”"
        yield manuscript.hit((slip.start, slip.end), message, "把编号顺下来；如果是删了一段，看看前面是不是少了内容。")
    for slip in lone_links(texts):
        yield manuscript.hit((slip.start, slip.end), f"只有“{slip.mark}”，后面没有“二是”", "只有一条就不用编号；有第二条请标出来。")


RULE = Rule(
    code="T04",
    name="编号跳号、重号",
    level=Level.WARNING,
    about="一、后面是三、，（二）用了两次，一是后面没有二是：多半是删改后没有顺过来，也可能丢了一段。",
    source="领域手册 §3.4、§7.5 D69、D70，§8 K25",
    bad=Example(_TEXT.format("三", "三"), section=None),
    good=Example(_TEXT.format("二", "二"), section=None),
    check=check,
)
