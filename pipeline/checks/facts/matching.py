"""Which facts bear out the quantities of a sentence, by what is said: value, measure, and whose number it is.

Owners are told apart by the pairs of characters that stand around the number: 廉政谈话19人次 and 党员报到19人次 are two numbers, though
both are 19人次. The same functions serve drafts, whose sentences name their facts, and documents, whose sentences do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Literal

from pipeline.checks.facts.measures import alike, fits, reach
from pipeline.facts import Facts
from pipeline.facts.norms import life_records
from pipeline.facts.records import EvidenceKind
from pipeline.texts.quantities import Quantity, quantities

How = Literal["said", "time", "follows", "rule", "other", "measure", "none"]
_CLAUSE = re.compile(r"[^，；。！？：、,;\n]+")
_NOISE = re.compile(r"[\d\W_a-zA-Z零〇一二两三四五六七八九十百千万亿余多近约共全年]+")
_LIKELY = 0.5
_CLEARLY = 0.5
_CERTAIN = 0.9
"""Of a clause's nearness to the fact's clause plus half that of sentence and fact: from 0.5 on they are likely about the same thing; what is
0.6 nearer is clearly meant (of 4626 right numbers in our reports 12 would be taken for another's, of 168 swapped ones a fifth passes)."""
_SHARED = 2
_COMMON = frozenset("党员 支部 部党 书记 支委 委员 组织 同志 群众 工作 活动 名党 次党 个支 名支".split())
_PART = re.compile("我|书记|主讲|另外|其中|列席|每|一季|停|漏|缺|少|应|补")
"""Words by which a number is not the year's total of a form of organisational life."""
_DERIVING = re.compile("共|合计|总|其余|剩|余下|还有|仍有|没有|未|少了?|多了?|差|升|降|增|减|提高|缩短|另")
_SHORT = 6
TIMES = ("年", "月", "日", "号", "年度")


@dataclass(frozen=True)
class Given:
    """A quantity of the facts: ``own`` are the pairs of characters of its clause, ``all`` those of the whole fact, ``left`` the two before it."""

    fact: str
    quantity: Quantity
    own: frozenset[str]
    all: frozenset[str]
    left: str
    dated: bool = False


@dataclass(frozen=True)
class Bearing:
    """What the facts say to ``quantity``; ``facts`` are the ids that bear it, best first.

    ``how``: said there; time – it is when the fact happened; follows – from numbers of one fact or of the sentence; rule – the norm of a
    form of organisational life; other – only said of something else, ``near`` is what is said of this; measure – ``near`` is the same
    number of another kind; none – nowhere, ``near`` is the number that is given of the same thing, if any.
    """

    quantity: Quantity
    facts: tuple[str, ...]
    how: How
    near: Given | None = None

    @property
    def borne(self) -> bool:
        return self.how in ("said", "time", "follows", "rule")


def bearings(text: str, facts: Facts, ids: Sequence[str] = (), about: str = "", found: Sequence[Quantity] | None = None) -> tuple[Bearing, ...]:
    """One bearing for every quantity of ``text``, in order.

    ``ids``: the facts the sentence cites; no other is asked then. ``about`` is what stands around it, such as the heading of its item.
    ``found`` are its quantities, where they are known already.
    """
    given = index(facts).of(ids) if ids else index(facts)
    sentence = pairs(text + about)
    found = quantities(text) if found is None else found
    clauses = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)]
    judged = [_judged(q, clause_of(text, clauses, q), text, sentence, given) for q in found]
    return tuple(_followed(judged, facts, given, ids, text))


@dataclass(frozen=True, eq=False)
class Index:
    """Every quantity of the facts, the times they happened included, in the order of the facts."""

    given: tuple[Given, ...]

    @cached_property
    def by_value(self) -> dict[float, list[Given]]:
        found: dict[float, list[Given]] = {}
        for g in self.given:
            found.setdefault(g.quantity.value, []).append(g)
        return found

    def of(self, ids: Sequence[str]) -> Index:
        """Those of the facts of ``ids``."""
        return Index(tuple(g for g in self.given if g.fact in ids))


@lru_cache(maxsize=8)
def index(facts: Facts) -> Index:
    return Index(tuple(g for e in facts.evidence for g in (*_given(e.id, e.text, e.theme or ""), *_of_time(e.id, e.when or "", e.text))))


def _exact(quantity: Quantity, text: str) -> bool:
    low, high = reach(quantity, text)
    return low == high and quantity.unit != "成"


def _given(id_: str, text: str, theme: str) -> Iterator[Given]:
    clauses = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)]
    whole = pairs(text) | pairs(theme)
    for quantity in quantities(text):
        yield Given(id_, quantity, pairs(clause_of(text, clauses, quantity)), whole, text[max(0, quantity.start - 2) : quantity.start])


def _of_time(id_: str, when: str, text: str) -> Iterator[Given]:
    match = re.match(r"\s*(\d{4})(?:\s*[-./年]\s*(\d{1,2}))?(?:\s*[-./月]\s*(\d{1,2}))?", when)
    found = quantities(when)
    if match:
        parts = zip(match.groups(), ("年", "月", "日"), strict=True)
        found = [Quantity(float(value), unit, f"{int(value)}{unit}", 0, 0) for value, unit in parts if value]
        found += [Quantity(float(value), "月", f"{int(value)}月", 0, 0) for value in re.findall(r"\d{4}[-./年](\d{1,2})", when[match.end() :])]
    whole = pairs(text)
    return (Given(id_, q, whole, whole, "", dated=True) for q in found)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of its words; numerals and marks are left out and part them."""
    return frozenset(piece[i : i + 2] for piece in _NOISE.split(text) for i in range(len(piece) - 1))


def clause_of(text: str, clauses: Sequence[tuple[int, int]], quantity: Quantity) -> str:
    """The clause a quantity stands in; one of a few characters (其中7名) has the one before it added."""
    for number, (start, end) in enumerate(clauses):
        if start <= quantity.start < end:
            short = number and len(_NOISE.sub("", text[start:end])) < _SHORT
            return text[clauses[number - 1][0] if short else start : end]
    return ""


def nearness(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller lies in the other, 0 to 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _judged(quantity: Quantity, clause: str, text: str, sentence: frozenset[str], given: Index) -> Bearing:
    own, left = pairs(clause), text[max(0, quantity.start - 2) : quantity.start]
    equal = given.by_value.get(quantity.value, [])
    likely = equal if _exact(quantity, text) else given.given
    same = [(_rank(own, sentence, g), g) for g in likely if fits(quantity, g.quantity, text) and alike(quantity, g.quantity)]
    same.sort(key=lambda pair: -pair[0][0])
    best = same[0][0][0] if same else 0.0
    ids = tuple(dict.fromkeys(g.fact for rank, g in same if rank[0] >= best / 2))
    if same and quantity.unit in TIMES:
        return Bearing(quantity, ids, "time" if same[0][1].dated else "said")
    if quantity.unit and best < _CERTAIN:
        changed = _best(own, sentence, left, [g for g in equal if g.quantity.unit and not g.dated and not alike(quantity, g.quantity)])
        if changed and changed[0] - best > (_CLEARLY if same else _LIKELY):
            return Bearing(quantity, (), "measure", changed[1])
    rival = _rival(quantity, own, sentence, left, given) if best < _CERTAIN else None
    if not same:
        return Bearing(quantity, (), "none", rival[1] if rival and rival[0] >= _LIKELY else None)
    if rival and rival[0] - best > _CLEARLY and not _beside(rival[1], quantity, clause, text, equal):
        return Bearing(quantity, ids, "other", rival[1])
    return Bearing(quantity, ids, "said")


def _beside(rival: Given, quantity: Quantity, clause: str, text: str, equal: Sequence[Given]) -> bool:
    """Whether a number may stand beside ``rival`` rather than in its stead: where the sentence says both, or tells a part of a year's count."""
    same = [q for q in quantities(text) if q != quantity and q.value == rival.quantity.value]
    if same:
        return not _exchanged(rival, same[0], [g for g in equal if g.fact == rival.fact], text)
    if not rival.fact.startswith(EvidenceKind.LIFE):
        return False
    named = rival.fact.removeprefix(f"{EvidenceKind.LIFE}.")[-2:] in text[max(0, quantity.start - 6) : quantity.start]
    return not named or _PART.search(clause) is not None


def _exchanged(rival: Given, other: Quantity, equal: Sequence[Given], text: str) -> bool:
    """Whether ``other``, which has the value of ``rival``, stands with the words of ``equal``, numbers of the same fact: 44名…29名 turned round."""
    clauses = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)]
    there = pairs(clause_of(text, clauses, other))
    return nearness(there, rival.own) <= _CLEARLY / 2 and any(nearness(there, g.own) >= _CLEARLY for g in equal)


def _rival(quantity: Quantity, own: frozenset[str], sentence: frozenset[str], left: str, given: Index) -> tuple[float, Given] | None:
    """What the facts say about the same thing in the same measure, and how near it is."""
    return _best(own, sentence, left, [g for g in given.given if not g.dated and g.quantity.value != quantity.value and alike(quantity, g.quantity)])


def _best(own: frozenset[str], sentence: frozenset[str], left: str, given: Sequence[Given]) -> tuple[float, Given] | None:
    ranked = [(_rank(own, sentence, g)[0], g) for g in given if own & g.own and (g.left == left or len((own & g.own) - _COMMON) >= _SHARED)]
    return max(ranked, key=lambda pair: pair[0], default=None)


def _rank(own: frozenset[str], sentence: frozenset[str], given: Given) -> tuple[float, float, float]:
    """(together, of the clauses, of sentence and fact)."""
    clause, whole = nearness(own, given.own), nearness(sentence, given.all)
    return clause + whole / 2, clause, whole


def _followed(judged: Sequence[Bearing], facts: Facts, given: Index, ids: Sequence[str], text: str) -> Iterator[Bearing]:
    """Numbers that no fact says may follow: from the rules, from two numbers of one fact, or from two others of this sentence."""
    firm = [b.quantity for b in judged if b.borne]
    for bearing in judged:
        if bearing.borne or bearing.how == "other":
            yield bearing
            continue
        quantity = bearing.quantity
        ruled = _rules(quantity, facts, ids, text)
        sources = ruled or (_sources(quantity, given) if ids or _DERIVING.search(text) or quantity.unit in ("%", "％", "成") else ())
        if sources:
            # What follows is as good as given for what is said of it next: 11 of 14, the other 3, 两成多.
            firm.append(quantity)
            yield Bearing(quantity, sources, "rule" if ruled else "follows")
        elif any(_is(quantity, q) for q in following(firm)):
            yield Bearing(quantity, tuple(dict.fromkeys(id_ for b in judged if b.borne for id_ in b.facts[:1])), "follows")
        else:
            yield bearing


def _rules(quantity: Quantity, facts: Facts, ids: Sequence[str], text: str) -> tuple[str, ...]:
    """The ids of the forms of organisational life that the sentence is about, where the rule on them gives the number."""
    found = []
    for life in life_records(facts):
        named = life.id in ids or any(name in text for name in (life.name, *(life.norm.aliases if life.norm else ())))
        if named and life.norm:
            counts = [Quantity(float(n), "次", "", 0, 0) for n in (life.due, life.missing, life.count) if n is not None]
            if any(q.value == quantity.value and alike(quantity, q) for q in (*quantities(life.norm.phrase), *counts)):
                found.append(life.id)
    return tuple(found)


def _sources(quantity: Quantity, given: Index) -> tuple[str, ...]:
    """The facts of which two numbers give this one."""
    by_fact: dict[str, list[Quantity]] = {}
    for g in given.given:
        if not g.dated:
            by_fact.setdefault(g.fact, []).append(g.quantity)
    return tuple(id_ for id_, known in by_fact.items() if any(_is(quantity, q) for q in following(known)))


def _is(quantity: Quantity, other: Quantity) -> bool:
    """Whether they are the same number; 八成 is any share near 80 per cent."""
    if quantity.unit == "成":
        return fits(quantity, other, "")
    return quantity.value == other.value and alike(quantity, other)


def following(known: Sequence[Quantity]) -> Iterator[Quantity]:
    """Differences, sums and shares of every two quantities of one measure; a difference of percentages is in percentage points."""
    for a, b in permutations(known, 2):
        if not a.unit or not a.same_measure(b) or a.value < b.value or a.unit in TIMES:
            continue
        if a.value > b.value:
            yield Quantity(a.value - b.value, "个百分点" if a.unit in ("%", "％") else a.unit, "", 0, 0)
        if a.unit not in ("%", "％"):
            yield Quantity(a.value + b.value, a.unit, "", 0, 0)
            if a.value > b.value > 0:
                yield Quantity(float(round(100 * b.value / a.value)), "%", "", 0, 0)
                yield Quantity(round(100 * b.value / a.value, 1), "%", "", 0, 0)
