from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.naming import known_names
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind, SentenceKind

_QUOTED = re.compile(r"“([^”]{2,30})”")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    known = known_names(manuscript, context)
    for line in manuscript.lines():
        if line.kind is SentenceKind.GAP:
            continue
        for match in _QUOTED.finditer(line.text):
            if match[1] not in known and not _own_words(manuscript, line, match[1]):
                advice = "如果是活动、品牌、荣誉的名称，请核对；如果只是说法，请去掉引号。"
                yield line.hit(match.span(), f"引号里的“{match[1]}”事实里没有", advice)


def _own_words(manuscript: Manuscript, line: Line, quoted: str) -> bool:
    """A proposal or a plan may quote the heading it answers, or a state of mind in the writer's own words."""
    headings = "".join(item.heading for item in manuscript.parts[line.part].items)
    return line.kind is SentenceKind.PROPOSAL or quoted in headings or line.section is SectionKind.PLAN


RULE = Rule(
    code="F06",
    name="引号里的名称没有依据",
    level=Level.WARNING,
    about="引号里多是活动、品牌、荣誉的名称。事实里没有，就可能是编的。",
    source="领域手册 §1.7",
    bad=Example("打造“红色引擎”。", facts=("开展“水库一线”活动5次",)),
    good=Example("开展“水库一线”活动。", facts=("开展“水库一线”活动5次",)),
    check=check,
    needs=(Need.FACTS,),
)
