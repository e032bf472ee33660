"""Lists under a heading of their own in a notebook: last year's problems, this year's, next year's plans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.documents.material import Line, Material
from pipeline.facts.proposals import Key, Proposal, Source
from pipeline.steps.finding.happenings import day_at
from pipeline.steps.finding.notes import BULLET
from pipeline.texts.measure import chars
from pipeline.texts.tidying import tidied

_HEADS: tuple[tuple[Key, re.Pattern[str]], ...] = (
    ("上年整改", re.compile(r"^(?:去年|上年|上一年|20\d\d年?)[^，。；]{0,24}(?:问题|点评|评议|整改|挂的账|反馈)")),
    ("打算", re.compile(r"^(?:明年|来年|下一?步|下一年|新一年)?[^，。；]{0,4}(?:打算|计划|安排|思路)|^(?:明年|下一?步)(?=[：:]?$)")),
    ("问题", re.compile(r"^(?:今年|本年|存在|自查|主要|我的|支部的?)?[^，。；]{0,8}(?:问题|不足|短板)")),
)
_LONGEST_HEAD = 40
_COLON = re.compile(r"[：:]\s*$")
_MOST = 12
"""So many lines a list has at most: behind that the notebook goes on."""
_SHORT = 5
_CAUSE = re.compile(r"[。；，\s]*(?:主要)?(?:原因(?:是|在于)?|为啥|为什么|根子(?:是|在))\s*[：:，]?\s*")
_DONE = re.compile(r"\s*(?:[—–-]{2,}|—|→|=>|->)\s*|[，。；]\s*(?=今年)")
_NUMBER = re.compile(r"^\s*\d{1,2}\s+(?=[一-鿿“])")
_END = "。；;，, "


def lists_in(material: Material) -> tuple[list[Proposal], list[Line]]:
    """(what the lists hold, the lines that are in none). A line that bears a day ends a list, but for plans, which bear days too."""
    found: list[Proposal] = []
    rest: list[Line] = []
    key: Key | None = None
    count = 0
    for line in material.lines:
        head = _head(line.text)
        if head:
            key, count = head, 0
        elif key and count < _MOST and (key == "打算" or not _dated(line.text)):
            count += 1
            found += _entry(key, line, material.file)
        else:
            key = None
            rest.append(line)
    return found, rest


def _dated(text: str) -> bool:
    dated = day_at(BULLET.sub("", text).strip())
    return dated is not None and dated[0].day is not None


def _head(text: str) -> Key | None:
    """A line with a colon at its end heads a list, and one that is nothing but the name of one: 明年打算; not 群众反映的问题都解决了."""
    bare = BULLET.sub("", text).strip()
    ended = _COLON.search(bare)
    if chars(bare) > _LONGEST_HEAD or re.search(r"[。；]", bare):
        return None
    return next((key for key, pattern in _HEADS if (found := pattern.match(bare)) and (ended or found.end() == len(bare))), None)


def _entry(key: Key, line: Line, file: str) -> Sequence[Proposal]:
    text = tidied(_NUMBER.sub("", BULLET.sub("", line.text)).strip()).strip(_END)
    if chars(text) < _SHORT:
        return ()
    source = (Source(file, line.place, line.text),)
    if key == "打算":
        return (Proposal(key, (("", text),), source),)
    if key == "问题":
        said, cause = _parted(_CAUSE, text)
        note = "打算怎么改，还要你补上。" if cause else "根子在你自己身上是什么、打算怎么改，还要你补上。"
        return (Proposal(key, (("表现", said), *((("原因", cause),) if cause else ())), source, note),)
    said, done = _parted(_DONE, text)
    note = "改到什么程度，还要你补上。" if done else "做法和结果只有你知道，请补上。"
    return (Proposal(key, (("问题", said), *((("做法", done),) if done else ())), source, note),)


def _parted(where: re.Pattern[str], text: str) -> tuple[str, str]:
    """What stands before and behind the first match; all of it and "" where there is none, or nothing before it."""
    match = where.search(text)
    if match is None or chars(text[: match.start()]) < _SHORT:
        return text, ""
    return text[: match.start()].strip(_END), text[match.end() :].strip(_END)
