"""A fact in the user's telegraphic words → a sentence a secretary would say aloud, with nothing added.

The words stay; what is added is only what grammar asks for: when, who (the secretary or the organisation, in turn), and the stop.
"""

from __future__ import annotations

import re

from pipeline.facts import Evidence
from pipeline.texts.people import ends_in_surname
from pipeline.texts.tidying import tidied
from pipeline.units import UnitType

_TIME = re.compile(r"(\d{1,2}月(\d{1,2}日)?|年初|年底|年末|年中|全年|一年来|上半年|下半年|[一二三四]季度|第[一二三四]季度|暑期|寒假|春节|七一)")
_DURING = re.compile(r"^([^，；。\d]{2,10}?(?:期间|当天|前后))(?![，、的])")
_VERBS = (
    "开展|组织|召开|签订|成立|发展|接收|解决|惠及|完成|修订|清理|获评|荣获|获得|被评|被|帮扶|落实|建立|制定|举办|走访|慰问|培训|选派|选树|设立|设|建成|"
    "新建|改造|推动|推进|协调|化解|处置|办理|办结|接待|收集|征集|印发|编印|发放|参加|参与|承办|撰写|整改|查摆|抽查|讲授|讲|听取|研究|主持|带队|约谈|培养|"
    "确定|吸收|评选|表彰|推荐|配备|选举|补选|划分|组建|结对|联系|报到|服务|实行|实施|推行|创建|打造|排查|梳理|公开|通报|收缴|补助|资助|联合|邀请|安排|集中"
)
_STARTS_WITH_VERB = re.compile(rf"^(?:{_VERBS})")
_STARTS_WITH_PREPOSITION = re.compile(r"^(?:在|对|向|与|为|围绕|按|把|将|针对|通过|依托|结合|利用|以|同|给|从|由)")
_HONOUR = re.compile(r"^(?:获评|荣获|获得|被|入选|评为)")
_MINE = re.compile(r"^(?:我|本人)")
_ORGANISED = re.compile(r"^(?:组织|开展|召开|举办)")
_ECHO = re.compile(r"^组织学习([^，；。]{2,30}?)(集中学习|专题学习|学习研讨)")
_NOUN_COUNT = re.compile(r"^[^，；。]{2,20}?\d+(?:余|多)?(?:次|篇|人次|场|期|堂|节|件)$")
_SECRETARY = re.compile(
    r"(?<![村镇乡县市区省委部支副原老任党会第一各名个位团组格校院兼司教职道织借图读总])书记"
    r"(?!项目|院长|校长|们|员|处|岗|职|抓|签字|例会|论坛|点评|领航|通道|信箱|热线|接待|谈心日|面对面|茶座|课堂|工作室|培训|录(?!\d)|[、和同与](?:主任|校长|院长|董事长|厂长|经理)|$)"
)
_QUOTED = re.compile(r"(“[^”]*”|《[^》]*》)")
_SUBJECT = r"(?:全体|各|党员|支部|支委|党小组|班子|青年|老党员|教师|职工|医护|志愿|我|\d+名|\d+个)"
_BARE_SUBJECT = re.compile(rf"^{_SUBJECT}")
_SUBJECT_LATER = re.compile(rf"^[^，；。]{{2,16}}，{_SUBJECT}")


def said(evidence: Evidence, unit_type: UnitType, place: int) -> str:
    """Return ``evidence`` as one sentence. ``place`` is its place in the item: who and when are said differently in turn."""
    text = in_first_person(_ECHO.sub(r"组织\1\2", tidy(evidence.text)))
    month = _month(evidence.when) if not _TIME.search(text) else ""
    during = _DURING.match(text)
    if during:
        return f"{month}{during.group(1)}，{text[during.end() :]}。"
    if _TIME.match(text) or _MINE.match(text):
        return f"{_then(month)}{text}。"
    return f"{_opened(text, month, unit_type, place)}。"


def tidy(text: str) -> str:
    """The user's words with the punctuation of Chinese prose, and without a stop at the end."""
    return tidied(text).rstrip("。；，;,. ")


def in_first_person(text: str) -> str:
    """书记走访214户 → 我走访214户: in the secretary's own notes 书记 is the one who speaks."""
    pieces = _QUOTED.split(text)
    return "".join(piece if i % 2 else _SECRETARY.sub(_me, piece) for i, piece in enumerate(pieces))


def _me(secretary: re.Match[str]) -> str:
    """周书记 is somebody by name, maybe another secretary: who that is the user knows."""
    return secretary[0] if ends_in_surname(secretary.string[: secretary.start()]) else "我"


def _opened(text: str, month: str, unit_type: UnitType, place: int) -> str:
    first = re.split(r"[，；。]", text, maxsplit=1)[0]
    if _HONOUR.match(text):
        return f"{_then(month)}我们{text}"
    if _STARTS_WITH_PREPOSITION.match(text) and not _SUBJECT_LATER.match(text):
        return f"{_then(month)}{unit_type.calls.organisation}{text}"
    if _STARTS_WITH_VERB.match(text) and not _is_name_of_activity(first):
        return _with_doer(text, month, unit_type, place)
    if month or _TIME.search(text) or _BARE_SUBJECT.match(text) or not _NOUN_COUNT.match(first):
        return f"{_then(month)}{text}"
    return f"{('全年', '一年下来，')[place % 2]}{text}"


def _with_doer(text: str, month: str, unit_type: UnitType, place: int) -> str:
    if _ORGANISED.match(text) and (month or place % 2 == 0):
        return f"{_then(month)}我{'' if text.startswith('组织') else '组织'}{text.replace('，我', '，')}"
    if month:
        return f"{_then(month)}{text}"
    return f"{('全年', '一年来，', unit_type.calls.organisation + '全年')[place % 3]}{text}"


def _is_name_of_activity(clause: str) -> bool:
    """服务队出动12次, 培训班3期: the verb is part of a name."""
    return bool(re.match(r"^(?:服务|培训|联系|联合|集中|志愿)(?:队|班|点|站|会|学习|党|支)", clause))


def _then(month: str) -> str:
    return f"{month}，" if month else ""


def _month(when: str | None) -> str:
    """2025-07 → 7月, 2025-07-01 → 7月1日; other words of time as they are, years alone not at all."""
    if not when:
        return ""
    match = re.fullmatch(r"\d{4}[-./年](\d{1,2})(?:[-./月](\d{1,2})?日?)?", when.strip())
    if match:
        day = f"{int(match.group(2))}日" if match.group(2) else ""
        return f"{int(match.group(1))}月{day}"
    return "" if re.fullmatch(r"\d{4}年?", when.strip()) else when.strip()
