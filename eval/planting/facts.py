"""Faults of fact, planted into a clean report: what a tired clerk gets wrong when numbers are copied from list to text.

A planter changes the text alone and says where; it knows nothing of how the rules look for the fault.
"""

from __future__ import annotations

import random
import re

from planting.places import Planted, Planter, Span

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
    """Two numbers of the same measure change places, far from each other; to point at either is to have found it."""
    places = _counts(text, 6)
    once = [m for m in places if text.count(m[1]) == 1]
    near = [(a, b) for a in once for b in once if a[2] == b[2] and b.start() - a.end() > 150]
    if not near:
        return None
    a, b = rng.choice(near)
    changed = text[: a.start(1)] + b[1] + text[a.end(1) : b.start(1)] + a[1] + text[b.end(1) :]
    return changed, (a.start(1), b.end(1))


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


_PROBLEM = re.compile(r"^.{0,6}(?:存在|不足|短板|差距|主要问题|突出问题|问题(?:和|与|及)).{0,12}$", re.MULTILINE)
_HELD = re.compile(r"(?<![我讲另合题上])(支部党员大会|党员大会|支委会|主题党日|党课)[^，。；、\d]{0,4}?(\d{1,2})[次堂]")
_AGAIN = (
    "{name}全年只开了{n}次，记录也不全。",
    "全年{n}次{name}，多数是我念材料。",
    "年底一翻记录，{name}实际开了{n}次，签到还有空的。",
    "{n}次{name}中，我认真准备的不到一半。",
    "{name}一年办了{n}次，议得不深。",
    "一年{n}次{name}，散会就算完，没有人问结果。",
    "{name}全年{n}次，到会的人一次比一次少。",
)


def plant_f09(text: str, rng: random.Random) -> Planted | None:
    """Among the problems, a form of organisational life is told again with another number than before."""
    heading = next((m for m in _PROBLEM.finditer(text) if m.start() > 300), None)
    if heading is None:
        return None
    held = [m for m in _HELD.finditer(text, 0, heading.start()) if int(m[2]) >= 3]
    place = text.find("。\n", heading.end() + 40)
    if not held or place < 0:
        return None
    match = rng.choice(held)
    other = int(match[2]) + rng.choice((-2, -1, 1, 2))
    added = rng.choice(_AGAIN).format(name=match[1], n=other)
    return text[: place + 1] + added + text[place + 1 :], (place + 1, place + 1 + len(added))


_AFTER_DUTY = re.compile(r"^.{0,16}(?:问题|不足|短板|整改|上年|去年|上一年|差距|回应|反馈).{0,16}$", re.MULTILINE)


def _put(text: str, added: str, rng: random.Random) -> Planted | None:
    """``added`` behind a sentence in the middle of a paragraph of what was done, and where it stands."""
    heading = next((m for m in _AFTER_DUTY.finditer(text) if m.start() > 300), None)
    done = text[: heading.start()] if heading else ""
    places = [m.end() for m in re.finditer(r"[^。\n]{12,}。(?=[^\n])", done) if m.start() > 150]
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + added + text[place:], (place, place + len(added))


_SUMS = (
    "支部书记、委员等骨干共{a}人，其中男{b}人、女{c}人。",
    "年内收到群众建议{a}条，当场回复{b}条，其余{c}条转有关单位。",
    "排查风险隐患{b2}处，整改{a2}处。",
    "入户走访{d}户、电话走访{b}户，合计{a}户。",
    "线上参学率由{p}%提高到{q}%，提高{r}个百分点。",
    "谈心谈话{a}人次，其中班子成员之间{b}人次、同普通党员{c}人次。",
    "专题学习应到{a}人次，实到{b}人次，缺席{d}人次。",
    "公开栏由{a}块减少到{b}块，减少{d}块。",
    "新修订制度{b2}项，其中财务类的{a2}项。",
    "报名的党员有{a}名，年轻党员{b}名，占{w}%。",
    "一共{a}张选票，发给{b}名到会党员和{c}名视频参会的党员，分别是{b}张、{c}张。",
    "支部{a}名党员里，男同志{b}名，女同志{c}名。",
    "意见箱收到建议{b2}条，采纳{a2}条。",
    "党费收缴率从{p}%降到{q}%。",
    "走访的{a}户里，脱贫户{b}户，剩下的{d}户是一般农户。",
    "上半年谈话{b}人次，下半年谈话{d}人次，全年共{a}人次。",
)


def plant_f10(text: str, rng: random.Random) -> Planted | None:
    """A sentence of numbers that do not add up."""
    a, b = rng.randint(31, 60), rng.randint(12, 26)
    c, d = a - b + rng.choice((2, 3)), a - b - rng.choice((2, 3))
    p, q = rng.randint(60, 75), rng.randint(82, 96)
    w = round(100 * b / a) + rng.choice((-9, 8))
    numbers = {"a": a, "b": b, "c": c, "d": d, "a2": b + 2, "b2": b, "p": p, "q": q, "r": q - p + rng.choice((-3, 2)), "w": w}
    return _put(text, rng.choice(_SUMS).format(**numbers), rng)


_UNLIKELY = (
    "主题党日平均到会率达到{over}%。",
    "群众满意率为{over}%，在全县排在前列。",
    "政策宣讲办了{n}场，听众{few}人。",
    "先后举办技能培训{n}期，参加人员{few}人次。",
    "支部理论学习中心组学习{many}次，次次有记录。",
    "2月30日，我带支委到结对村走访。",
    "支委会全年开了{many}次，大小事都上会。",
    "组织生活会上的意见整改率{over}%。",
    "法律知识讲座{n}场，受益群众{few}人次。",
    "4月31日，支部组织清明祭扫。",
    "党员出席率{over}%，比哪个支部都高。",
    "主题党日开展了{many}次，月月都有新样。",
    "广场普法{n}场次，惠及{few}人。",
    "9月31日晚上，支部开了专题组织生活会。",
    "党费按时缴纳率为{over}%。",
)


def plant_f11(text: str, rng: random.Random) -> Planted | None:
    """A number that cannot be, or hardly ever is."""
    few = rng.randint(8, 20)
    added = rng.choice(_UNLIKELY).format(over=rng.randint(101, 130), n=few + rng.randint(2, 20), few=few, many=rng.randint(62, 110))
    return _put(text, added, rng)


_EARLY = (
    "{m}月，我主持支委会研究全年工作。",
    "{m}月初，我带党员到敬老院打扫了一天。",
    "我在{m}月给全体党员讲了开年第一课。",
    "{m}月支部开展学雷锋活动，我全程参加。",
    "{m}月下旬，支部组织党员参观廉政基地。",
    "到了{m}月，我牵头把党员活动室修了一遍。",
    "支部{m}月15日召开党员大会，我作了工作报告。",
    "{m}月里，我挨家走访了困难党员。",
)


def plant_f12(text: str, rng: random.Random) -> Planted | None:
    """The secretary's term is moved into the autumn of the year, so that what was done before is another's."""
    year = re.search(r"20\d\d", text)
    match = re.search(r"(20\d\d)年\d{1,2}月(?=[^。]{0,30}书记)", text)
    if year is None or match is None or match.start() > 700:
        return None
    changed = text[: match.start()] + f"{year[0]}年9月" + text[match.end() :]
    planted = _put(changed, rng.choice(_EARLY).format(m=rng.randint(2, 6)), rng)
    return (*planted[:2], {"facts": "none"}) if planted else None


_OLD = (
    "{y}年全年集中学习{n}次，交流发言{k}人次。",
    "{y}年，我同党员谈心{k}人次，走访困难群众{n}户。",
    "支部{y}年办实事{n}件，受益群众{k}人。",
    "{y}年6月，支部组织志愿服务{n}次，{k}人次参加。",
    "{y}年开展警示教育{n}次，签订承诺书{k}份。",
    "{y}年下半年，党员领办民生小事{n}件，{k}人出了力。",
    "支部书记{y}年讲党课{n}次，听课{k}人次。",
    "全支部{y}年共交流心得{k}篇，评出优秀{n}篇。",
)


def plant_f13(text: str, rng: random.Random) -> Planted | None:
    """Numbers of an earlier year among this year's work."""
    year = re.search(r"20\d\d", text)
    if year is None:
        return None
    return _put(text, rng.choice(_OLD).format(y=int(year[0]) - rng.randint(1, 3), n=rng.randint(3, 14), k=rng.randint(16, 90)), rng)


_RHYTHMS = (
    "专题研讨每季度安排1次，全年{wrong4}次。",
    "支委会每月召开1次，全年共{wrong12}次。",
    "我每月下一次基层，一年{wrong12}次。",
    "党务公开每季度1期，全年共{wrong4}期。",
    "廉政提醒每半年开展1次，全年不少于{wrong4}次。",
    "青年夜学每周1次，全年{wrong52}次。",
    "每月组织1次集中学习，全年不少于{over12}次。",
    "谈心日每月固定1次，一年共{wrong12}次。",
    "意识形态分析研判每季度1次，年内开展{wrong4}次。",
    "党员政治生日每季度过1次，全年合计{wrong4}次。",
)


def plant_f14(text: str, rng: random.Random) -> Planted | None:
    """A rhythm, and a year's number that it cannot make."""
    numbers = {
        "wrong4": rng.choice((6, 7, 9)),
        "wrong12": rng.choice((7, 8, 16)),
        "wrong52": rng.choice((20, 80)),
        "over12": rng.choice((15, 18, 20)),
    }
    return _put(text, rng.choice(_RHYTHMS).format(**numbers), rng)


_NAMES = (
    "我带支委到柳荫湾社区看了两回居民食堂。",
    "支部同杏林坳村签了共建约定，每季走动一回。",
    "党员照着《党委会的工作方法》找差距，讨论了半天。",
    "我到松涛岭乡蹲点，住在老乡家里。",
    "支委带着青年党员去澜河镇看了易地搬迁点。",
    "支部组织党员读《焦裕禄在兰考》，边读边议。",
    "党员到青杨路街道帮着发过冬物资。",
    "支部请玉泉山医院的医生来讲急救。",
)


def plant_f05(text: str, rng: random.Random) -> Planted | None:
    """A place, a unit or a document that nobody gave."""
    return _put(text, rng.choice(_NAMES), rng)


_BRANDS = (
    "支部打造“金穗先锋”服务品牌，群众都叫好。",
    "我牵头推出“五色工作法”，上级来看过。",
    "党员中开展“亮灯一小时”活动，效果不错。",
    "支部获评“星火示范支部”，牌子挂在门口。",
    "我们成立“映山红突击队”，难事都往前冲。",
    "支部建立“三问三答”机制，群众有话说得上。",
    "我们办起“板凳课堂”，党员轮着讲。",
    "支部实施“暖巷”工程，把小事办到家门口。",
)


def plant_f06(text: str, rng: random.Random) -> Planted | None:
    """A brand in quotation marks that nobody gave."""
    return _put(text, rng.choice(_BRANDS), rng)


_CLAIMS = (
    "年初制定党员教育培训规划，逐月督办落实情况。",
    "我多次约谈后进党员，逐一签订转化承诺。",
    "邀请党校教授作辅导报告，组织全体党员观看廉政影片。",
    "印发支部考核细则，每月通报得分排名。",
    "出台容错纠错实施细则，表彰敢担当的党员。",
    "走访驻地企业，征求纳税户对党员窗口的看法。",
    "修订支部议事规程，完善双重组织生活登记簿。",
)


def plant_f07(text: str, rng: random.Random) -> Planted | None:
    """Something said to be done, without a number, that nobody gave."""
    return _put(text, rng.choice(_CLAIMS), rng)


def plant_f15(text: str, rng: random.Random) -> Planted | None:
    """Half of the meetings that the rules ask for, and not a word of it among the problems."""
    heading = next((m for m in _PROBLEM.finditer(text) if m.start() > 300), None)
    if heading is None or "党支部" not in text[:60] + text[-60:]:
        return None
    held = [m for m in _HELD.finditer(text, 0, heading.start()) if m[1] != "党课" and int(m[2]) >= 4]
    held = [m for m in held if m[1].removeprefix("支部") not in text[m.end() :]]
    if not held:
        return None
    match = rng.choice(held)
    few = str(int(match[2]) // 2)
    return _replaced(text, match.span(2), few)


PLANTERS: dict[str, Planter] = {
    "F01": plant_f01,
    "F02": plant_f02,
    "F04": plant_f04,
    "F05": plant_f05,
    "F06": plant_f06,
    "F07": plant_f07,
    "F08": plant_f08,
    "F09": plant_f09,
    "F10": plant_f10,
    "F11": plant_f11,
    "F12": plant_f12,
    "F13": plant_f13,
    "F14": plant_f14,
    "F15": plant_f15,
}
