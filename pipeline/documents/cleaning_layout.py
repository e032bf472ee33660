"""Dirt of conversion (D25, D35, D37, D45, D47–D52, D80, D81): spaces, breaks, marks and copies that no writer put there. All mended without loss."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.documents.cleaning_rules import CJK, Dirt, Rule, Step, around

_HAN = f"[{CJK}]"
_BESIDE = f"[{CJK}，。；：、！？”》）]"
_NUM = "[一二三四五六七八九十]{1,3}"
_MARKED = re.compile(rf"[ \t]*(?:{_NUM}\s*[、．.]|[（(〔]{_NUM}[）)〕]|\d{{1,2}}[．.、]|[（(]\d{{1,2}}[）)]|{_NUM}是|第{_NUM}(?:部分|[，、])|#)")
_FULL_STOP = re.compile(r"[。！？：；”」』）》]$")
_TITLE_END = re.compile(r"^([^。；！？\n]{4,40}?述职(?:评议)?报告)(?=(?:尊敬的|各位|同志们|按照|根据|为(?:深入|认真|全面)|一年来|今年|20\d\d年))")
_TOP = re.compile(rf"(?<=[。；：！？])\s*(?={_NUM}、\S)")
_SUB = re.compile(rf"(?<=[。；：！？])\s*(?=[（(]{_NUM}[）)]\S)")
_HEAD = re.compile(rf"^((?:{_NUM}、)[^。；，（(\n]{{2,25}}?)(?=[（(]一[）)])", re.MULTILINE)
_ENTRY = re.compile(rf"^(?:{_NUM}、|[（(]{_NUM}[）)])\S{{2,40}}$")
_HALF = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_IN_WORD = re.compile(rf"(?<={_HAN})[ \t](?={_HAN})(?=[^\n“《]{{0,80}}[，。；])(?![^“\n]{{0,30}}”)")
"""A space within running text; between slogans in quotes, and in lines without an end, it parts what belongs apart."""

_BESIDE_MARK = re.compile(rf"(?<={_BESIDE})[ \t]+(?=[，。；：、！？”》）])|(?<=[，。；：、！？])[ \t]+(?={_HAN})|[ \t]+$", re.MULTILINE)
_SYMBOL = re.compile("[\U0001f000-\U0001faff\u2600-\u2604\u2606-\u26ff\u2701-\u2760\u25a0-\u25cf\u203b\ufe0f]|(?<!密)★")
"""Pictures, bullets and stars; a star behind 机密 or 秘密 is a mark that must stay to be seen."""

_NARROWEST, _WIDEST, _FEWEST_LINES, _BROKEN = 12, 80, 6, 0.5


def spaces() -> tuple[Step, ...]:
    """What is no character at all, before anything else is looked at."""
    return (
        Rule("D48", re.compile("[\u200b-\u200f\u2028\u2060\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f]"), "修", once=True),
        Rule("D48", re.compile("(?m)(?<=[^\\s])[\xa0\u2000-\u200a\u202f\u3000]+|[\xa0\u2000-\u200a\u202f]+"), "修", " ", once=True),
        Rule("D49", re.compile(r"\A[ \t\u3000]*\n\s*(?=\S)|\n[ \t\u3000]*\n\s*\Z"), "修", "", once=True),
        _indents,
    )


def lines() -> tuple[Step, ...]:
    """The steps that part and join lines, and touch nothing that stands in them."""
    return (_joined, _glued, _one_line)


def layout() -> tuple[Step, ...]:
    """The steps, in order: lines first, then what stands in them."""
    return (
        _joined,
        _outline,
        _repeated,
        Rule("D25", _IN_WORD, "修", once=True),
        Rule("D48", _BESIDE_MARK, "修", once=True),
        Rule("D52", _SYMBOL, "修", once=True),
        _half_width,
        Rule("D45", re.compile(r"([，；：、。！？,;])\1+"), "修", r"\1"),
        _glued,
        _one_line,
    )


def _indents(text: str) -> tuple[str, list[Dirt]]:
    """Indents are how a paragraph is set, not dirt: taken off without a word, and blank lines with them. A form feed stays for the page numbers."""
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n", re.sub(r"(?m)^[ \t\u3000]+", "", text)), []


def _joined(text: str) -> tuple[str, list[Dirt]]:
    """Join lines that were broken at a fixed width: most lines then are about equally long and end within a sentence."""
    lines = [line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return "\n".join(lines), []
    width = sorted(map(len, lines))[int(len(lines) * 0.8)]
    open_ended = [line for line in lines if len(line) >= 0.8 * width and not _FULL_STOP.search(line)]
    if not _NARROWEST <= width <= _WIDEST or len(open_ended) < _BROKEN * len(lines):
        return "\n".join(lines), []
    joined = [lines[0]]
    first = ""
    for before, line in pairwise(lines):
        if len(before) >= 0.8 * width and not _FULL_STOP.search(before) and not _MARKED.match(line):
            first = first or f"{before[-6:]}⏎{line[:6]}"
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined), [Dirt(code="D47", excerpt=f"{first}（{len(lines)} 行合成 {len(joined)} 行）", action="修")]


def _outline(text: str) -> tuple[str, list[Dirt]]:
    """Drop a table of contents: an outline of headings that all come again below."""
    dotted = re.compile(r"(?m)^(?:目\s*录|.{2,40}?[.…·]{4,}\s*\d{1,3})$\n?")
    text, dirt = Rule("D37", dotted, "修", once=True)(text)
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if _ENTRY.match(line)), None)
    if start is None:
        return text, dirt
    end = start
    while end < len(lines) and _ENTRY.match(lines[end]) and lines[end] not in lines[start:end]:
        end += 1
    again = set(lines[end:])
    if end - start >= 3 and all(line in again for line in lines[start:end]):
        dirt.append(Dirt(code="D37", excerpt="／".join(lines[start:end])[:40], action="修"))
        lines[start:end] = []
    return "\n".join(lines), dirt


def _repeated(text: str) -> tuple[str, list[Dirt]]:
    """A title that stands twice or three times at the top, on lines of its own or in one."""
    lines = text.split("\n")
    dirt = []
    while len(lines) > 1 and lines[0] == lines[1]:
        dirt.append(Dirt(code="D35", excerpt=lines[0][:40], action="修"))
        del lines[0]
    double = re.match(r"^(.{6,40}?)\s*\1$", lines[0])
    if double:
        dirt.append(Dirt(code="D35", excerpt=lines[0][:40], action="修"))
        lines[0] = double[1]
    return "\n".join(lines), dirt


def _half_width(text: str) -> tuple[str, list[Dirt]]:
    """Half-width marks between Chinese characters; brackets where both stand around or beside them."""
    marks = re.compile(rf"(?<={_BESIDE})[,;:?!](?=\s*(?:{_HAN}|[“《（(]|$))|(?<=[0-9%])[,;](?=\s*{_HAN})", re.MULTILINE)
    brackets = re.compile(rf"\(([^()\n]*{_HAN}[^()\n]*)\)")
    found = [*marks.finditer(text), *brackets.finditer(text)]
    if not found:
        return text, []
    first = min(found, key=lambda match: match.start())
    excerpt = around(text, first.start(), first.start() + 1) + (f"（共 {len(found)} 处）" if len(found) > 1 else "")
    text = brackets.sub(r"（\1）", marks.sub(lambda m: _HALF[m.group()], text))
    return text, [Dirt(code="D50", excerpt=excerpt, action="修")]


def _glued(text: str) -> tuple[str, list[Dirt]]:
    """A title glued to the first sentence gets a line of its own."""
    return Rule("D80", _TITLE_END, "修", r"\1\n")(text)


def _one_line(text: str) -> tuple[str, list[Dirt]]:
    """A whole report on a line or two is parted where numbered headings begin."""
    longest = max(text.split("\n"), key=len)
    if len(text) < 600 or len(longest) < 0.85 * len(text) or len(_TOP.findall(longest)) < 2:
        return text, []
    parted = _HEAD.sub(r"\1\n", _SUB.sub("\n", _TOP.sub("\n", text)))
    return parted, [Dirt(code="D81", excerpt=f"{longest[:20]}…（{len(longest)} 字一行）", action="修")]
