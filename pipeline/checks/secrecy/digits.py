"""Numbers that tell who somebody is: found by their form and their check digits, whichever way the digits are set."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.checks.manuscript import Manuscript

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－（）＋", "0123456789Xx-()+")
_PROVINCES = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split())
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_MANY_DIGITS = re.compile(r"\d{4}[\d \-]{3,}")
_ID = re.compile(r"(?<![\dA-Za-z])([1-9]\d{5})[ -]?(\d{8})[ -]?(\d{3}[\dXx])(?![\dA-Za-z])")
_OLD_ID = re.compile(r"(?<![\dA-Za-z])([1-9]\d{5})[ -]?(\d{6})[ -]?(\d{3})(?![\dA-Za-z])")
_SAID_ID = re.compile(r"身份|证件|公民号码")
_BEFORE = 14


@dataclass(frozen=True)
class Found:
    """A number at ``start``–``end`` of the text. ``checked``: its check digit is right, so that it is no chance."""

    start: int
    end: int
    checked: bool = True


def folded(manuscript: Manuscript) -> str:
    """The text with full-width digits made narrow, offsets unchanged; "" where it holds no long number at all."""
    key = "digits"
    if key not in manuscript.memo:
        text = manuscript.text.translate(_WIDE)
        manuscript.memo[key] = text if _MANY_DIGITS.search(text) else ""
    return str(manuscript.memo[key])


def id_numbers(text: str) -> Iterator[Found]:
    """Resident id numbers of 18 and of 15 digits. One of 18 whose check digit is wrong counts only where the text calls it one."""
    for match in _ID.finditer(text):
        if match[1][:2] in _PROVINCES and _is_day(match[2]):
            right = (
                _CHECK_DIGITS[sum(w * int(d) for w, d in zip(_WEIGHTS, match[1] + match[2] + match[3][:3], strict=True)) % 11] == match[3][3].upper()
            )
            if right or _SAID_ID.search(text, max(0, match.start() - _BEFORE), match.start()):
                yield Found(match.start(), match.end(), right)
    for match in _OLD_ID.finditer(text):
        if match[1][:2] in _PROVINCES and _is_day(f"19{match[2]}"):
            yield Found(match.start(), match.end())


def _is_day(digits: str) -> bool:
    """Whether ``digits`` are YYYYMMDD of somebody who may live."""
    try:
        return dt.date(1900, 1, 1) <= dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) < dt.date(2100, 1, 1)
    except ValueError:
        return False


_CARD = re.compile(r"(?<![\dA-Za-z.])([3-9]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?![\dA-Za-z])")
_ACCOUNT = re.compile(r"(?:账号|帐号|卡号|账户|帐户|银行卡|存折|开户行)[^\d，。；\n]{0,12}(\d[\d -]{9,24}\d)")


def cards(text: str) -> Iterator[Found]:
    """Bank cards by Luhn's sum, and whatever long number the text itself calls an account; none that is an id number."""
    ids = [(found.start, found.end) for found in id_numbers(text)]
    taken: list[tuple[int, int]] = []
    for pattern in (_CARD, _ACCOUNT):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if any(start < b and a < end for a, b in (*ids, *taken)):
                continue
            right = luhn(match[1])
            if right or pattern is _ACCOUNT:
                taken.append((start, end))
                yield Found(start, end, right)


def luhn(number: str) -> bool:
    """Whether the digits of ``number`` add up as those of a card do."""
    digits = [int(c) for c in reversed(number) if c.isdecimal()]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * d, 10)) for d in digits[1::2]) % 10


_CREDIT = re.compile(r"(?<![0-9A-Z])[1-9ANY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{9}[0-9A-HJ-NPQRTUWXY](?![0-9A-Za-z])")
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_codes(text: str) -> Iterator[Found]:
    """Unified social credit codes (GB 32100): their check sign is right."""
    for match in _CREDIT.finditer(text):
        total = sum(_CREDIT_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(match.group()[:17]))
        if _CREDIT_SIGNS[-total % 31] == match.group()[17]:
            yield Found(*match.span())
