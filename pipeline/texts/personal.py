"""Personal data in a user's texts: found, replaced by stable tokens before anything leaves, and put back afterwards.

The kinds are those of the field's rules on personal information: names, identity numbers, telephones, bank cards, credit codes, number
plates, e-mail and door numbers. Public figures are no personal data. What stands for a value is ``{人名A}``: letters, so that no check takes
a token for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.texts.people import people

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"  # GB 11643
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("身份证", re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")),
    ("账号", re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")),
    ("信用代码", re.compile(r"(?<![0-9A-Za-z])(?=\d*[A-Z])[1-9A-Y][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])")),
    ("电话", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")),
    ("邮箱", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("车牌", re.compile(rf"[{_PROVINCES}][A-Z][·• ]?[A-Z0-9]{{5,6}}(?![A-Za-z0-9])")),
    ("门牌", re.compile(r"(?:[0-9A-Za-z]{1,5}(?:号院|号楼|栋|幢|座|单元|弄|号|-))+\d{1,4}(?:室|户|号)")),
)
_TOKEN = re.compile(r"[{｛]\s*([\u4e00-\u9fff]{2,4})\s*([A-Z]{1,2})\s*[}｝]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Mask:
    """Values ↔ tokens. ``hide`` then ``show`` gives a text back as it was; both leave everything else alone."""

    tokens: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str], names: Iterable[str] = ()) -> Mask:
        """A mask of all personal data in ``texts`` and of ``names``; the same input gives the same tokens."""
        tokens: dict[str, str] = {}
        counts: dict[str, int] = {}
        given = [("人名", name) for name in names if name]
        for kind, value in (*given, *(found for text in texts for found in _found(text))):
            if value not in tokens:
                number = counts.get(kind, 0)
                counts[kind] = number + 1
                tokens[value] = f"{{{kind}{_letters(number)}}}"
        return cls(tokens)

    def hide(self, text: str) -> str:
        """``text`` with tokens in place of the values."""
        for value in sorted(self.tokens, key=len, reverse=True):  # 李明华 before 李明
            text = text.replace(value, self.tokens[value])
        return text

    def show(self, text: str) -> str:
        """``text`` with the values back. Tokens are known by full-width braces too; what is no token of this mask stays."""
        values = {token: value for value, token in self.tokens.items()}
        return _TOKEN.sub(lambda m: values.get(f"{{{m[1]}{m[2]}}}", m[0]), text) if values else text


def tokens_in(text: str) -> list[str]:
    """Everything in ``text`` that looks like a token: after ``Mask.show``, those that stand for nothing."""
    return [match[0] for match in _TOKEN.finditer(text) if any(match[1] == kind for kind in ("人名", *(name for name, _ in _KINDS)))]


def _found(text: str) -> Iterator[tuple[str, str]]:
    """(kind, value) of all personal data in ``text``; a number is only of the first kind it fits."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if _holds(kind, match[0]) and not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                yield kind, match[0]
    for person in people(text):
        yield "人名", person.text


def _holds(kind: str, value: str) -> bool:
    """Whether the check digit agrees, for the kinds that have one: other long numbers are numbers of things."""
    if kind == "身份证":
        return _CHECK_DIGITS[sum(int(d) * w for d, w in zip(value[:17], _WEIGHTS, strict=True)) % 11] == value[-1].upper()
    if kind == "账号":
        digits = [int(d) for d in value if d.isdigit()]
        doubled = [sum(divmod(d * 2, 10)) if place % 2 else d for place, d in enumerate(reversed(digits))]
        return len(digits) >= 16 and sum(doubled) % 10 == 0
    return True


def _letters(number: int) -> str:
    high, low = divmod(number, 26)
    return (_LETTERS[high - 1] if high else "") + _LETTERS[low]
