"""Faults of fact, planted into a clean report: what a tired clerk gets wrong when numbers are copied from list to text.

A planter changes the text alone and says where; it knows nothing of how the rules look for the fault.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Span = tuple[int, int]
Planted = tuple[str, Span]
Planter = Callable[[str, random.Random], Planted | None]

_COUNT = re.compile(r"(?<![\d.年月—－-])(\d{1,4})(人次|次|名|个|条|件|户|份|篇|项|场|处|%)(?!以[上下]|左右|[起前底内—－-])")
_PLAN = re.compile(r"^.{0,12}(?:打算|下一步|明年|改进措施|怎么改|努力方向|计划|举措).{0,10}$", re.MULTILINE)


def _past(text: str) -> str:
    """The text before its last heading about plans."""
    headings = [m for m in _PLAN.finditer(text) if m.start() > len(text) / 2]
    return text[: headings[0].start()] if headings else text


def _counts(text: str, low: int = 5) -> list[re.Match[str]]:
    return [m for m in _COUNT.finditer(_past(text)) if int(m[1]) >= low and m.start() > 80]


def _replaced(text: str, span: Span, new: str) -> Planted:
    return text[: span[0]] + new + text[span[1] :], (span[0], span[0] + len(new))


def plant_f01(text: str, rng: random.Random) -> Planted | None:
    """A count written wrong by a digit: two digits swapped, one more or less, a zero too many, so that it stands nowhere in the text."""
    standing = set(re.findall(r"\d+", text))
    places = _counts(text, 8)
    rng.shuffle(places)
    for match in places:
        n = match[1]
        variants = [n[::-1], str(int(n) + 1), str(int(n) - 1), n + "0", str(int(n) + 10), "1" + n]
        if match[2] == "%":
            variants = [str(int(n) - 1), str(int(n) - 4), str(min(99, int(n) + 3))]
        rng.shuffle(variants)
        for new in variants:
            if new not in standing and not new.startswith("0") and new != n:
                return _replaced(text, match.span(1), new)[0], (match.start(1), match.start(1) + len(new))
    return None


_MEASURES = {
    "人次": ("名", "户", "件", "个人"),
    "名": ("人次", "户", "次"),
    "次": ("人次", "名", "件", "户"),
    "户": ("名", "人次", "次"),
    "场": ("人次", "名", "户"),
    "条": ("人次", "名", "次"),
    "件": ("人次", "次", "户"),
}


def plant_f02(text: str, rng: random.Random) -> Planted | None:
    """The number kept, what it counts changed: 28人次 becomes 28名."""
    places = [m for m in _counts(text, 12) if m[2] in _MEASURES and len(re.findall(rf"(?<!\d){m[1]}(?!\d)", text)) == 1]
    if not places:
        return None
    match = rng.choice(places)
    return _replaced(text, match.span(2), rng.choice(_MEASURES[match[2]]))


def plant_f04(text: str, rng: random.Random) -> Planted | None:
    """Two numbers of the same measure change places, far from each other."""
    places = _counts(text, 6)
    once = [m for m in places if text.count(m[1]) == 1]
    near = [(a, b) for a in once for b in once if a[2] == b[2] and b.start() - a.end() > 150]
    if not near:
        return None
    a, b = rng.choice(near)
    changed = text[: a.start(1)] + b[1] + text[a.end(1) : b.start(1)] + a[1] + text[b.end(1) :]
    return changed, (a.start(1), a.start(1) + len(b[1]))


def plant_f08(text: str, rng: random.Random) -> Planted | None:
    """A whole paragraph of what was done is left out, with numbers that stand nowhere else."""
    done = _past(text)[: len(text) // 2]
    whole = [m for m in re.finditer(r"^.{60,}。$", done, re.MULTILINE) if m.start() > 150 and _numbers_of_its_own(m.group(), text)]
    if not whole:
        return None
    match = rng.choice(whole)
    return text[: match.start()] + text[match.end() + 1 :], (-1, -1)


def _numbers_of_its_own(paragraph: str, text: str) -> bool:
    return sum(text.count(number) == 1 for number in re.findall(r"\d{2,}", paragraph)) >= 2


PLANTERS: dict[str, Planter] = {"F01": plant_f01, "F02": plant_f02, "F04": plant_f04, "F08": plant_f08}
