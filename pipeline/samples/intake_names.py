"""Personal names and numbers in samples → slots. A name is masked where its place says that it is one, and then wherever it comes again."""

from __future__ import annotations

import re

from pipeline.documents.cleaning import Dirt
from pipeline.documents.cleaning_rules import NAME, NUMBER
from pipeline.texts.people import NO_NAME, PUBLIC, SURNAMES, people

CODE = "K30"
"""The code of personal data in the catalogue of checks; it is no kind of dirt of its own."""

_LABEL = re.compile(
    r"((?:姓\s*名|述职人|报告人|汇报人|述职者|作者|执笔人|联系人|撰稿人?)[：:]\s*)([\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]{1,3})"
    r"(?=[\s，。；、）)（(]|$)"
)
_SIGNED = re.compile(r"(?:^|(?<=\n))([\u4e00-\u9fff][ \u3000]{0,2}[\u4e00-\u9fff]{1,2})(?=\n+[（(]?\d{4}年|\s*$)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def mask_names(text: str) -> tuple[str, list[Dirt]]:
    """``text`` with {名} for every personal name found and {数} for telephone and identity numbers. The report never quotes what it hides."""
    dirt: list[Dirt] = []
    for name in sorted({person.text for person in people(text)} | _labelled(text), key=lambda name: (-len(name), name)):
        count = text.count(name)
        text = text.replace(name, NAME)
        if count:
            dirt.append(Dirt(code=CODE, excerpt=f"{name[0]}某（{count} 处）", action="掩"))
    for pattern, kind in ((_IDENTITY, "身份证号"), (_PHONE, "手机号")):
        text, count = pattern.subn(NUMBER, text)
        if count:
            dirt.append(Dirt(code=CODE, excerpt=f"{kind}（{count} 处）", action="掩"))
    return text, dirt


def _labelled(text: str) -> set[str]:
    """Names behind 姓名： and its like, and on a line of their own above the date or at the very end."""
    found = {match[2] for match in _LABEL.finditer(text)} | {match[1] for match in _SIGNED.finditer(text)}
    return {name for name in found if name[0] in SURNAMES and not NO_NAME.search(name) and name not in PUBLIC}
