from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import paragraphs
from pipeline.findings import Level

_CLOSER = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]", "「": "」", "『": "』", "〔": "〕"}
_ALIKE = {")": "）", "]": "】"}
_OPENER = {closer: opener for opener, closer in _CLOSER.items()}
_MARK = re.compile(r"[“”‘’《》〈〉（）()【】\[\]「」『』〔〕\"]")
_LIST_MARK = re.compile(r"(?:^|[。；：！？，、\s])(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-z])$")
_SHOWN = 6


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for paragraph in paragraphs(manuscript):
        for place in _unpaired(paragraph.text):
            mark = paragraph.text[place]
            opens = mark in _CLOSER or mark == '"'
            start, end = (place, min(len(paragraph.text), place + _SHOWN)) if opens else (max(0, place - _SHOWN), place + 1)
            message = f"这里的{mark}没有配成对"
            yield manuscript.hit((paragraph.start + start, paragraph.start + end), message, "补上另一半，或把多出来的删去。")


def _unpaired(text: str) -> list[int]:
    """Where marks stand without their partner in ``text``, in order."""
    open_marks: list[int] = []
    alone: list[int] = []
    straight: list[int] = []
    for match in _MARK.finditer(text):
        place, mark = match.start(), match.group()
        if mark == '"':
            straight.append(place)
        elif mark in _CLOSER:
            open_marks.append(place)
        else:
            partner = next((i for i in reversed(range(len(open_marks))) if _fits(text[open_marks[i]], mark)), None)
            if partner is None:
                alone += [] if mark in ")）" and _LIST_MARK.search(text[:place]) else [place]
            else:
                alone += open_marks[partner + 1 :]
                del open_marks[partner:]
    return sorted([*alone, *open_marks, *(straight[-1:] if len(straight) % 2 else [])])


def _fits(opener: str, closer: str) -> bool:
    """Half and full width may stand for each other: that is another rule's."""
    wanted = _CLOSER[opener]
    return closer == wanted or _ALIKE.get(closer, closer) == _ALIKE.get(wanted, wanted)


RULE = Rule(
    code="T02",
    name="引号、括号、书名号不配对",
    level=Level.ERROR,
    about="只有一半的引号、括号、书名号，或者交叉套着。念稿的人不知道在哪里停，排版也会乱。序号1）、a）不算。",
    source="领域手册 §5.5、§7.5 D78，§8 K24",
    bad=Example("我组织学习《中国共产党章程，开展“亮身份活动12次。"),
    good=Example("我组织学习《中国共产党章程》，分三步：1）自学；2）交流；3）“亮身份”（12次）。"),
    check=check,
)
