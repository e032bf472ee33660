"""How a paragraph begins: the marks of each level of numbering, and where a heading ends and its text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUM = "[一二三四五六七八九十]{1,3}"

PART = re.compile(rf"第{_NUM}(?:部分|章|篇)[\s、：:]*")
COMMA = re.compile(rf"{_NUM}\s*[、．.，,](?=\s*\S)\s*")
BRACKET = re.compile(rf"[（(〔［\[]\s*{_NUM}\s*[）)〕］\]]\s*、?\s*")
DIGIT = re.compile(r"\d{1,2}\s*[．.、](?!\d)\s*")
CIRCLED = re.compile(r"(?:[（(]\d{1,2}[）)]|[①-⑳])\s*、?\s*")
ORDINAL = re.compile(rf"(?:{_NUM}是|(?:第{_NUM}|头一)(?:个(?:问题|方面)?|件事?|条|点|项)?[，,、：:])[，,：:]?\s*")

_MARKS = (PART, COMMA, BRACKET, DIGIT, CIRCLED, ORDINAL)
_FIRST = re.compile(r"[^\w]*(?:一|1|①|第一|头一)(?!\d|[一二三四五六七八九十])")
_SENTENCE = re.compile(r"[。！？]")
_PUNCTUATION = re.compile(r"[，。；！？,;!?]")
_LONGEST_HEADING = 60
_LONGEST_BARE = 25


def begins(paragraphs: Sequence[str], mark: re.Pattern[str]) -> list[str]:
    """The paragraphs that bear ``mark``, without it."""
    return [paragraph[found.end() :] for paragraph in paragraphs if (found := mark.match(paragraph))]


def is_marked(paragraph: str) -> bool:
    """Whether ``paragraph`` begins with a mark of any level."""
    return any(mark.match(paragraph) for mark in _MARKS)


def is_list(paragraphs: Sequence[str], mark: re.Pattern[str], least: int) -> bool:
    """Whether at least ``least`` paragraphs bear ``mark`` and one of them is the first of its count."""
    marked = [paragraph for paragraph in paragraphs if mark.match(paragraph)]
    return len(marked) >= least and any(_FIRST.match(paragraph) for paragraph in marked)


def cut(paragraph: str) -> tuple[str, str]:
    """Part ``paragraph`` (mark removed) into heading and text.

    A heading on its own line keeps no end mark; a run-in heading reaches to the first 。 A first sentence too long for a heading is text.
    """
    end = _SENTENCE.search(paragraph)
    head, text = (paragraph[: end.start()], paragraph[end.end() :].strip()) if end else (paragraph, "")
    head = head.rstrip("：:；;，, ")
    return (head, text) if len(head) <= _LONGEST_HEADING else ("", paragraph)


def is_bare(paragraph: str) -> bool:
    """Whether ``paragraph`` looks like a heading without a number: one short line without punctuation and mark."""
    return not is_marked(paragraph) and len(paragraph) <= _LONGEST_BARE and not _PUNCTUATION.search(paragraph)
