"""The table of wordings, made ready for searching a text once for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.units.terms import Term, terms

_ALONE = {"习总": "(?<!学)", "习新": "(?<!学)", "习同": "(?<![学实见])"}
"""What must not stand before a form that begins so: 学习总书记, 学习新时代, 见习同志 hold no 习总书记."""

_REVISED = re.compile(r"现行版|修订|修改|部分修改")
"""Notes of documents that existed in an earlier version: their date says nothing against an earlier mention."""

_SAME_NAME = re.compile(r"（\d{4}年）$")
DATED = frozenset({"meeting", "campaign", "document", "thought", "slogan"})
OVER = re.compile(r"成果|成效|常态化|长效|巩固|深化|以来|期间|之后|结束|收官|全面胜利|如期|完成")
"""Words near the name of something over that show it is not spoken of as going on."""


def wrong_forms(text: str, *, documents: bool) -> Iterator[tuple[re.Match[str], Term]]:
    """Every miswriting in ``text`` with the term meant; of ``documents``, or of all else."""
    pattern, meant = _wrong(documents)
    for match in pattern.finditer(text):
        yield match, meant[match.group()]


def mentions(text: str) -> Iterator[tuple[re.Match[str], Term]]:
    """Every mention of a term that has a time, the longest name first, so that no name is found inside another."""
    pattern, meant = _dated()
    for match in pattern.finditer(text):
        yield match, meant[match.group()]


def of_kind(*kinds: str) -> tuple[Term, ...]:
    return tuple(term for term in terms() if term.kind in kinds)


@cache
def _wrong(documents: bool) -> tuple[re.Pattern[str], dict[str, Term]]:
    meant = {form: term for term in terms() if (term.kind == "document") == documents for form in term.wrong}
    return _any(meant), meant


@cache
def _dated() -> tuple[re.Pattern[str], dict[str, Term]]:
    meant: dict[str, Term] = {}
    for term in terms():
        older = term.kind == "document" and _REVISED.search(term.note)
        if term.kind in DATED and (term.since or term.until) and not older and not _SAME_NAME.search(term.name):
            for form in _forms(term):
                meant.setdefault(form, term)
    return _any(meant), meant


def _forms(term: Term) -> Iterator[str]:
    yield term.name
    if term.kind == "meeting" and term.name.startswith("党的"):
        yield term.name.removeprefix("党的")
    if term.kind == "campaign" and "“" in term.name:
        yield term.name.replace("“", "").replace("”", "")


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_ALONE.get(f[:2], "") + re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) or r"(?!)")
