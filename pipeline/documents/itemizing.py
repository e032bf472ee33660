"""The paragraphs of a section → its items: by numbering, by headings on their own lines, else a paragraph each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from pipeline.documents.numbering import BRACKET, CIRCLED, COMMA, DIGIT, ORDINAL, cut, is_line, is_list, is_marked, links
from pipeline.documents.records import DocItem
from pipeline.report import SectionKind

Heading = tuple[str, str]
"""A heading and the text that stands behind it in the same paragraph."""

Opener = Callable[[str], Heading | None]
"""What says of a paragraph whether it opens a group, and with which heading."""

_LISTED = frozenset({SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN})
_LEVELS = ((BRACKET, 1), (COMMA, 2), (DIGIT, 2), (CIRCLED, 2), (ORDINAL, 2))
# 配因: the cause of a problem, in a paragraph of its own behind it.
_CAUSE = re.compile(
    r"(?:(?:主要|主观|深层|根本)?原因|(?:这事|这)?怪我|(?:病|总)?根子|缘由|缘故|症结|毛病出在|说到底|归根|究其|追根|往根上|之所以|(?:这是|这)?为什么|主观上|深层次)"
)
_SENTENCES = re.compile(r"[。！？]")
_ITEM, _RUN_IN, _TEXT_BEHIND, _LEAD_OVER = 40, 25, 20, 60


def group(paragraphs: Sequence[str], opens: Opener | None) -> list[tuple[str, list[str]]]:
    """Heading and paragraphs, in order; the first group is what stands before the first heading."""
    groups: list[tuple[str, list[str]]] = [("", [])]
    for paragraph in paragraphs:
        heading = opens(paragraph) if opens else None
        if heading is None:
            groups[-1][1].append(paragraph)
        else:
            groups.append((heading[0], [heading[1]] if heading[1] else []))
    return groups


def marked(mark: re.Pattern[str], head: Callable[[str], Heading] = cut) -> Opener:
    """Opens at ``mark``; ``head`` parts what stands behind the mark into heading and text."""

    def opens(paragraph: str) -> Heading | None:
        found = mark.match(paragraph)
        return head(paragraph[found.end() :]) if found else None

    return opens


def items_of(kind: SectionKind, paragraphs: Sequence[str]) -> tuple[DocItem, ...]:
    """The items of a section of ``kind``, with what leads over to them as an item of its own without heading.

    What bears no heading belongs to the item before it; in the sections that list things each longer paragraph without any mark is an item.
    """
    paragraphs = unfolded(kind, paragraphs)
    opener = _own_lines(paragraphs) or _numbered(paragraphs)
    if opener is None and kind in _LISTED and paragraphs:
        return _by_paragraph(kind, paragraphs)
    (_, opening), *headed = group(paragraphs, opener)
    return prose(opening) + tuple(_item(heading, lines) for heading, lines in headed)


def unfolded(kind: SectionKind, paragraphs: Sequence[str]) -> list[str]:
    """A section written as one chain in one paragraph, with or without a line that leads over to it: the links."""
    if kind not in _LISTED or not paragraphs or len(paragraphs) > 2:
        return list(paragraphs)
    *before, last = paragraphs
    if before and (is_marked(before[0]) or len(before[0]) > _LEAD_OVER):
        return list(paragraphs)
    return [*before, *links(last)]


def prose(paragraphs: Sequence[str]) -> tuple[DocItem, ...]:
    """``paragraphs`` as one item without heading, or none."""
    return (_item("", paragraphs),) if paragraphs else ()


def _item(heading: str, paragraphs: Sequence[str]) -> DocItem:
    """A heading with nothing under it is the text of its item: a link of a chain, a sentence with a number."""
    return DocItem(heading=heading, text="\n".join(paragraphs)) if paragraphs else DocItem(heading="", text=heading)


def _own_lines(paragraphs: Sequence[str]) -> Opener | None:
    """Headings on their own lines without numbers: at least two, the first before all else but one paragraph, each with text under it."""
    lines = [i for i, paragraph in enumerate(paragraphs) if is_line(paragraph)]
    if len(lines) < 2 or lines[0] > 1 or any(b - a == 1 for a, b in pairwise([*lines, len(paragraphs)])):
        return None
    return lambda paragraph: (paragraph, "") if is_line(paragraph) else None


def _numbered(paragraphs: Sequence[str]) -> Opener | None:
    return next((marked(mark) for mark, least in _LEVELS if is_list(paragraphs, mark, least)), None)


def _by_paragraph(kind: SectionKind, paragraphs: Sequence[str]) -> tuple[DocItem, ...]:
    opening, rest = _lead_over(paragraphs)
    groups: list[list[str]] = []
    for paragraph in rest:
        more = len(paragraph) < _ITEM or (kind is SectionKind.PROBLEM and _CAUSE.match(paragraph))
        if groups and more:
            groups[-1].append(paragraph)
        elif more and not groups:
            opening.append(paragraph)
        else:
            groups.append([paragraph])
    if len(groups) < 2:
        return prose(paragraphs)
    heads = [_run_in(first) for first, *_ in groups]
    # Headings stand in parallel: one short first sentence among long ones is a sentence.
    if 3 * sum(1 for head, _ in heads if head) < 2 * len(heads):
        heads = [("", first) for first, *_ in groups]
    return prose(opening) + tuple(_item(head, [text, *more]) for (head, text), (_, *more) in zip(heads, groups, strict=True))


def _lead_over(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """A first paragraph of one sentence, or much shorter than the rest, leads over to the items."""
    first, *rest = paragraphs
    one_sentence = len(_SENTENCES.findall(first)) < 2
    if len(rest) > 1 and len(first) <= _LEAD_OVER and (one_sentence or 2 * len(first) < median(map(len, rest))):
        return [first], rest
    return [], list(paragraphs)


def _run_in(paragraph: str) -> Heading:
    heading, text = cut(paragraph)
    return (heading, text) if len(heading) <= _RUN_IN and len(text) >= _TEXT_BEHIND else ("", paragraph)
