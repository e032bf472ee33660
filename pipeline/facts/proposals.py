"""Facts that were found and not yet seen: what would go into the facts file, and where each was read, word for word.

A proposal becomes a fact only when the user accepts it; until then it stands in the file as a comment at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.facts.blanks import is_blank
from pipeline.facts.editing import FactsText
from pipeline.facts.splicing import rendered, scalar

Key = Literal["组织生活", "事实", "上年整改", "问题", "打算"]
_MAIN = {"事实": "内容", "上年整改": "问题", "问题": "表现"}


@dataclass(frozen=True)
class Source:
    """Where it was read: ``quote`` stands in ``file`` at ``place``, word for word (the cells of a row parted by bars)."""

    file: str
    place: str
    quote: str


@dataclass(frozen=True)
class Proposal:
    """An entry for ``key``: ``value`` as pairs of the file's keys and what would stand there; of 打算, the one key is "".

    ``note`` says what to look at before taking it; ``by`` who found it.
    """

    key: Key
    value: tuple[tuple[str, str | int], ...]
    sources: tuple[Source, ...]
    note: str = ""
    by: Literal["rules", "model"] = "rules"

    @property
    def text(self) -> str:
        """What it says, on one line."""
        if self.key == "组织生活":
            return "；".join(f"{name}: {count}" for name, count in self.value)
        return str(dict(self.value).get(_MAIN.get(self.key, ""), ""))

    @property
    def beside(self) -> tuple[tuple[str, str | int], ...]:
        """What would be written with it: 原因, 做法, 时间 …"""
        main = ("", _MAIN.get(self.key, ""))
        return () if self.key == "组织生活" else tuple(pair for pair in self.value if pair[0] not in main)

    def reworded(self, text: str) -> Proposal:
        """With ``text`` for its main words; of 组织生活, for its count. Raises ValueError, in Chinese, where that is no number."""
        if self.key == "组织生活":
            from pipeline.facts.values import count_from

            return replace(self, value=((self.value[0][0], count_from(text)),))
        main = _MAIN.get(self.key, "")
        return replace(self, value=tuple((key, text if key == main else given) for key, given in self.value))

    def answered(self, action: str, result: str) -> Proposal:
        """Of 上年整改: with what was done and what came of it, where that was said; of anything else, as it is."""
        if self.key != "上年整改":
            return self
        more = tuple((key, said.strip()) for key, said in (("做法", action), ("结果", result)) if said.strip())
        return replace(self, value=(*(pair for pair in self.value if pair[0] not in dict(more)), *more))


def is_known(sheet: FactsText, proposal: Proposal) -> bool:
    """Whether the file holds it already, as a fact or as a comment."""
    if proposal.key == "组织生活":
        name, count = proposal.value[0]
        present = sheet.get(("组织生活", name))
        return present is not None or f"# {name}: {count}" in sheet.text or _to_fill_in(name, count) in sheet.text
    line = f"{_MAIN[proposal.key]}: {scalar(proposal.text)}" if proposal.key in _MAIN else f"- {scalar(proposal.text)}"
    return any(known.rstrip().endswith(line) for known in sheet.text.split("\n"))


def accept(sheet: FactsText, proposal: Proposal) -> FactsText:
    """The file with the proposal as a fact, its source in a comment above."""
    if proposal.key == "组织生活":
        name, count = proposal.value[0]
        path: tuple[str | int, ...] = ("组织生活", name)
        return sheet.set(path, count).noted(path, _cited(proposal))
    listed = sheet.get((proposal.key,))
    entries = listed if isinstance(listed, list) else []
    index = _place(entries, proposal)
    if index == len(entries):
        entry = dict(proposal.value) if proposal.key in _MAIN else proposal.text
        return sheet.append((proposal.key,), entry).noted((proposal.key, index), _cited(proposal))
    for key, given in proposal.value:
        sheet = sheet.set((proposal.key, index, key), given)
    return sheet.noted((proposal.key, index), _cited(proposal))


def as_comments(sheet: FactsText, proposals: Sequence[Proposal]) -> FactsText:
    """The file with the proposals as commented-out entries below the keys they belong to; those it knows are left out."""
    counted = [p for p in proposals if p.key == "组织生活" and not is_known(sheet, p) and p.value[0][0] in (sheet.get(("组织生活",)) or {})]
    for p in counted:  # the empty place is there already: a second line with its name would be a mistake
        sheet = sheet.noted(("组织生活", p.value[0][0]), [*_cited(p), _to_fill_in(*p.value[0])])
    for key in ("组织生活", "事实", "上年整改", "问题", "打算"):
        new = [p for p in proposals if p.key == key and not is_known(sheet, p)]
        if new:
            lines = [line for p in new for line in _commented(p)]
            sheet = sheet.proposed(
                (key,), [f"—— 下面 {len(new)} 条是从文件里找到的，看过再用：要用的，删去那几行前面的“# ”；“来自”那几行不用动 ——", *lines]
            )
    return sheet


def _to_fill_in(name: str, count: str | int) -> str:
    return f"找到 {count} 次，核对后把 {count} 写到“{name}:”后面"


def _commented(proposal: Proposal) -> list[str]:
    value = dict(proposal.value)
    lines = rendered(value) if proposal.key == "组织生活" else rendered([value if proposal.key in _MAIN else proposal.text])
    return [*_cited(proposal), *lines]


def _cited(proposal: Proposal) -> list[str]:
    shown = proposal.sources[:3]
    lines = [f"  来自 {s.file} {s.place}：“{s.quote}”" for s in shown]
    if len(proposal.sources) > len(shown):
        lines.append(f"  …… 共 {len(proposal.sources)} 处，其余：{'、'.join(s.place for s in proposal.sources[3:])}")
    return lines + ([f"  注意：{proposal.note}"] if proposal.note else [])


def _place(entries: list[object], proposal: Proposal) -> int:
    """The index of the empty place it fills: of its own topic among the facts, any empty entry elsewhere; else the end."""
    if proposal.key not in _MAIN:
        return len(entries)
    topic, main = dict(proposal.value).get("主题"), _MAIN[proposal.key]
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict) or entry.get(main) is not None:
            continue
        if is_blank(entry) or (topic is not None and entry.get("主题") == topic and all(v is None for k, v in entry.items() if k != "主题")):
            return index
    return len(entries)
