"""Faults of typography, planted into a clean report: what pasting, deleting and quick typing leave behind."""

from __future__ import annotations

import random
import re

from planting.places import Planted, Planter, paragraphs, put, replaced, somewhere

_LEFT = (
    "共走访困难群众XX户。",
    "支部在20XX年被评为先进。",
    "办成实事***件。",
    "我在__村蹲点。",
    "（注：以上数据请核实）",
    "开展活动×次，参加×人。",
    "作为一个AI语言模型，我建议加强学习。",
    "网页3提到的做法值得借鉴。",
    "此处填写具体事例。",
    "某某单位党支部前来观摩。",
    "更多范文请看www.example.com。",
    "党员{数}名全部参加。",
)


def plant_t01(text: str, rng: random.Random) -> Planted | None:
    """A value not filled in, or a word of whoever wrote the template."""
    return put(text, rng.choice(_LEFT), rng)


def plant_t02(text: str, rng: random.Random) -> Planted | None:
    """One half of a pair is lost, or comes twice."""
    pairs = [m for m in (somewhere(text, p, rng) for p in ("“[^“”\n]{2,12}”", "《[^《》\n]{2,30}》", "（[^（）\n]{2,20}）")) if m]
    if not pairs:
        return put(text, rng.choice(("我领读了《党章三遍。", "牌子上写着“有事找我，真管用。", "都记在本子上（每月一页。")), rng)
    match = rng.choice(pairs)
    way = rng.randrange(3)
    new = (match.group()[1:], match.group()[:-1], match.group() + match.group()[-1])[way]
    changed, _ = replaced(text, match.span(), new)
    return changed, (match.start(), match.start() + len(new) + 8)


_QUOTED = (
    '支部办起"小巷议事会"，居民都来。',
    "我提出‘先学一步、多学一点’。",
    "党员中开展「三亮」活动。",
    "大家把它叫作“民生“小账本”工程”，一笔一笔记。",
    '“先锋岗"挂牌9块。',
    "支部推行『周五见』，雷打不动。",
    "我们喊出”马上就办“的口号。",
)


def plant_t03(text: str, rng: random.Random) -> Planted | None:
    """Quotation marks of another kind, or the wrong way round."""
    return put(text, rng.choice(_QUOTED), rng)


_CHAINS = (
    "年内抓了三件小事：一是修门，三是换灯。",
    "我的体会有两条，一是要早，一是要实。",
    "做法主要是：一是包片；二是定时；二是公示。",
    "会上定了：一是每月见面；二是每季报账；四是年底评比。",
    "第一，把人找齐；第三，把账理清。",
)


def plant_t04(text: str, rng: random.Random) -> Planted | None:
    """A number is changed: at a heading, or in a chain."""
    headings = list(re.finditer(r"^(?:（)?([二三四])(?=[、）])", text, re.MULTILINE))
    if headings and rng.random() < 0.6:
        match = rng.choice(headings)
        new = {"二": "三四", "三": "二四五", "四": "三五六"}[match[1]]
        return replaced(text, match.span(1), rng.choice(new))
    return put(text, rng.choice(_CHAINS), rng)


def plant_t05(text: str, rng: random.Random) -> Planted | None:
    """All marks of one level in another form."""
    forms = [
        (r"^([一二三四五六七])、", (r"\1.", r"\1，", r"\1．", r"\1 、")),
        (r"^（([一二三四五六七])）", (r"(\1)", r"〔\1〕", r"（\1）、", r"[\1]")),
        (r"^(\d{1,2})\.", (r"\1、", r"\1 ．")),
    ]
    forms = [(pattern, ways) for pattern, ways in forms if re.search(pattern, text, re.MULTILINE)]
    if not forms:
        return None
    pattern, ways = rng.choice(forms)
    changed = re.sub(pattern, rng.choice(ways), text, flags=re.MULTILINE)
    at = re.search(pattern, text, re.MULTILINE)
    return changed, (at.start(), at.start() + 6) if at else (0, 6)


def plant_t06(text: str, rng: random.Random) -> Planted | None:
    """A mark behind a heading that stands on its own line."""
    headings = list(re.finditer(r"^(?:[一二三四五六]、|（[一二三四五六]）)[^。；：！？，\n]{2,24}$(?=\n.{40,})", text, re.MULTILINE))
    if not headings:
        return None
    match = rng.choice(headings)
    return replaced(text, match.span(), match.group() + rng.choice("。：；，"))


_BREATHLESS = (
    "我始终把抓好党建作为最大的政绩自觉扛在肩上落在行动里，坚持每个月到支部听一次课跟党员谈一次心帮群众办一件事，坚持把学习成果变成解决问题的办法，坚持把群众的急难愁盼当成自己的家务事来办，坚持年初建账年中查账年底交账，坚持不搞形式不走过场",
    "围绕党员反映最集中的学习枯燥活动单一服务不实三个老问题，我同支委一道先后跑了东片西片南片北片共计十九个点位，又请老党员代表青年党员代表流动党员代表坐在一起谈了三个晚上，最后把大家的话归成一张单子交给支部党员大会逐条讨论逐条表决逐条落实到人",
    "从年初制定计划到年底总结评比，从书记带头讲课到党员轮流领学，从线上打卡到线下研讨，从机关会议室到田间地头农家院坝，我都要求支部一环扣一环地抓，一项接一项地推，一人盯一人地管，确保不漏一人不缺一课不少一次，真正让每名党员学有所获干有所成",
    "为了让党员管理不再只停留在一张花名册和一个微信群里，我请组织委员把全体党员按年龄岗位住址特长四个方面重新归类登记造册，再由党小组长按类别分头联系分头约谈分头派活，每个季度把联系情况谈话内容派活结果汇到支部来由我逐条过目逐条签字逐条回复",
    "在推进党建品牌建设的过程中，我注重把单位历史沿革和行业特点以及职工群众的现实需要结合起来考虑，既不贪大求全也不照抄照搬别人的现成经验，而是请退休老同志讲过去请一线职工谈现在请青年党员想将来，在反复讨论反复修改反复试行的基础上才最终确定下来",
)


def plant_t07(text: str, rng: random.Random) -> Planted | None:
    """A sentence nobody can read aloud."""
    return put(text, rng.choice(_BREATHLESS) + "。", rng)


def plant_t08(text: str, rng: random.Random) -> Planted | None:
    """Full-width marks of a paragraph in half width."""
    match = somewhere(text, r"[\u4e00-\u9fff][，；：][\u4e00-\u9fff]|（[^（）\n]{2,20}）", rng)
    if match is None:
        return None
    return replaced(text, match.span(), match.group().translate(str.maketrans("，；：（）", ",;:()")))


def plant_t09(text: str, rng: random.Random) -> Planted | None:
    """A number in full width."""
    match = somewhere(text, r"(?<!\d)\d{1,4}(?![\d.])", rng)
    return replaced(text, match.span(), match.group().translate(str.maketrans("0123456789", "０１２３４５６７８９"))) if match else None


def plant_t10(text: str, rng: random.Random) -> Planted | None:
    """A character or a word typed twice."""
    word = rng.choice(("支部", "党员", "群众", "组织", "书记", "活动", "工作", "会议", "的", "了", "在"))
    match = somewhere(text, rf"(?<=[\u4e00-\u9fff]){word}(?=[，。\u4e00-\u9fff])", rng)
    return replaced(text, match.span(), match.group() * 2) if match else None


def plant_t11(text: str, rng: random.Random) -> Planted | None:
    """The last mark of a paragraph is lost, or only a comma is left, with or without half of the last sentence."""
    found = paragraphs(text)
    if not found:
        return None
    start, end = rng.choice(found)
    way = rng.randrange(3)
    if way == 0:
        return text[: end - 1] + text[end:], (max(start, end - 12), end - 1)
    if way == 1:
        return text[: end - 1] + rng.choice("，、") + text[end:], (max(start, end - 12), end)
    return text[: end - 8] + text[end:], (max(start, end - 20), end - 8)


def plant_t12(text: str, rng: random.Random) -> Planted | None:
    """Two marks together, or an empty pair."""
    if rng.random() < 0.3:
        return put(
            text, rng.choice(("活动以“”为主题，党员都来。", "收集意见（ ）条。", "领学《》两遍。", "此事已办妥。。。", "意见很多...都记下了。")), rng
        )
    match = somewhere(text, r"(?<=[\u4e00-\u9fff])[，。](?=[\u4e00-\u9fff])", rng)
    return replaced(text, match.span(), rng.choice(("，，", "。。", "，。", "。，", "、，", "；。", "，、"))) if match else None


def plant_t13(text: str, rng: random.Random) -> Planted | None:
    """A space inside a word, or in front of a mark."""
    word = rng.choice(("支部", "党员", "组织", "学习", "工作", "群众", "会议", "问题", "书记"))
    match = somewhere(text, rf"(?<![“《])(?:{word}|[\u4e00-\u9fff]，)", rng)
    if match is None:
        return None
    return replaced(text, match.span(), match.group()[0] + rng.choice((" ", "  ", "\u3000")) + match.group()[1:])


_DATED = (
    "22年底，支部搬进新阵地。",
    "2023.6.15，支部开会定了方案。",
    "08月，我到省里培训了5天。",
    "5月4号，青年党员讲了团课。",
    "二〇二二年，支部换了届。",
    "培训计划（2021-2025年）我逐条看过。",
    "2022/3/1支部成立，我做了动员。",
    "每人每年听课2-3次。",
    "21年6月起，支部一直联系这个村。",
    "六月三十日，老党员戴上了纪念章。",
    "24年度的账，我逐笔核过。",
)


def plant_t14(text: str, rng: random.Random) -> Planted | None:
    """A date or a range as it is said or typed, not as it is set."""
    return put(text, rng.choice(_DATED), rng)


_SOUND = "37 26 35 28"
_SET: tuple[dict[str, str], ...] = (
    {"margins": "25.4 31.8 25.4 31.8"},
    {"margins": "25.4 25.4 25.4 25.4"},
    {"margins": _SOUND, "paper": "215.9 279.4"},
    {"margins": "26 37 28 35", "paper": "297 210"},
    {"margins": _SOUND, "size": "12"},
    {"margins": _SOUND, "size": "14"},
    {"margins": _SOUND, "size": "10.5"},
    {"margins": _SOUND, "font": "宋体"},
    {"margins": _SOUND, "font": "微软雅黑"},
    {"margins": _SOUND, "indented": "9"},
    {"margins": _SOUND, "empty": "5"},
    {"margins": _SOUND, "coloured": "64"},
)


def plant_t15(text: str, rng: random.Random) -> tuple[str, tuple[int, int], dict[str, str]]:
    """A page as Word sets it by itself, or placed by hand."""
    return text, (-1, -1), dict(rng.choice(_SET))


PLANTERS: dict[str, Planter] = {
    "T01": plant_t01,
    "T02": plant_t02,
    "T03": plant_t03,
    "T04": plant_t04,
    "T05": plant_t05,
    "T06": plant_t06,
    "T07": plant_t07,
    "T08": plant_t08,
    "T09": plant_t09,
    "T10": plant_t10,
    "T11": plant_t11,
    "T12": plant_t12,
    "T13": plant_t13,
    "T14": plant_t14,
    "T15": plant_t15,
}
