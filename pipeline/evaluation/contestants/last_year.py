"""年份替换: last year's report with the year, the unit's name and the figures changed, as it is done everywhere.

The cases have no last year, so a report of the library stands in: the same kind of unit, as near in time as there is. The filler is not
made stupid: names of the donor become the case's own of the same kind, the counts of organisational life become this year's, and any
other figure that the facts give for nearly the same words in the same measure.
"""

from __future__ import annotations

import re

from pipeline import units
from pipeline.checks.facts.matching import pairs
from pipeline.documents.cleaning import arrange
from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.metrics.subject import Output
from pipeline.facts import Facts
from pipeline.samples import SampleReport
from pipeline.texts.quantities import Quantity, quantities

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|-)")
_CLAUSE = re.compile(r"[^，。；：、！？\n]+")
_NEAR = 0.5
_TIMES = frozenset(("年", "月", "日", "号", "年度", "%", "岁"))


def swap(case: Case, bench: Bench) -> Output | None:
    """Last year's report made this year's; None where the library has no report of that kind of unit."""
    donor = donor_of(case, bench)
    if donor is None:
        return None
    text = renamed(arrange(donor.text).text, donor, case)
    text = moved(text, case.facts.year - donor.year)
    return Output(refigured(text, case.facts), notes=(f"底稿 {donor.id}",))


def donor_of(case: Case, bench: Bench) -> SampleReport | None:
    """The report of the same unit type that stands in for last year's: the same rule first, then the nearest to the year before, then by id."""
    kin = bench.kin_in_library(case)
    same = [r for r in bench.library if r.id not in kin and not set(r.unit_types).isdisjoint(case.facts.unit.types)]
    return min(same, key=lambda r: (r.rule != case.facts.rule, abs(r.year - (case.facts.year - 1)), r.id), default=None)


def renamed(text: str, donor: SampleReport, case: Case) -> str:
    """The donor's names replaced: the unit's by the case's, others by names of the case with the same last character, each once."""
    own = list(dict.fromkeys([*case.names, *([case.facts.unit.superior] if case.facts.unit.superior else [])]))
    text = text.replace(donor.unit, case.facts.unit.name)
    for name in sorted(donor.entities, key=len, reverse=True):
        fitting = next((other for other in own if other[-1] == name[-1] and other not in donor.entities), None)
        if fitting and name in text:
            own.remove(fitting)
            text = text.replace(name, fitting)
    return text


def moved(text: str, years: int) -> str:
    """Every year in figures moved by ``years``."""
    return _YEAR.sub(lambda m: str(int(m[1]) + years), text)


def refigured(text: str, facts: Facts) -> str:
    """Figures replaced where the facts give another for nearly the same words in the same measure."""
    given = [(q, pairs(clause), clause) for e in facts.evidence for clause in _CLAUSE.findall(e.text) for q in quantities(clause)]
    life = {alias: c.count for c in facts.life for alias in _aliases(c.name)}

    def clause(match: re.Match[str]) -> str:
        words = match.group()
        for quantity in reversed(quantities(words)):
            new = _life(words, quantity, life) or _figure(words, quantity, given)
            if new:
                words = words[: quantity.start] + new + words[quantity.end :]
        return words

    return _CLAUSE.sub(clause, text)


def _aliases(name: str) -> tuple[str, ...]:
    norm = units.find_norm(name)
    return (name, *norm.aliases) if norm else (name,)


def _life(words: str, quantity: Quantity, life: dict[str, int]) -> str:
    """The year's count of the form of organisational life that stands just before or behind the number."""
    if quantity.unit not in ("次", "堂", "场", "回", "期"):
        return ""
    around = words[max(0, quantity.start - 8) : quantity.end + 6]
    found = next((count for name, count in sorted(life.items(), key=lambda pair: -len(pair[0])) if name in around), None)
    return f"{found}{quantity.unit}" if found is not None else ""


def _figure(words: str, quantity: Quantity, given: list[tuple[Quantity, frozenset[str], str]]) -> str:
    if quantity.unit in _TIMES or not quantity.unit:
        return ""
    own = pairs(words)
    ranked = [(len(own & theirs) / len(own), q.text) for q, theirs, _ in given if own and q.unit == quantity.unit]
    share, text = max(ranked, default=(0.0, ""))
    return text if share >= _NEAR else ""
