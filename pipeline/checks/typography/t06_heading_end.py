from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import paragraphs
from pipeline.findings import Level

_MARKED = re.compile(r"(?:[一二三四五六七八九十]{1,3}\s*[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+部分)")
_END = re.compile(r"^[^。；：！？，]{2,28}([。：；，、])$")
_SENTENCE = 30


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    parts = [part.start for part in manuscript.parts if part.heading]
    for heading, following in pairwise(paragraphs(manuscript)):
        text = heading.text.rstrip()
        found = _END.match(text) if _MARKED.match(text) else None
        # A short sentence in a list of such is no heading: under a heading stands prose, or the first of the next level.
        opens = any(heading.start <= start < heading.start + len(text) for start in parts) and found is not None and len(text) <= _SENTENCE
        if found and (opens or (not _MARKED.match(following.text) and len(following.text) > _SENTENCE) or _is_lower(text, following.text)):
            span = (heading.start + found.start(1), heading.start + found.end(1))
            yield manuscript.hit(
                (heading.start, span[1]), f"单独成行的标题末尾不用“{found[1]}”", "去掉标题末尾的标点；标题和正文连排在一段的，才用句号。"
            )


def _is_lower(heading: str, following: str) -> bool:
    return heading[0] not in "（(" and following[0] in "（("


RULE = Rule(
    code="T06",
    name="标题末尾的标点",
    level=Level.WARNING,
    about="单独成行的标题末尾不用句号、冒号；和正文排在一段里的小标题，末尾才用句号。",
    source="领域手册 §3.4（标点细则 [A46]）",
    bad=Example("一、履职情况：\n我主持召开支委会12次，组织主题党日12次，讲党课2次，逐一同党员谈心。"),
    good=Example("一、履职情况\n（一）抓学习。我主持召开支委会12次，组织主题党日12次，讲党课2次。"),
    check=check,
)
