"""Faults of structure, planted into a clean report: parts lost, moved, emptied, blown up or pasted in from elsewhere."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from itertools import pairwise

from planting.places import PLAN, WHOLE, Planted, Planter, paragraphs, put, replaced

_TOP = re.compile(r"^[一二三四五六]、[^。\n]{2,40}$", re.MULTILINE)
_ITEM = re.compile(r"^（[一二三四五六]）[^。\n]{2,40}$", re.MULTILINE)
_ANSWERS = re.compile(r"整改|点评|上年|上一年|去年|回应|反馈|改到|改了")
_DUTY = re.compile(r"履职|履行|做了|工作情况|做法|工作落实|主要工作|抓党建|成效")


_FEW, _MUCH = 0.1, 0.66


@dataclass(frozen=True)
class _Part:
    """A first-level part: its heading is ``start``–``head``, its text runs to ``end``."""

    name: str
    start: int
    head: int
    end: int


def _parts(text: str) -> list[_Part]:
    """The parts under 一、二、三、; none where the report is not so numbered."""
    found = list(_TOP.finditer(text))
    ends = [*(m.start() for m in found[1:]), len(text)][: len(found)]
    return [_Part(m.group(), m.start(), m.end(), end) for m, end in zip(found, ends, strict=True)]


def _part(text: str, pattern: re.Pattern[str]) -> _Part | None:
    return next((p for p in _parts(text) if pattern.search(p.name)), None)


def _problem(text: str) -> _Part | None:
    return next((p for p in _parts(text) if re.search("问题|不足|短板|差距", p.name) and not _ANSWERS.search(p.name)), None)


def _plan(text: str) -> _Part | None:
    parts = _parts(text)
    return next((p for p in reversed(parts) if PLAN.search(p.name) or "措施" in p.name or "方向" in p.name), None)


def _tail(text: str) -> int:
    """Where the closing begins: the last short lines."""
    place = len(text.rstrip())
    while (line := text.rfind("\n", 0, place)) > 0 and place - line < 45:
        place = line
    return place


def plant_s01(text: str, rng: random.Random) -> Planted | None:
    """One of the three parts is left out, heading and all."""
    parts = [p for p in (_problem(text), _plan(text), _part(text, _DUTY)) if p]
    if not parts:
        return None
    part = rng.choice(parts)
    end = min(part.end, max(part.head, _tail(text))) if part.end == len(text) else part.end
    return text[: part.start] + text[end:].lstrip("\n"), WHOLE


_TITLES = (
    "某镇党委2024年度党建工作总结",
    "机关党支部2023年工作总结",
    "关于2024年抓党建工作的情况汇报",
    "党支部书记个人思想汇报",
    "2022年度基层党建工作情况报告",
    "《2023年度抓基层党建工作述职报告》",
    "2024年度党支部建设心得体会",
)


def plant_s05(text: str, rng: random.Random) -> Planted | None:
    """Another title."""
    first = text.find("\n")
    title = text[:first]
    if "述职" not in title or len(title) > 60:
        return None
    year = re.search(r"20\d\d", title)
    new = rng.choice(_TITLES)
    new = re.sub(r"20\d\d", year.group(), new) if year else new
    return replaced(text, (0, first), new.replace("某镇", "本镇"))


def plant_s06(text: str, rng: random.Random) -> Planted | None:
    """Two parts change places; their numbers stay with the places."""
    problem, plan, duty = _problem(text), _plan(text), _part(text, _DUTY)
    pairs = [(a, b) for a, b in ((problem, plan), (duty, problem)) if a and b and a.start < b.start]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    end = min(b.end, _tail(text)) if b.end == len(text) else b.end
    head_a, head_b = a.name[2:], b.name[2:]
    part_a, part_b = text[a.head : a.end].strip("\n"), text[b.head : end].strip("\n")
    changed = f"{text[: a.start]}{a.name[:2]}{head_b}\n{part_b}\n{text[a.end : b.start]}{b.name[:2]}{head_a}\n{part_a}\n{text[end:].lstrip()}"
    return changed, WHOLE


def plant_s07(text: str, rng: random.Random) -> Planted | None:
    """The year of the title is changed, and nothing else."""
    title = text[: text.find("\n")]
    year = re.search(r"20\d\d", title)
    if year is None or "。" in title:
        return None
    other = int(year.group()) + rng.choice((-2, -1, 1, 2))
    return replaced(text, year.span(), str(other))[0], WHOLE


def plant_s08(text: str, rng: random.Random) -> Planted | None:
    """A heading loses what stands under it."""
    items = list(_ITEM.finditer(text))
    parts = _parts(text)
    if items and rng.random() < 0.6:
        match = rng.choice(items)
        following = re.compile(r"^(?:（[一二三四五六]）|[一二三四五六]、|以上)", re.MULTILINE).search(text, match.end())
        end = following.start() if following else _tail(text)
        return f"{text[: match.end()]}\n{text[end:].lstrip()}", (match.start() + 3, match.end())
    whole = [p for p in parts if p.end < len(text)]
    if not whole:
        return None
    part = rng.choice(whole)
    return f"{text[: part.head]}\n{text[part.end :]}", (part.start + 2, part.head)


def plant_s09(text: str, rng: random.Random) -> Planted | None:
    """A sentence, or a whole paragraph, stands again further down."""
    spans = paragraphs(text)
    if len(spans) < 4:
        return None
    start, end = rng.choice(spans[: len(spans) // 2])
    long = re.findall(r"[^。]{24,}。", text[start:end])
    again = rng.choice(long) if long and rng.random() < 0.7 else text[start:end]
    place = rng.choice(spans[len(spans) // 2 :])[1]
    return text[:place] + again + text[place:], (place, place + len(again))


def plant_s10(text: str, rng: random.Random) -> Planted | None:
    """Far too short: most paragraphs go; or far too long: they come again in other words."""
    spans = paragraphs(text)
    if len(spans) < 4:
        return None
    if rng.random() < 0.5:
        for start, end in reversed(spans[1:]):
            text = text[:start] + text[start : text.find("。", start, end) + 1] + text[end:]
        return text, WHOLE
    more = "这件事前后反复商量过多次，每一次都有人提出不同的看法，最后还是按多数人的意见办，办完又回头看一遍，有不到的地方再补上。"
    for _, end in reversed(spans):
        text = text[:end] + more * rng.randint(3, 4) + text[end:]
    return text, WHOLE


def _thinned(text: str) -> str | None:
    """The problems and causes cut down to the first sentence of each paragraph."""
    problem, plan = _problem(text), _plan(text)
    if not problem:
        return None
    end = plan.start if plan and plan.start > problem.start else problem.end
    lines = [line if len(line) < 40 else line[: line.find("。") + 1] for line in text[problem.start : end].split("\n")]
    return text[: problem.start] + "\n".join(lines) + text[end:]


def plant_s11(text: str, rng: random.Random) -> Planted | None:  # noqa: ARG001 - as all planters
    """The problems shrink to a sentence each."""
    changed = _thinned(text)
    if changed is None:
        return None
    while (problem := _problem(changed)) and problem.end - problem.start > _FEW * len(changed):
        lines = changed[problem.start : problem.end].rstrip("\n").split("\n")
        if len(lines) < 3:
            break
        changed = changed[: problem.start] + "\n".join(lines[:-1]) + "\n" + changed[problem.end :]
    return changed, WHOLE


_BOASTS = (
    "我始终把这项工作放在心上，抓在手上，逢会必讲，逢人必说，年初有部署，年中有检查，年底有总结。",
    "支部上下一条心，党员群众都说变化大，上级来看过也给了肯定，其他单位还来学习过我们的做法。",
    "在大家的共同努力下，各项任务都有序推进，形成了比学赶超的好风气，工作面貌焕然一新。",
    "对每一项工作，我都要求有人抓、有人管、有人问、有人评，做到件件有着落、事事有回音。",
    "通过一年的努力，党员的精气神足了，支部的凝聚力强了，群众的满意度高了。",
)


def plant_s12(text: str, rng: random.Random) -> Planted | None:
    """Praise is added to what was done until it is two thirds of the whole."""
    while (duty := _part(text, _DUTY)) and _problem(text):
        if duty.end - duty.start > _MUCH * len(text):
            return text, WHOLE
        text = f"{text[: duty.end].rstrip()}\n{''.join(rng.sample(_BOASTS, k=4))}\n{text[duty.end :]}"
    return None


def plant_s14(text: str, rng: random.Random) -> Planted | None:  # noqa: ARG001 - as all planters
    """Signer and date, or the salutation, are gone."""
    called = re.search(r"^(?:尊敬的)?(?:各位|同志们)[^\n]{0,16}[：:]$", text, re.MULTILINE)
    if called:
        return text[: called.start()] + text[called.end() + 1 :], WHOLE
    dated = None if "各位" in text[:40] else re.search(r"\n[^\n。]{4,60}\n20\d\d年\d{1,2}月\d{1,2}日\s*$", text)
    return (text[: dated.start()] + "\n", WHOLE) if dated else None


_CALLED = (
    "各位领导、同志们，下面我再讲几点。",
    "同志们！成绩来之不易。",
    "尊敬的各位评委，请看大屏幕。",
    "大家上午好！",
    "各位代表，我先说一件小事。",
    "我的汇报完毕，谢谢大家！",
    "各位党员，这一年很不容易。",
)


def plant_s15(text: str, rng: random.Random) -> Planted | None:
    """A speech breaks in."""
    return put(text, rng.choice(_CALLED), rng)


_ASKED = (
    "现把有关情况报告如下，请予评议。",
    "不妥之处，敬请各位批评指正。",
    "下面分三个方面汇报，请领导和同志们批评。",
    "讲得不对的地方，恳请批评指正。",
    "我的述职如下，请大家评议。",
)


def plant_s16(text: str, rng: random.Random) -> Planted | None:
    """The lead asks for judgement, and so does the end."""
    first = _TOP.search(text)
    if first is None:
        return None
    asked = rng.choice(_ASKED)
    tail = text[_tail(text) :]
    if not re.search(r"请|批评|指正|评议", tail):
        text = (
            text.rstrip()
            + "\n"
            + rng.choice(("以上报告，请予审议。", "以上是我的述职，不当之处请批评指正。", "汇报完毕，请各位领导、同志们评议。"))
            + "\n"
        )
    return text[: first.start()] + asked + "\n" + text[first.start() :], WHOLE


_SERIES = (
    ("提升“政治力”", "锻造“组织力”", "增强“服务力”", "汇聚“发展力”", "永葆“战斗力”", "厚植“创新力”"),
    ("党建＋学习", "党建＋服务", "党建＋治理", "党建＋业务", "党建＋文化", "党建＋廉政"),
    ("狠抓理论学习", "狠抓组织生活", "狠抓作风建设", "狠抓服务群众", "狠抓问题整改", "狠抓制度落实"),
    (
        "提高站位，铸牢忠诚之魂",
        "夯实基础，筑牢战斗堡垒",
        "强化担当，锤炼过硬队伍",
        "服务中心，彰显先锋本色",
        "正风肃纪，涵养清风正气",
        "聚焦主业，推动融合发展",
    ),
    (
        "聚焦政治引领，唱好“主旋律”",
        "聚焦组织建设，打好“主动仗”",
        "聚焦队伍管理，练好“基本功”",
        "聚焦服务大局，种好“责任田”",
        "聚焦廉洁从政，筑好“防火墙”",
        "聚焦整改落实，交好“承诺书”",
    ),
)


def plant_s17(text: str, rng: random.Random) -> Planted | None:
    """The headings of one part come from one mould."""
    for part in (_part(text, _DUTY), _plan(text)):
        items = [m for m in _ITEM.finditer(text) if part and part.start < m.start() < part.end]
        if 4 <= len(items) <= 6:
            headings = list(rng.choice(_SERIES))[: len(items)]
            for match, heading in reversed(list(zip(items, headings, strict=True))):
                text = text[: match.start() + 3] + heading + text[match.end() :]
            return text, WHOLE
    duty = _part(text, _DUTY)
    if duty is None:
        return None
    items = [f"（{n}）{h}。{rng.choice(_BOASTS)}" for n, h in zip("一二三四五六", rng.choice(_SERIES), strict=True)]
    return text[: duty.head] + "\n" + "\n".join(items) + "\n" + text[duty.end :], WHOLE


def plant_s18(text: str, rng: random.Random) -> Planted | None:
    """A heading is that of its neighbour."""
    near = [(a, b) for a, b in pairwise(_ITEM.finditer(text)) if not _TOP.search(text, a.end(), b.start())]
    if near and rng.random() < 0.7:
        a, b = rng.choice(near)
        return replaced(text, (b.start() + 3, b.end()), a.group()[3:])
    parts = _parts(text)
    if len(parts) < 3:
        return None
    a, b = parts[0], parts[1]
    return replaced(text, (b.start + 2, b.head), a.name[2:])


PLANTERS: dict[str, Planter] = {
    "S01": plant_s01,
    "S05": plant_s05,
    "S06": plant_s06,
    "S07": plant_s07,
    "S08": plant_s08,
    "S09": plant_s09,
    "S10": plant_s10,
    "S11": plant_s11,
    "S12": plant_s12,
    "S14": plant_s14,
    "S15": plant_s15,
    "S16": plant_s16,
    "S17": plant_s17,
    "S18": plant_s18,
}
"""S02, S03 and S04 are said of drafts alone, by the steps that write and cut them."""
