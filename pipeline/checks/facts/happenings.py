"""In which month the things happened that happen once: the election of the branch committee, the yearly meetings of review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_THINGS = {
    "支部换届": r"换届(?:选举)?|改选|选出(?:新一届)?(?:支委|支部委员会)",
    "组织生活会": r"组织生活会",
    "民主评议党员": r"民主评议(?:党员)?",
}
_MONTH = re.compile(r"(?<![\d至到—－~～-])(?P<month>1[0-2]|[1-9])月(?![\d至到—－~～前底末起])(?:份|上旬|中旬|下旬|初|\d{1,2}日)?，?")
_WORDS = re.compile("|".join(f"(?P<t{number}>{words})" for number, words in enumerate(_THINGS.values())))
_NEAR = 22
_APART = re.compile(r"[，。；：、\d]")
_NOT_IT = re.compile(r"前|拟|推迟|原定|本应|应当|计划|下次|之前|以前|准备|专题|筹备|启动|督促|指导|个党?支部|各党?支部|下属|下辖|所属")
_AFTERWARDS = re.compile(r"^(?:之?[后前时]|以[后前]|工作方案|期间|情况|材料|对照|征求)")


@dataclass(frozen=True)
class Happening:
    """``thing`` happened in ``month`` (1–12), told at ``start``–``end``."""

    thing: str
    month: int
    start: int
    end: int


def happenings(text: str, year: int | None = None) -> Iterator[Happening]:
    """The dated happenings of a sentence, in the report's ``year``."""
    if any(year is None or int(y) != year for y in re.findall(r"(20\d\d)年", text)) or re.search("上年|去年|往年|前年", text):
        return
    for match in _MONTH.finditer(text):
        found = _WORDS.search(text, match.end(), match.end() + _NEAR)
        if found is None or found.lastgroup is None:
            continue
        between = text[match.end() : found.start()]
        if _APART.search(between) or _NOT_IT.search(between + found.group()) or _AFTERWARDS.match(text[found.end() : found.end() + 4]):
            continue
        yield Happening(list(_THINGS)[int(found.lastgroup[1:])], int(match["month"]), match.start(), found.end())
