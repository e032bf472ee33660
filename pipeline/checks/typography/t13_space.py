from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import HAN, paragraphs
from pipeline.findings import Level

_SPACE = re.compile(
    rf"(?<=[{HAN}])[ \t\u3000]+(?=[{HAN}])|(?<=[{HAN}])[ \t\u3000]+(?=[，。；：、！？）》”])|(?<=[，。；：、！？（《“])[ \t\u3000]+(?=[{HAN}])"
)
_QUOTED = re.compile(r"“[^“”\n]{0,60}”|‘[^’\n]{0,60}’|《[^》\n]{0,60}》")
_SHOWN = 3


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Spaces between slogans in quotation marks, in headings and signatures part what belongs apart."""
    found = []
    for paragraph in paragraphs(manuscript):
        if paragraph.prose and (" " in paragraph.text or "\u3000" in paragraph.text or "\t" in paragraph.text):
            quoted = [m.span() for m in _QUOTED.finditer(paragraph.text)]
            found += [(paragraph, m) for m in _SPACE.finditer(paragraph.text) if not any(a < m.start() < b for a, b in quoted)]
    if found:
        paragraph, match = found[0]
        span = (paragraph.start + max(0, match.start() - _SHOWN), paragraph.start + match.end() + _SHOWN)
        more = f"（共 {len(found)} 处）" if len(found) > 1 else ""
        yield manuscript.hit((span[0], min(span[1], len(manuscript.text))), f"句子里有多余的空格{more}", "删去字和字、字和标点之间的空格。")


RULE = Rule(
    code="T13",
    name="词中的空格",
    level=Level.WARNING,
    about="“建 设”“中国共 产党”这样的空格，是从网页、扫描件里粘来的，查找替换也找不到这个词。口号之间、签名里的空格不算。",
    source="领域手册 §7.2 D25、§7.4 D48",
    bad=Example("我把基层党组织建 设放在心上，全年组织学习12次，走访党员18户。"),
    good=Example("我把基层党组织建设放在心上，挂出“亮身份 作表率”的牌子12块，走访党员18户。"),
    check=check,
)
