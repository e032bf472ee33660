"""A number as Word and WPS write it in a list (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED, _PAREN, _STOP = 0x2460, 0x2474, 0x2488
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST = 9999


def numeral(count: int, form: str) -> str:
    """``count`` in the form ``form``; in figures where the form is unknown or has no sign for it, "" for the form none."""
    if form == "none":
        return ""
    if not 0 < count <= _MOST:
        return str(count)
    return _FORMS[form](count) if form in _FORMS else str(count)


def _counted(count: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """十二, 一百零五; 一十二 is said 十二."""
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = count // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + (units[place - 1] if place else "")
            zero = False
        else:
            zero = True
    return text[1:] if text.startswith("一十") else text


def _legal(count: int) -> str:
    return _counted(count, _LEGAL, "拾佰仟")


def _digit_by_digit(count: int) -> str:
    return "".join("〇" if d == "0" else _DIGITS[int(d)] for d in str(count))


def _letter(count: int) -> str:
    """A … z, aa, bb …, as Word counts."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _signs(first: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if count <= 20 else str(count)


def _of(letters: str) -> Callable[[int], str]:
    return lambda count: letters[count - 1] if count <= len(letters) else str(count)


def _wide(count: int) -> str:
    return "".join(chr(ord("０") + int(d)) for d in str(count))


_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"),
        _counted,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"), _digit_by_digit),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _signs(_CIRCLED)),
    "decimalEnclosedParen": _signs(_PAREN),
    "decimalEnclosedFullstop": _signs(_STOP),
    "decimalZero": lambda count: f"{count:02d}",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
}
