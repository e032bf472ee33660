"""Secrecy marks. What bears one is refused before anything is parsed, stored or sent; the mark is named, the text never quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import SecrecyError

_GRADES = "绝密|机密|秘密"
_TERM = r"(?:[^\S\n]*[（(·★☆]?[^\S\n]*(?:\d{1,2}[^\S\n]*[年月]|长期)[^\S\n]*[)）]?)?"
_HANDLING = (
    r"内部(?:资料|文件|材料|使用|掌握|传阅)|注意保[存密]|(?:不得|严禁|请勿|切勿)外[传泄]|严禁(?:复制|翻印|转发|扩散)"
    r"|仅供(?:领导|内部)(?:参考|参阅|使用|传阅)|限[^\n，。]{0,6}阅"
)
_GRADE = re.compile(rf"(?<!商业)(?<!工作)({_GRADES})\s*[★☆]")
_LINE = re.compile(
    rf"(?m)^[^\S\n]*[#>*（(【\[-]*[^\S\n]*(?:[^\s:：]{{1,6}}[:：][^\S\n]*)?[\"'“]?(?:({_GRADES}){_TERM}|({_HANDLING}))"
    rf"(?:[^\S\n]*[，,、；;。]?[^\S\n]*(?:{_HANDLING}))*[\"'”]?[）)】\]*]*[。！]?[^\S\n]*$"
)


@dataclass(frozen=True)
class Mark:
    """A secrecy mark where it stands: ``name`` is the grade or the handling it asks for."""

    name: str
    start: int
    end: int


def marks(text: str) -> list[Mark]:
    """Every secrecy mark in ``text``, in order.

    A grade with a star counts anywhere, a grade or 内部资料 and its like only as a whole line: 保密教育, 秘密投票, 商业秘密 and 五星级★ are no marks.
    """
    found = [match.span(match.lastindex or 0) for pattern in (_GRADE, _LINE) for match in pattern.finditer(text)]
    return [Mark(text[start:end], start, end) for start, end in sorted(set(found))]


def mark_in(text: str) -> str:
    """Return the first secrecy mark ``text`` bears, "" where it bears none."""
    return next((mark.name for mark in marks(text)), "")


def refuse_marked(text: str, source: str) -> None:
    """Raise SecrecyError where ``text``, read from ``source``, bears a mark."""
    mark = mark_in(text)
    if mark:
        raise SecrecyError(
            f"{source} 带有“{mark}”标志，已停止：没有发送、没有写出任何内容",
            hint="涉密和内部材料不能用本工具处理。请只写可以公开的事实；如果是误标，请先按规定更正。",
        )
