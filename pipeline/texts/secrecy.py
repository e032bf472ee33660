"""Secrecy marks. What bears one is refused before anything is parsed, stored or sent; the mark is named, the text never quoted."""

from __future__ import annotations

import re

from pipeline.errors import SecrecyError

_GRADE = re.compile(r"(绝密|机密|秘密)\s*[★☆]")
_LINE = re.compile(
    r"(?m)^[\s#>*-]*(?:[^\s:：]{1,6}[:：]\s*)?[\"'“]?(绝密|机密|秘密|内部(?:资料|文件|材料|使用)|注意保存|不得外传|严禁复制|限[^\n]{0,6}阅)[\"'”]?[。\s]*$"
)


def mark_in(text: str) -> str:
    """Return the secrecy mark ``text`` bears, "" where it bears none.

    A grade with a star counts anywhere, a grade or 内部资料 and its like only as a whole line: 保密教育, 秘密投票 and 五星级★ are no marks.
    """
    found = _GRADE.search(text) or _LINE.search(text)
    return found.group(1) if found else ""


def refuse_marked(text: str, source: str) -> None:
    """Raise SecrecyError where ``text``, read from ``source``, bears a mark."""
    mark = mark_in(text)
    if mark:
        raise SecrecyError(
            f"{source} 带有“{mark}”标志，已停止：没有发送、没有写出任何内容",
            hint="涉密和内部材料不能用本工具处理。请只写可以公开的事实；如果是误标，请先按规定更正。",
        )
