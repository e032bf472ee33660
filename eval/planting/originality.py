"""Copying, planted: sentences, figures changed, names and whole sections from another report of the library or from last year's."""

from __future__ import annotations

import random
import re

from pipeline.report import SectionKind
from pipeline.samples.library import own_reports
from pipeline.texts.measure import sentences
from planting.places import Planted, Planter, replaced
from planting.sections import behind_a_sentence, items, read

DUTY = SectionKind.DUTY
_PLAIN = re.compile(r"[《“”]|习近平|全会|二十大|党的|主题教育")


def _other(rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """Text and names of one report of the library."""
    report = rng.choice(own_reports())
    return report.text, report.entities


def _sentences(text: str, low: int, high: int) -> list[str]:
    """Sentences of what was done that hold no fixed wording."""
    said = [line.text for line in read(text).lines(DUTY)]
    return [s for s in said if low <= len(s) <= high and not _PLAIN.search(s)]


def plant_o01(text: str, rng: random.Random) -> Planted | None:
    """A sentence of a sample, the beginning or the end of it turned."""
    sample, _ = _other(rng)
    choice = _sentences(sample, 34, 90)
    if not choice:
        return None
    said = rng.choice(choice)
    turned = rng.choice((said, "在此基础上，" + said, said.rstrip("。") + "，大家都说好。", "全年来看，" + said))
    planted = behind_a_sentence(text, turned, rng, DUTY)
    return (*planted, {"sample": sample}) if planted else None


def plant_o02(text: str, rng: random.Random) -> Planted | None:
    """A sentence of last year's report, word for word."""
    last, _ = _other(rng)
    choice = _sentences(last, 28, 80)
    planted = behind_a_sentence(text, rng.choice(choice), rng, DUTY) if choice else None
    return (*planted, {"last_year": last}) if planted else None


_THERE = (
    "我到{}走访了一天，听群众讲难处。",
    "支部同{}结成对子，互相学。",
    "{}的经验，我带着支委学过。",
    "请{}的同志来讲了一课。",
    "我把联系点定在{}，每月去一次。",
)


def plant_o03(text: str, rng: random.Random) -> Planted | None:
    """A name out of a sample."""
    _, names = _other(rng)
    names = tuple(n for n in names if n not in text and re.search(r"[县镇乡村]$|街道$|社区$|公司$|学校$|中学$|小学$|医院$", n))
    if not names:
        return None
    name = rng.choice(names)
    planted = behind_a_sentence(text, rng.choice(_THERE).format(name), rng, DUTY)
    if planted is None:
        return None
    start = planted[0].index(name, planted[1][0])
    return planted[0], (start, start + len(name)), {"strangers": name}


def plant_o04(text: str, rng: random.Random) -> Planted | None:
    """Last year's sentence under other figures."""
    last, _ = _other(rng)
    choice = [s for s in _sentences(last, 26, 110) if re.search(r"\d", s)]
    if not choice:
        return None
    fresh = re.sub(r"\d+", lambda m: str(int(m[0]) + rng.randint(1, 5)), rng.choice(choice))
    planted = behind_a_sentence(text, fresh, rng, DUTY)
    return (*planted, {"last_year": last}) if planted else None


def plant_o05(text: str, rng: random.Random) -> Planted | None:
    """The prose of what was done taken from a sample, paragraph by paragraph, half of its sentences shortened."""
    sample, _ = _other(rng)
    own, foreign = items(text, DUTY), items(sample, DUTY)
    if len(own) < 3 or sum(len(b.text) for b in foreign) < 500:
        return None
    first, last = own[0].lines[0].start, own[-1].end
    prose = "".join("".join(s for i, s in enumerate(sentences(b.text)) if i % 5 != 4) + "\n" for b in foreign)
    return (*replaced(text, (first, last), prose.rstrip("\n")), {"sample": sample})


PLANTERS: dict[str, Planter] = {"O01": plant_o01, "O02": plant_o02, "O03": plant_o03, "O04": plant_o04, "O05": plant_o05}
