"""Numbers that count parts of a text: 一、 （一） 1. （1） 一是 第一，— and where a count goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.checks.typography.paragraphs import Paragraph

_NUM = "[一二三四五六七八九十]{1,3}"
_DIGITS = "零一二三四五六七八九"
LEVELS = (
    re.compile(rf"第(?P<n>{_NUM})(?:部分|章|篇)"),
    re.compile(rf"(?P<n>{_NUM})\s*[、．.，,：:]"),
    re.compile(rf"[（(〔［\[]\s*(?P<n>{_NUM})\s*[）)〕］\]]"),
    re.compile(r"(?P<n>\d{1,2})\s*[．.、](?!\d)"),
    re.compile(r"(?:[（(](?P<n>\d{1,2})[）)]|(?P<c>[①-⑳]))"),
)
_LINKS = (
    re.compile(rf"(?:^|(?<=[。；：！？，、\s]))(?P<n>{_NUM})是(?![否非])"),
    re.compile(rf"(?:^|(?<=[。；：！？，\s]))第(?P<n>{_NUM})(?:，|、(?!第))"),
    re.compile(rf"^第(?P<n>{_NUM})(?:个问题|条|点|个方面)(?=[，：:、。]|是)"),
)
_INSIDE = 2
_SENTENCE_END = re.compile(r"[。；：！？]\s*(?=[（(〔［\[\d①-⑳])")
_LED = re.compile(r"首先|第一|其一|头一|一方面|一个是|一来|先是|一则|一条")
_LONE = re.compile(r"再就是|再一个|另一|另外|还有|其次|二来|同时|此外|再有")


@dataclass(frozen=True)
class Slip:
    """A number at ``start``–``end`` of the text that does not follow from the one before; ``expected`` 0: it counts nothing on."""

    start: int
    end: int
    mark: str
    wanted: str
    double: bool = False


def value(numeral: str) -> int:
    """1–99 in Chinese or Arabic; 0 for what is no numeral (十一十)."""
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    match = re.fullmatch(r"(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?", numeral)
    if not match:
        return 0
    tens = (_DIGITS.index(match[1]) if match[1] else 1) if match[2] else 0
    return tens * 10 + (_DIGITS.index(match[3]) if match[3] else 0)


def numeral(number: int, like: str) -> str:
    """``number`` written as ``like`` is written."""
    if like.isdecimal():
        return str(number)
    if "①" <= like <= "⑳":
        return chr(ord("①") + number - 1)
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def heading_slips(texts: list[Paragraph]) -> Iterator[Slip]:
    """Where the numbers of headings jump, come twice or begin late. A higher level, and 1, begin a count anew."""
    last = [0] * len(LEVELS)
    for paragraph, level, match in _marks(texts):
        name = "c" if match.groupdict().get("c") else "n"
        number = value(match[name])
        if number not in (0, 1, last[level] + 1):
            wanted = last[level] + 1
            start, end = match.span(name)
            mark = match.group().strip()
            yield Slip(
                paragraph.start + start, paragraph.start + end, mark, mark.replace(match[name], numeral(wanted, match[name])), number == last[level]
            )
        last[level] = number
        last[level + 1 :] = [0] * (len(LEVELS) - level - 1)


def _marks(texts: list[Paragraph]) -> Iterator[tuple[Paragraph, int, re.Match[str]]]:
    """The numbers at the beginnings of paragraphs, and those below the first level behind the end of a sentence too."""
    for paragraph in texts:
        for place in (0, *(m.end() for m in _SENTENCE_END.finditer(paragraph.text))):
            levels = enumerate(LEVELS) if place == 0 else enumerate(LEVELS[_INSIDE:], _INSIDE)
            found = next(((i, m) for i, level in levels if (m := level.match(paragraph.text, place))), None)
            if found:
                yield paragraph, *found


def link_slips(texts: list[Paragraph]) -> Iterator[Slip]:
    """Where 一是…二是…, 第一，第二， jump or come twice; 一是 that nothing follows; 二是 that nothing precedes."""
    for pattern in _LINKS:
        found = [(p.start + m.start("n"), p.start + m.end(), m, p, i) for i, p in enumerate(texts) for m in pattern.finditer(p.text)]
        for index, (start, end, match, paragraph, _) in enumerate(found):
            number, mark = value(match["n"]), match.group()
            before = found[index - 1] if index else None
            last = value(before[2]["n"]) if before else 0
            if number == 0 or number == last + 1 or (number == 1 and last != 1):
                continue
            if number == 1:
                # Two times 一是: the count anew in another paragraph, or the number forgotten.
                if before and before[3] is paragraph:
                    yield Slip(start, end, mark, mark.replace(match["n"], "二"), double=True)
                continue
            if before and (before[3] is paragraph or last > 1 or number == last):
                yield Slip(start, end, mark, mark.replace(match["n"], numeral(last + 1, "一")), number == last)
            elif not _LED.search(paragraph.text[: match.start()]):
                yield Slip(start, end, mark, mark.replace(match["n"], numeral(last + 1, "一")))


def lone_links(texts: list[Paragraph]) -> Iterator[Slip]:
    """一是 in a paragraph where no 二是 comes behind it, there or at the beginning of a later one."""
    pattern = _LINKS[0]
    for index, paragraph in enumerate(texts):
        marks = list(pattern.finditer(paragraph.text))
        for place, match in enumerate(marks):
            behind = [m["n"] for m in marks[place + 1 :]] + [m["n"] for p in texts[index + 1 :] for m in pattern.finditer(p.text)]
            if match["n"] == "一" and (not behind or behind[0] == "一") and not _LONE.search(paragraph.text[match.end() :]):
                yield Slip(paragraph.start + match.start("n"), paragraph.start + match.end(), match.group(), "")
