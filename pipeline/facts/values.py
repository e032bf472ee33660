"""Single values of a facts file: what a clerk may write, and what it means. Each raises ValueError with a Chinese sentence."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")
_COUNT_WITH_UNIT = re.compile(r"\s*(\d+)\s*[次个名人字场期]*\s*")


def text_from(value: Any) -> Any:
    """Text, trimmed; numbers and dates are taken as they were written. Refuses emptiness, maps and lists."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list | tuple):
        raise ValueError("这里要写一段文字")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    if not text:
        raise ValueError("这里是空的，要写一段文字")
    return text


def texts_from(value: Any) -> Any:
    """A list of texts; a single text counts as a list of one."""
    if isinstance(value, str):
        return (text_from(value),)
    if isinstance(value, list | tuple):
        return tuple(text_from(v) for v in value)
    raise ValueError("这里要写成一条一条的列表，每条前面加“- ”")


def types_from(value: Any) -> Any:
    """One unit type or a list of them, at least one. Whether the names exist is asked elsewhere: that is data."""
    if isinstance(value, str):
        return (text_from(value),)
    if isinstance(value, list | tuple) and value:
        return tuple(dict.fromkeys(text_from(v) for v in value))
    raise ValueError("这里要写单位类型，一个或几个，例如：机关，或 [群团, 事业单位]")


def count_from(value: Any) -> Any:
    """A whole number, 0 or more."""
    if isinstance(value, str) and (match := _COUNT_WITH_UNIT.fullmatch(value)):
        value = int(match.group(1))
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("这里只写一个整数，例如：12")  # noqa: TRY004 - pydantic collects ValueErrors
    if value < 0:
        raise ValueError("这里不能小于 0")
    return value


def year_from(value: Any) -> Any:
    """A year of four digits, 2000–2099; 2025 and 2025年 are the same."""
    text = str(value).strip().removesuffix("度").removesuffix("年")
    if isinstance(value, bool) or not re.fullmatch(r"20\d\d", text):
        raise ValueError("年度要写四位数字，例如：2025")
    return int(text)


def month_from(value: str) -> str:
    """A month as YYYY-MM."""
    match = _MONTH.match(value)
    if not match or not 1 <= int(match.group(2)) <= 12:
        raise ValueError("这里要写年和月，例如：2024-03")
    return f"{match.group(1)}-{int(match.group(2)):02d}"


def date_from(value: Any) -> Any:
    """A day: 2026-01-12, 2026/1/12 or 2026年1月12日."""
    if value is None or isinstance(value, dt.date):
        return value
    match = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", str(value).strip())
    if not match:
        raise ValueError("这里要写年月日，例如：2026-01-12")
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueError(f"没有“{value}”这一天") from None
