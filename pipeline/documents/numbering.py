"""How a paragraph begins: the marks of each level of numbering, where a heading ends and its text begins, and chains inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUM = "[一二三四五六七八九十]{1,3}"

PART = re.compile(rf"第{_NUM}(?:部分|章|篇)[\s、：:]*")
COMMA = re.compile(rf"{_NUM}\s*[、．.，,](?=\s*\S)\s*")
BRACKET = re.compile(rf"[（(〔［\[]\s*{_NUM}\s*[）)〕］\]]\s*、?\s*")
DIGIT = re.compile(r"\d{1,2}\s*[．.、](?!\d)\s*")
CIRCLED = re.compile(r"(?:[（(]\d{1,2}[）)]|[①-⑳])\s*、?\s*")
ORDINAL = re.compile(
    rf"(?:{_NUM}是|(?:第{_NUM}|头一)(?:个(?:问题|方面)?|件事?|条|点|项)是"
    rf"|(?:(?:第{_NUM}|头一)(?:个(?:问题|方面)?|件事?|条|点|项)?|(?:针?对|关于)第{_NUM}(?:个|条|项|点)(?:问题|意见)?|其{_NUM})[，,、：:])[，,：:]?\s*"
)

FIRST_INSIDE = re.compile(
    r"[（(〔](?:一|1)[）)〕]|①|(?<!\d)1[．.、](?!\d)|(?:第一|头一)(?:个问题|件事?|条|点|个)?[，：是]|其一[，、：]|(?<![第统唯其])一是"
)
"""The first mark of a count inside a line, in front of which a heading may end."""

MARKS = (PART, COMMA, BRACKET, DIGIT, CIRCLED, ORDINAL)
_FIRST = re.compile(r"[^\w]*(?:一|1|①|第一|其一|头一)(?!\d|[一二三四五六七八九十])")
_COUNT = re.compile(rf"头一|{_NUM}|\d+|[①-⑳]")
_NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_SENTENCE = re.compile(r"[。！？]")
_PUNCTUATION = re.compile(r"[，。；！？,;!?]")
_INSIDE = re.compile(r"[。；：！？;]")
_LONGEST_HEADING = 60
_LONGEST_LINE = 30
_LONGEST_BARE = 25
_LONGEST_BEFORE_CHAIN = 60


def begins(paragraphs: Sequence[str], mark: re.Pattern[str]) -> list[str]:
    """The paragraphs that bear ``mark``, without it."""
    return [paragraph[found.end() :] for paragraph in paragraphs if (found := mark.match(paragraph))]


def is_marked(paragraph: str) -> bool:
    """Whether ``paragraph`` begins with a mark of any level."""
    return any(mark.match(paragraph) for mark in MARKS)


def is_first(paragraph: str) -> bool:
    """Whether the mark of ``paragraph`` is the first of its count."""
    return _FIRST.match(paragraph) is not None


def is_list(paragraphs: Sequence[str], mark: re.Pattern[str], least: int) -> bool:
    """Whether at least ``least`` paragraphs bear ``mark`` and one of them is the first of its count."""
    marked = [paragraph for paragraph in paragraphs if mark.match(paragraph)]
    return len(marked) >= least and any(is_first(paragraph) for paragraph in marked)


def cut(paragraph: str, longest: int = _LONGEST_HEADING) -> tuple[str, str]:
    """Part ``paragraph`` (mark removed) into heading and text.

    A heading on its own line keeps no end mark; a run-in heading reaches to the first 。 A first sentence too long for a heading is text.
    """
    end = _SENTENCE.search(paragraph)
    head, text = (paragraph[: end.start()], paragraph[end.end() :].strip()) if end else (paragraph, "")
    head = head.rstrip("：:；;，, ")
    return (head, text) if len(head) <= longest else ("", paragraph)


def is_bare(paragraph: str) -> bool:
    """Whether ``paragraph`` looks like a heading without a number: one short line without punctuation and mark."""
    return not is_marked(paragraph) and len(paragraph) <= _LONGEST_BARE and not _PUNCTUATION.search(paragraph)


def is_line(paragraph: str) -> bool:
    """Whether ``paragraph`` may be a second-level heading on a line of its own, without mark: short, and no sentence."""
    return not is_marked(paragraph) and len(paragraph) <= _LONGEST_LINE and not _INSIDE.search(paragraph) and paragraph[-1] not in "，,、"


def links(paragraph: str) -> list[str]:
    """Part ``paragraph`` where it is one chain (一是…；二是…, 1.…2.…): what leads over to the chain, if anything, and each link with its mark.

    A chain counts 1, 2, 3 …, and nothing but a clause or two stands before it. A paragraph that is no chain comes back whole.
    """
    for mark in MARKS:
        starts = _chain(paragraph, mark)
        if len(starts) > 1 and starts[0] <= _LONGEST_BEFORE_CHAIN:
            pieces = [paragraph[a:b].strip() for a, b in zip([0, *starts], [*starts, len(paragraph)], strict=True)]
            return [piece for piece in pieces if piece]
    return [paragraph]


def tops(line: str) -> list[str]:
    """Part ``line``, which may be a whole report, where its first-level numbers (第一部分, 一、) count up; else the line as it is."""
    for mark in (PART, COMMA):
        starts = _chain(line, mark)
        if not starts and (first := _glued_first(line, mark)):
            starts = [first, *(first + link for link in _chain(line[first:], mark)[1:])]
        if len(starts) > 1:
            return [piece for a, b in zip([0, *starts], [*starts, len(line)], strict=True) if (piece := line[a:b].strip())]
    return [line]


def _glued_first(line: str, mark: re.Pattern[str]) -> int:
    """Where the first number stands behind a title or a name without any mark between (…述职报告一、基本情况); 0 where it does not."""
    return next((found.start() for found in mark.finditer(line) if _value(found.group()) == 1), 0)


def _chain(paragraph: str, mark: re.Pattern[str]) -> list[int]:
    """Where the links numbered 1, 2, 3 … begin; each at the start or behind the end of a sentence or clause."""
    starts: list[int] = []
    for place in [0, *(end.end() for end in _INSIDE.finditer(paragraph))]:
        found = mark.match(paragraph, place)
        if found and _value(found.group()) == len(starts) + 1:
            starts.append(place)
    return starts


def _value(mark: str) -> int:
    """The number a mark bears; 0 where it is none of 1–12 in Chinese numerals."""
    found = _COUNT.search(mark)
    count = found.group() if found else ""
    if count.isdecimal():
        return int(count)
    if count == "头一":
        return 1
    if count in _NUMERALS:
        return _NUMERALS.index(count) + 1
    return ord(count) - ord("①") + 1 if "①" <= count <= "⑳" else 0
