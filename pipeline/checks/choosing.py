"""Which rules are run, and which findings the user has accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.checks.catalogue import all_rules
from pipeline.checks.rule import FactsRule, Rule
from pipeline.errors import InputError
from pipeline.findings import Finding

_COMMENT = re.compile(r"<!--\s*shuzhi[:：]?\s*忽略\s*([A-Za-z0-9 ,，、]+?)\s*-->")
_ENTRY = re.compile(r"\s*([A-Za-z]\d{0,2})\s*[:：]?\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Acceptance:
    """Findings of ``codes`` (whole codes, or their beginnings) that stand in a text which holds ``words`` are accepted; "" is every text."""

    codes: tuple[str, ...]
    words: str


def chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule | FactsRule, ...]:
    """The rules whose codes begin with one of ``select`` (all where none is named) and with none of ``ignore``, in either case.

    Raises InputError for a beginning that no rule has.
    """
    wanted, unwanted = _prefixes(select), _prefixes(ignore)
    return tuple(r for r in all_rules() if (not wanted or r.code.startswith(wanted)) and not (unwanted and r.code.startswith(unwanted)))


def _prefixes(codes: Iterable[str]) -> tuple[str, ...]:
    prefixes = tuple(code.strip().upper() for entry in codes for code in re.split(r"[,，、 ]+", entry) if code.strip())
    for prefix in prefixes:
        if not any(rule.code.startswith(prefix) for rule in all_rules()):
            raise InputError(f"没有编号为 {prefix} 的规则", hint="用 shuzhi rules 可以看到全部规则。")
    return prefixes


def listed(entries: Iterable[str]) -> tuple[Acceptance, ...]:
    """Acceptances as the settings list them: ``W02`` or ``W02：原文里的几个字``. Raises InputError for an entry of another form."""
    found = []
    for entry in entries:
        match = _ENTRY.fullmatch(entry)
        if match is None:
            raise InputError(f"设置里的 accept 看不懂：{entry}", hint="写成“W02：原文里的几个字”。")
        found.append(Acceptance(_prefixes([match[1]]), _bare(match[2])))
    return tuple(found)


def inline(text: str) -> tuple[str, tuple[Acceptance, ...]]:
    """``text`` without the comments ``<!-- shuzhi: 忽略 W02 -->``, and what each accepts: its own paragraph, or the next if alone on a line."""
    lines: list[str] = []
    accepted: list[Acceptance] = []
    waiting: tuple[str, ...] = ()
    for line in text.split("\n"):
        codes = tuple(code for match in _COMMENT.finditer(line) for code in _prefixes([match[1]]))
        rest = _COMMENT.sub("", line)
        if codes and not rest.strip():
            waiting = (*waiting, *codes)
            continue
        if (codes or waiting) and rest.strip():
            accepted.append(Acceptance((*waiting, *codes), _bare(rest)))
            waiting = ()
        lines.append(rest)
    return "\n".join(lines), tuple(accepted)


def accepted(finding: Finding, text: str, acceptances: Iterable[Acceptance]) -> bool:
    """Whether one of ``acceptances`` covers ``finding``, which is about ``text``."""
    return any(finding.code.startswith(a.codes) and (not a.words or _covers(a.words, finding, text)) for a in acceptances)


def _covers(words: str, finding: Finding, text: str) -> bool:
    """The words and the paragraph of the finding hold one another: cleaning may have changed either a little at its ends."""
    if finding.start < 0:
        return words in _bare(finding.message)
    begin = text.rfind("\n", 0, finding.start) + 1
    end = text.find("\n", finding.end)
    paragraph = _bare(text[begin : end if end >= 0 else len(text)])
    return words in paragraph or paragraph in words


def _bare(text: str) -> str:
    return "".join(text.split())
