"""Text → title, sections, items.

A first-level heading is numbered in the highest style the text uses (第一部分, 一、, else 1. or （一） where they number known sections), or
is a known wording on a line of its own where nothing is numbered. Under it items are numbered in the next style down, or start with one
short sentence each. What bears no heading is kept as prose of the item before it: nothing of the text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.documents.headings import closes, kind_of
from pipeline.documents.numbering import BRACKET, CIRCLED, COMMA, DIGIT, ORDINAL, PART, begins, cut, is_bare, is_list, is_marked
from pipeline.documents.records import DocItem, DocSection, Document
from pipeline.report import SectionKind

_Heading = tuple[str, str]
_Opener = Callable[[str], _Heading | None]

_HASHES = re.compile(r"^#{1,6}\s+")
_BOLD = re.compile(r"^\*\*([^*]+)\*\*$")
_TITLE = re.compile(r"述职|工作报告|工作总结|汇报")
_NO_TITLE = re.compile(r"[。；：，！？]$")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_YEAR_OF_REPORT = re.compile(r"(?<!\d)(20\d{2})年度|^(20\d{2})年[，,]", re.MULTILINE)
_DATE = re.compile(r"^[（(]?[12二][\dX〇○零一二三四五六七八九]{3}\s*年.{1,4}月(?:.{1,4}日)?[）)]?$")
_SIGNER = re.compile(r"^(?:述职人|报告人|汇报人)[：:]")
_CUE = re.compile(r"^([^。；，：:]{2,16})(?:[：:]|$)")
_OWN_CAUSE = re.compile(r"^(?:主要)?原因[：:]")
_LONGEST_CLOSING = 60
_LONGEST_SIGNATURE = 40
_SHORT_SENTENCE, _ITS_TEXT, _FEWEST = 18, 40, 3


def parse(text: str) -> Document:
    """Read the structure of ``text`` (clean, one paragraph a line, no front matter).

    Problems and causes under one heading are a PROBLEM section; where that heading has a part for the causes alone, the part is a CAUSE
    section. A heading of unknown wording is DUTY before the problems and PLAN after them.
    """
    paragraphs = [line for raw in text.split("\n") if (line := _plain(raw))]
    title, paragraphs = _title(paragraphs)
    end = _end_of_body(paragraphs)
    groups = _grouped(paragraphs[:end], _first_level(paragraphs[:end]))
    lead = groups.pop(0)[1]
    sections = [DocSection(kind=SectionKind.LEAD, heading="", items=_prose(lead))] if lead else []
    sections += _sections(groups)
    if end < len(paragraphs):
        sections.append(DocSection(kind=SectionKind.CLOSING, heading="", items=_prose(paragraphs[end:])))
    return Document(title=title, year=_year(title, "\n".join(lead)), sections=tuple(sections))


def _plain(line: str) -> str:
    """``line`` without the signs that make it a heading in Markdown; ** inside a line stand for masked words and stay."""
    line = _HASHES.sub("", line.strip()).strip()
    bold = _BOLD.match(line)
    return bold[1].strip() if bold and (is_marked(bold[1]) or is_bare(bold[1])) else line


def _title(paragraphs: list[str]) -> tuple[str, list[str]]:
    """The title may be broken over two lines; a first line that is a sentence, a salutation or a heading is none."""
    for count in (1, 2):
        lines = paragraphs[:count]
        if len(lines) < count or any(_NO_TITLE.search(line) or COMMA.match(line) or len(line) > 60 for line in lines):
            break
        if _TITLE.search("".join(lines)):
            return "".join(lines), paragraphs[count:]
    return "", paragraphs


def _year(title: str, lead: str) -> int | None:
    """The year reported on: in the title, else where the lead says 2024年度 or opens with 2024年."""
    found = _YEAR.search(title) or _YEAR_OF_REPORT.search(lead)
    return int(next(group for group in found.groups() if group)) if found else None


def _end_of_body(paragraphs: Sequence[str]) -> int:
    """Index of the first paragraph of the closing: wording, signer and date at the very end, each a paragraph of its own."""
    end, dated = len(paragraphs), False
    while end > 1 and _is_closing(paragraphs[end - 1], dated=dated):
        end -= 1
        dated = dated or _DATE.match(paragraphs[end]) is not None
    return end


def _is_closing(line: str, *, dated: bool) -> bool:
    """``dated``: a date stands below, so that a short line may be the signature."""
    if _DATE.match(line) or _SIGNER.match(line):
        return True
    if is_marked(line):
        return False
    signature = dated and len(line) <= _LONGEST_SIGNATURE and not _NO_TITLE.search(line)
    return signature or (len(line) <= _LONGEST_CLOSING and closes(line))


def _marked(mark: re.Pattern[str]) -> _Opener:
    def opens(paragraph: str) -> _Heading | None:
        found = mark.match(paragraph)
        return cut(paragraph[found.end() :]) if found else None

    return opens


def _known(paragraph: str) -> _Heading | None:
    return (paragraph, "") if is_bare(paragraph) and kind_of(paragraph) else None


def _short_sentence(paragraph: str) -> _Heading | None:
    heading, text = cut(paragraph)
    return (heading, text) if 0 < len(heading) <= _SHORT_SENTENCE and len(text) >= _ITS_TEXT else None


def _first_level(paragraphs: Sequence[str]) -> _Opener:
    for mark in (PART, COMMA):
        headed = begins(paragraphs, mark)
        if len(headed) > 1 or any(kind_of(line) for line in headed):
            return _marked(mark)
    if len({kind_of(line) for line in paragraphs if _known(line)}) > 1:
        return _known
    for mark in (DIGIT, BRACKET):
        kinds = {kind_of(cut(line)[0]) for line in begins(paragraphs, mark)}
        if kinds & {SectionKind.PROBLEM, SectionKind.PLAN} and len(kinds - {None}) > 1:
            return _marked(mark)
    return _known


def _second_level(paragraphs: Sequence[str]) -> _Opener | None:
    for mark, least in ((BRACKET, 1), (COMMA, 2), (DIGIT, 2), (CIRCLED, 2), (ORDINAL, 2)):
        if is_list(paragraphs, mark, least):
            return _marked(mark)
    return _short_sentence if sum(1 for p in paragraphs if _short_sentence(p)) >= _FEWEST else None


def _grouped(paragraphs: Sequence[str], opens: _Opener | None) -> list[tuple[str, list[str]]]:
    """Heading and paragraphs, in order; the first group is what stands before the first heading."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for paragraph in paragraphs:
        heading = opens(paragraph) if opens else None
        if heading is None:
            groups[-1][1].append(paragraph)
        else:
            groups.append((heading[0], [heading[1]] if heading[1] else []))
    return groups


def _sections(groups: Sequence[tuple[str, list[str]]]) -> Iterator[DocSection]:
    unknown = SectionKind.DUTY
    for heading, paragraphs in groups:
        kind = kind_of(heading) or unknown
        if kind is SectionKind.PROBLEM:
            unknown = SectionKind.PLAN
            statements, cause, causes = _parted(paragraphs)
            yield DocSection(kind=kind, heading=heading, items=_items(statements))
            if cause:
                yield DocSection(kind=SectionKind.CAUSE, heading=cause, items=_items(causes))
        else:
            yield DocSection(kind=kind, heading=heading, items=_items(paragraphs))


def _parted(paragraphs: Sequence[str]) -> tuple[list[str], str, list[str]]:
    """Part a section of problems at its one heading for all causes, numbered or not: statements, that heading, causes.

    A cue that opens the statements (（一）存在的问题, 存在的主要问题：) says no more than the section's heading and is dropped. Causes given
    problem by problem (原因：…) stay where they are.
    """
    plain = [re.sub(f"^(?:{BRACKET.pattern}|{DIGIT.pattern})", "", paragraph) for paragraph in paragraphs]
    cues = [(i, cue) for i, p in enumerate(plain) if not _OWN_CAUSE.match(p) and (cue := _CUE.match(p))]
    causes = [(i, cue) for i, cue in cues if kind_of(cue[1]) is SectionKind.CAUSE]
    if len(causes) != 1:
        return list(paragraphs), "", []
    at, cause = causes[0]
    statements = list(paragraphs[:at])
    for i, cue in cues:
        if i < at and kind_of(cue[1]) is SectionKind.PROBLEM:
            statements[i] = plain[i][cue.end() :].strip()
            break
    rest = [plain[at][cause.end() :].strip(), *paragraphs[at + 1 :]]
    return [s for s in statements if s], cause[1], [p for p in rest if p]


def _items(paragraphs: Sequence[str]) -> tuple[DocItem, ...]:
    (_, opening), *headed = _grouped(paragraphs, _second_level(paragraphs))
    return _prose(opening) + tuple(DocItem(heading=heading, text="\n".join(lines)) for heading, lines in headed)


def _prose(paragraphs: Sequence[str]) -> tuple[DocItem, ...]:
    return (DocItem(heading="", text="\n".join(paragraphs)),) if paragraphs else ()
