"""Faults of wording: what a tired hand leaves out or puts in, forms from other years and other units."""

from __future__ import annotations

import datetime as dt
import random
import re

from pipeline import units
from pipeline.report import SectionKind
from pipeline.samples.intake_types import guess_types
from pipeline.units.terms import Term, terms
from planting.places import Planted, Planter, replaced
from planting.sections import behind_a_sentence, read

DUTY, PLAN = SectionKind.DUTY, SectionKind.PLAN
_LEARNT = (
    "我带头学习{}，同党员交流体会。",
    "支部把{}列入全年学习计划，逐条对照。",
    "党员大会上，我领着大家学{}，会后写了心得。",
    "围绕{}，我讲了一堂党课。",
    "组织生活会前，支委先学{}，再谈差距。",
)


def _sentence(text: str, added: str, rng: random.Random) -> Planted | None:
    return behind_a_sentence(text, added, rng, DUTY) or behind_a_sentence(text, added, rng)


def _told(text: str, words: str, rng: random.Random) -> Planted | None:
    planted = _sentence(text, rng.choice(_LEARNT).format(words), rng)
    if planted is None:
        return None
    start = planted[0].index(words, planted[1][0])
    return planted[0], (start, start + len(words))


def _known(*kinds: str) -> list[Term]:
    return [term for term in terms() if term.kind in kinds and term.verified]


def plant_w01(text: str, rng: random.Random) -> Planted | None:
    """A wording miswritten: a form seen in print, or one of the year's own wordings with a character dropped or doubled."""
    forms = [form for term in _known("meeting", "thought", "campaign", "slogan", "name", "combination") for form in term.wrong]
    return _told(text, rng.choice(forms), rng)


def plant_w02(text: str, rng: random.Random) -> Planted | None:
    """Something that did not yet exist when the report was written."""
    year = read(text).year
    later = [
        t for t in _known("meeting", "thought", "campaign") if t.since and year and not t.begun_by(dt.date(year + 1, 6, 30)) and "（" not in t.name
    ]
    return _told(text, rng.choice(later).name, rng) if later else None


_GOING_ON = (
    "我将深入开展{}，把要求落到每名党员。",
    "扎实推进{}，每月组织一次集中学习。",
    "3月起全面铺开{}，由我负总责。",
    "认真谋划{}的部署安排，6月前制定方案。",
    "抓好{}各项规定动作，做到人人参加。",
)


def plant_w03(text: str, rng: random.Random) -> Planted | None:
    """A campaign that is over, planned for next year."""
    year = read(text).year
    over = [t for t in _known("campaign") if t.until and year and t.over_before(dt.date(year, 12, 1)) and len(t.name) < 26]
    if not over:
        return None
    name = rng.choice(over).name
    planted = behind_a_sentence(text, rng.choice(_GOING_ON).format(name), rng, PLAN)
    if planted is None:
        return None
    start = planted[0].index(name, planted[1][0])
    return planted[0], (start, start + len(name))


_MIXED = (
    "坚定“四个意识”、增强“四个自信”、做到“两个维护”。",
    "始终增强“四个自信”，坚定“四个意识”。",
    "坚决增强“两个维护”，不打折扣。",
    "坚持做到“四个自信”，心里有底。",
    "树牢政治意识、核心意识、大局意识、看齐意识。",
    "始终坚定道路自信、理论自信、文化自信、制度自信。",
    "做到“两个维护”、坚定“四个自信”、增强“四个意识”。",
    "教育党员坚定“两个维护”，保持清醒。",
    "支部坚持增强“四个自信”，联系实际谈体会。",
    "引导党员做到“四个意识”，听从指挥。",
)


def plant_w04(text: str, rng: random.Random) -> Planted | None:
    """A fixed combination with another verb or another order."""
    return _sentence(text, rng.choice(_MIXED), rng)


def plant_w05(text: str, rng: random.Random) -> Planted | None:
    """The name of a document without its （试行）, with one too many, or miswritten."""
    forms = [form for term in _known("document") for form in term.wrong if form.startswith("《")]
    return _told(text, rng.choice(forms), rng) if forms else None


_TAKEN = (
    "我认真落实{}的要求，大事都上会。",
    "按照{}有关规定，我逐项作了安排。",
    "年初以来，{}各项工作稳步推进。",
    "我多次过问{}的事，逐件盯到底。",
    "会上通报了{}情况，党员没有意见。",
)


def plant_w06(text: str, rng: random.Random) -> Planted | None:
    """A phrase of another type of unit."""
    kinds = units.types_of(guess_types(text))
    rights = {trap.right for kind in kinds for trap in kind.traps}
    traps = [trap.wrong for kind in kinds for trap in kind.traps if "未核" not in trap.source and trap.wrong not in rights and trap.wrong not in text]
    if not traps:
        return None
    wrong = rng.choice(traps)
    planted = _sentence(text, rng.choice(_TAKEN).format(wrong), rng)
    if planted is None:
        return None
    start = planted[0].index(wrong, planted[1][0])
    return planted[0], (start, start + len(wrong))


_LOCAL = (
    "深化{}工作机制，群众有事随叫随到。",
    "我把{}列为全年头一件大事。",
    "以{}为抓手，把力量沉到一线。",
    "支部在{}中排名靠前。",
    "推行{}，党员个个领了任务。",
)


def plant_w07(text: str, rng: random.Random) -> Planted | None:
    """What only one region calls so."""
    names = [term.name for term in terms() if term.kind == "regional"]
    return _sentence(text, rng.choice(_LOCAL).format(rng.choice(names)), rng)


def plant_w08(text: str, rng: random.Random) -> Planted | None:
    """A wording that has had its time."""
    year = read(text).year
    names = [t.name for t in _known("retired") if year and (not t.until or t.until <= f"{year}-01")]
    return _told(text, rng.choice(names), rng) if names else None


_TWICE = (
    ("全会精神", "全会会议精神"),
    ("学习贯彻党的二十大精神", "学习贯彻《党的二十大精神》"),
    ("“主题党日”", "《主题党日活动》"),
    ("主题教育", "《主题教育》"),
)
_TWICE_SAID = (
    "传达党的二十届二中全会会议精神，人人谈体会。",
    "支部组织学习《党的二十大精神》3次。",
    "我按照《学习贯彻新思想主题教育》的安排读书。",
    "中央全会会议闭幕后，我及时领学。",
    "我带队开展《学雷锋志愿服务活动》。",
    "认真落实《中央八项规定精神》，从自己做起。",
    "参加《党史学习教育》专题研讨，谈了两点体会。",
)


def plant_w09(text: str, rng: random.Random) -> Planted | None:
    """A word said twice, or the marks of a book around what is none."""
    for right, wrong in rng.sample(_TWICE, len(_TWICE)):
        match = re.search(rf"(?<![《“]){re.escape(right)}", text)
        if match and rng.random() < 0.5:
            return replaced(text, match.span(), wrong)
    return _sentence(text, rng.choice(_TWICE_SAID), rng)


PLANTERS: dict[str, Planter] = {
    "W01": plant_w01,
    "W02": plant_w02,
    "W03": plant_w03,
    "W04": plant_w04,
    "W05": plant_w05,
    "W06": plant_w06,
    "W07": plant_w07,
    "W08": plant_w08,
    "W09": plant_w09,
}
