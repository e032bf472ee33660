"""Text → title, sections, items.

A first-level heading is numbered in the highest style the text uses (第一部分, 一、, else 1. or （一） where they number known sections), or
is a known wording on a line of its own. Under it items are numbered in the next style down, stand under headings on their own lines, or
are a paragraph each. What bears no heading is kept as prose of the item before it: nothing of the text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.documents.headings import closes, glued, kind_of
from pipeline.documents.itemizing import Heading, Opener, group, items_of, marked, prose, unfolded
from pipeline.documents.numbering import BRACKET, COMMA, DIGIT, FIRST_INSIDE, PART, begins, cut, is_bare, is_first, is_marked, tops
from pipeline.documents.records import DocSection, Document
from pipeline.report import SectionKind
from pipeline.texts.measure import chars

_HASHES = re.compile(r"^#{1,6}\s+")
_BOLD = re.compile(r"^\*\*([^*]+)\*\*$")
_BOLD_LEAD = re.compile(r"^\*\*([^*]{2,60})\*\*\s*")
_ENDED = re.compile(r"[。：:！？]$")
_TITLE = re.compile(r"述职|工作报告|工作总结|汇报")
_NO_TITLE = re.compile(r"[。；：，！？]$")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_YEAR_OF_REPORT = re.compile(r"(?<!\d)(20\d{2})年度|^(20\d{2})年[，,]", re.MULTILINE)
_WHOLE_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?!度?\d{1,2}月)")
_DATE = re.compile(r"^[（(]?[12二][\dX〇○零一二三四五六七八九]{3}\s*年.{1,4}月(?:.{1,4}日)?[）)]?$")
_SIGNED = re.compile(r"^[^。；，！？]{0,40}[12]\d{3}年\d{1,2}月\d{1,2}日$")
_SIGNER = re.compile(r"^(?:述职人|报告人|汇报人)[：:]")
_CUE = re.compile(rf"^([^。；，：:]{{2,16}}?)(?:[：:]|$|(?={FIRST_INSIDE.pattern}))")
_CAUSES = re.compile(rf"^([^。；，：:]{{2,24}}?)(?:[：:。]|$|(?={FIRST_INSIDE.pattern}))")
_OWN_CAUSE = re.compile(r"^(?:主要)?原因[：:]")
_ASKS = re.compile(r"请|谢")
_FAREWELL = re.compile(
    r"以上|特此|不[当足妥对]之处|(?:汇报|报告|述职)(?:完毕|到此)|谢谢|请(?:大家|各位|领导|同志)"
    r"|我(?:就|的)?(?:说|讲|话|汇报|述职|报告).{0,3}(?:完|到|这)"
)
_LONGEST_CLOSING, _LONGEST_LAST_WORD = 60, 30
_LONGEST_SIGNATURE = 40
_LONGEST_TOP = 30
_GLUED_TITLE = re.compile(r".{4,60}?(?:述职(?:评议)?(?:报告|发言)|工作报告|工作总结)(?=.)")
_AFTER_SENTENCE = re.compile(r"(?<=[。！？])")
_BEFORE_DATE = re.compile(r"(?=[12]\d{3}年\d{1,2}月\d{1,2}日$)")
_FOLDED = 0.6
_DATED = (SectionKind.DUTY, SectionKind.PLAN)


def parse(text: str) -> Document:
    """Read the structure of ``text`` (clean, one paragraph a line, no front matter).

    Problems and causes under one heading are a PROBLEM section; where that heading has a part for the causes alone, the part is a CAUSE
    section. A heading of unknown wording is DUTY before the problems and PLAN after them.
    """
    paragraphs = _last_words(_unfolded([line for raw in text.split("\n") if (line := _plain(raw))]))
    title, paragraphs = _title(paragraphs)
    end = _end_of_body(paragraphs)
    groups = group(paragraphs[:end], _first_level(paragraphs[:end]))
    lead = groups.pop(0)[1]
    sections = [DocSection(kind=SectionKind.LEAD, heading="", items=prose(lead))] if lead else []
    sections += _sections(groups)
    if end < len(paragraphs):
        sections.append(DocSection(kind=SectionKind.CLOSING, heading="", items=prose(paragraphs[end:])))
    return Document(title=title, year=_year(title, "\n".join(lead), sections), sections=tuple(sections))


def printed_chars(text: str) -> int:
    """Characters of ``text`` without white space and the signs of Markdown: what Word counts once it is printed."""
    return sum(chars(_plain(line)) for line in text.split("\n"))


def _plain(line: str) -> str:
    """``line`` without the signs that make it a heading in Markdown; ** inside a line stand for masked words and stay."""
    line = _HASHES.sub("", line.strip()).strip()
    lead = _BOLD_LEAD.match(line)
    if lead and lead.end() < len(line) and is_marked(lead[1].strip()):
        head = lead[1].strip()
        return f"{head}{'' if _ENDED.search(head) else '。'}{line[lead.end() :]}"
    bold = _BOLD.match(line)
    return bold[1].strip() if bold and (is_marked(bold[1]) or is_bare(bold[1])) else line


def _unfolded(paragraphs: list[str]) -> list[str]:
    """A text whose most part stands on one line is parted where title, first-level headings, closing and date begin."""
    longest = max(paragraphs, key=len, default="")
    if len(longest) < _FOLDED * sum(map(len, paragraphs)) or len(parts := tops(longest)) < 2:
        return paragraphs
    at = paragraphs.index(longest)
    if at == 0 and (title := _GLUED_TITLE.match(parts[0])):
        parts[:1] = [title.group(), parts[0][title.end() :]]
    return [*paragraphs[:at], *(part for part in parts if part), *paragraphs[at + 1 :]]


def _last_words(paragraphs: list[str]) -> list[str]:
    """Part the last paragraph from a farewell (以上报告，请予评议。), and what is signed behind it, that are glued to its end."""
    if not paragraphs:
        return paragraphs
    *rest, last = (part for part in _AFTER_SENTENCE.split(paragraphs[-1]) if part)
    tail = []
    if rest and (_SIGNED.match(last) or _SIGNER.match(last)):
        tail = [part for part in _BEFORE_DATE.split(last) if part]
        *rest, last = rest
    if rest and len(last) <= _LONGEST_CLOSING and _FAREWELL.match(last):
        tail.insert(0, last)
        *rest, last = rest
    return [*paragraphs[:-1], "".join([*rest, last]), *tail]


def _title(paragraphs: list[str]) -> tuple[str, list[str]]:
    """The title may be broken over two lines; a first line that is a sentence, a salutation or a heading is none."""
    for count in (1, 2):
        lines = paragraphs[:count]
        if len(lines) < count or any(_NO_TITLE.search(line) or COMMA.match(line) or len(line) > 60 for line in lines):
            break
        if _TITLE.search("".join(lines)):
            return "".join(lines), paragraphs[count:]
    return "", paragraphs


def _year(title: str, lead: str, sections: Sequence[DocSection]) -> int | None:
    """The year reported on: in the title; where the lead says 2024年度, opens with 2024年 or names one whole year; in the headings.

    A heading of the plan names the year after.
    """
    if found := _YEAR.search(title) or _YEAR_OF_REPORT.search(lead):
        return int(next(group for group in found.groups() if group))
    named = set(_WHOLE_YEAR.findall(lead))
    if len(named) == 1:
        return int(named.pop())
    headed = ((section.kind, _YEAR.search(section.heading)) for section in sections if section.kind in _DATED)
    return next((int(year[1]) - (kind is SectionKind.PLAN) for kind, year in headed if year), None)


def _end_of_body(paragraphs: Sequence[str]) -> int:
    """Index of the first paragraph of the closing: wording, signer and date at the very end, each a paragraph of its own."""
    end, dated = len(paragraphs), False
    while end > 1 and _is_closing(paragraphs[end - 1], dated=dated):
        end -= 1
        dated = dated or _DATE.match(paragraphs[end]) is not None
    return end


def _is_closing(line: str, *, dated: bool) -> bool:
    """``dated``: a date stands below, so that a short line may be the signature."""
    if _DATE.match(line) or _SIGNED.match(line) or _SIGNER.match(line):
        return True
    if is_marked(line):
        return False
    signature = dated and len(line) <= _LONGEST_SIGNATURE and not _NO_TITLE.search(line)
    return signature or (len(line) <= _LONGEST_CLOSING and closes(line)) or (len(line) <= _LONGEST_LAST_WORD and _ASKS.search(line) is not None)


def _known(paragraph: str) -> Heading | None:
    return (paragraph, "") if is_bare(paragraph) and kind_of(paragraph) else None


def _top(paragraph: str) -> Heading:
    """A first-level heading (mark removed) and what is glued to it: 履职情况。…, 履职情况：…, 履职情况2024年，…, 履职情况（一）…"""
    inner = FIRST_INSIDE.search(paragraph[:_LONGEST_TOP])
    if inner and kind_of(paragraph[: inner.start()]):
        return paragraph[: inner.start()].rstrip("：:。 "), paragraph[inner.start() :]
    heading, text = cut(paragraph, _LONGEST_TOP)
    if heading and not text:
        return heading, text
    return glued(paragraph) or cut(paragraph)


def _first_level(paragraphs: Sequence[str]) -> Opener:
    bare = [i for i, line in enumerate(paragraphs) if _known(line)]
    several = len({kind_of(paragraphs[i]) for i in bare}) > 1
    if several and sum(1 for line in paragraphs if COMMA.match(line) and is_first(line)) > 1:
        return _known
    for mark in (PART, COMMA):
        headed = begins(paragraphs, mark)
        if len(headed) > 1 or any(kind_of(line) for line in headed):
            return marked(mark, _top)
    if several:
        return _known
    for mark in (DIGIT, BRACKET):
        kinds = {kind_of(_top(line)[0]) for line in begins(paragraphs, mark)}
        if kinds & {SectionKind.PROBLEM, SectionKind.PLAN} and len(kinds - {None}) > 1:
            return marked(mark, _top)
    return _known


def _sections(groups: Sequence[tuple[str, list[str]]]) -> Iterator[DocSection]:
    unknown = SectionKind.DUTY
    for heading, paragraphs in groups:
        kind = kind_of(heading) or unknown
        if kind is SectionKind.PROBLEM:
            unknown = SectionKind.PLAN
            statements, cause, causes = _parted(unfolded(kind, paragraphs))
            yield DocSection(kind=kind, heading=heading, items=items_of(kind, statements))
            if cause:
                yield DocSection(kind=SectionKind.CAUSE, heading=cause, items=items_of(SectionKind.CAUSE, causes))
        else:
            yield DocSection(kind=kind, heading=heading, items=items_of(kind, paragraphs))


def _parted(paragraphs: Sequence[str]) -> tuple[list[str], str, list[str]]:
    """Part a section of problems at its one heading for all causes, numbered or not: statements, that heading, causes.

    A cue that opens the statements (（一）存在的问题, 存在的主要问题：) says no more than the section's heading and is dropped. Causes given
    problem by problem (原因：…) stay where they are.
    """
    plain = [re.sub(f"^(?:{BRACKET.pattern}|{DIGIT.pattern})", "", paragraph) for paragraph in paragraphs]
    causes = [(i, cue) for i, p in enumerate(plain) if not _OWN_CAUSE.match(p) and (cue := _CAUSES.match(p)) and kind_of(cue[1]) is SectionKind.CAUSE]
    if len(causes) != 1:
        return list(paragraphs), "", []
    at, cause = causes[0]
    statements = list(paragraphs[:at])
    for i, p in enumerate(plain[:at]):
        if (cue := _CUE.match(p)) and kind_of(cue[1]) is SectionKind.PROBLEM:
            statements[i] = p[cue.end() :].strip()
            break
    rest = [plain[at][cause.end() :].strip(), *paragraphs[at + 1 :]]
    return [s for s in statements if s], cause[1], [p for p in rest if p]
