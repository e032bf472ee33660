from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import HAN
from pipeline.findings import Level

_BESIDE = f"[{HAN}，。；：、！？”’》）】]"
_MARK = re.compile(
    rf"(?<={_BESIDE})[,;:?!](?!//)|[,;?!](?=\s?{_BESIDE})|(?<={_BESIDE})\.(?![\d\w])|(?<=[0-9%％])[,;](?=\s*[{HAN}])|\((?=[^()\n]{{0,40}}[{HAN}])|(?<=[{HAN}0-9])\)(?=[{HAN}，。；：、])"
)
_LIST_MARK = re.compile(r"(?:^|\n)\s*(?:\(\s*(?:[一二三四五六七八九十]+|\d{1,2})\s*\)|[一二三四五六七八九十]{1,3}[.,:])")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Half-width marks of numbering are another rule's. Every kind is told once, with how many there are."""
    text = manuscript.text
    numbering = {place for m in _LIST_MARK.finditer(text) for place in range(m.start(), m.end())}
    found: dict[str, list[int]] = {}
    for match in _MARK.finditer(text):
        if match.start() not in numbering:
            found.setdefault(match.group(), []).append(match.start())
    for mark, places in found.items():
        start, end = max(0, places[0] - 3), min(len(text), places[0] + 4)
        start, end = text.rfind("\n", start, places[0]) + 1 or start, end if (br := text.find("\n", places[0], end)) < 0 else br
        more = f"（共 {len(places)} 处）" if len(places) > 1 else ""
        yield manuscript.hit((start, end), f"中文里用了半角的“{mark}”{more}", "换成全角标点：，；：。？！（）。")


RULE = Rule(
    code="T08",
    name="半角标点",
    level=Level.WARNING,
    about="中文里的标点用全角。半角的逗号、括号多是从网页或表格里粘来的。千分位1,000、时间9:30、英文里的不算。",
    source="领域手册 §5.4、§7.4 D50，§8 K25",
    bad=Example("我组织党员参加培训,提升本领(共12次)。"),
    good=Example("我组织党员参加培训，提升本领（共12次），9:30开会，经费1,200元。"),
    check=check,
)
