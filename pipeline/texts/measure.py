"""Length and division of Chinese text."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[。！？])(?![”’」』）》])|(?<=[。！？][”’」』）》])|\n+")
_CLAUSE_END = re.compile(r"[，；。！？：\n]")
_CN_DIGITS = "零一二三四五六七八九"


def chars(text: str) -> int:
    """Return the length of ``text`` as this genre counts it: characters and punctuation, without white space."""
    return sum(1 for c in text if not c.isspace())


def sentences(text: str) -> list[str]:
    """Split at 。！？ and line ends; a closing quote or bracket stays with its sentence. Joined, the parts give back all but white space."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def clauses(text: str) -> list[str]:
    """Split at every punctuation mark that ends a clause (，；。！？：), marks dropped."""
    return [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]


def to_chinese(number: int) -> str:
    """Return ``number`` (1–99) in Chinese numerals: 1 → 一, 12 → 十二, 30 → 三十. Raises ValueError outside that range."""
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese numeral for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _CN_DIGITS[tens] + "十"
    return head + (_CN_DIGITS[ones] if ones else "")
