from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_N = "[0-9０-９一二三四五六七八九十〇零]"
_ROOM = re.compile(
    rf"{_N}{{1,4}}(?:号楼|栋|幢|座|号院|弄|#楼?)[^，。；、\n0-9]{{0,4}}?(?:{_N}{{1,3}}号楼?)?(?:{_N}{{1,2}}单元)?[^，。；、\n0-9的有共]{{0,3}}?"
    rf"(?:{_N}{{2,4}}(?:室|号)|{_N}{{3,4}}户)(?!(?:会议|活动|办公|党员|谈心|调解|阅览|文件|通知|问题|楼|线))"
    rf"|{_N}{{1,2}}单元[^，。；、\n0-9]{{0,3}}?{_N}{{3,4}}(?:室|号|户)?(?!{_N}|[人名户件次条])"
)
_LIVES = re.compile(
    rf"(?:家住|住在|现住|住址|家庭地址|户籍地址?|居住在|租住在?|搬到|家在|住(?!户))(?:是|为|在|[：:])?(?P<at>[^，。；、：\n]{{2,24}}?{_N}{{1,5}}号)(?!楼|院|线|文|通知|台风)"
)
_HAMLET = re.compile(rf"[\u4e00-\u9fff]{{1,6}}[村寨屯](?:民小组)?[^，。；、\n]{{0,6}}?{_N}{{1,2}}(?:组|队|社){_N}{{1,4}}号")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    taken: list[tuple[int, int]] = []
    for pattern in (_ROOM, _HAMLET, _LIVES):
        for match in pattern.finditer(manuscript.text):
            span = match.span("at") if pattern is _LIVES else match.span()
            if not any(a < span[1] and span[0] < b for a, b in taken):
                taken.append(span)
                yield manuscript.hit(span, f"“{manuscript.text[span[0] : span[1]]}”像是住址", "不写门牌和房号，写到社区、村或小组就够。")


RULE = Rule(
    code="C13",
    name="住址",
    level=Level.WARNING,
    about="写到单元、房号、门牌的，是别人家的住址。3号楼党小组、201会议室、办公地点不算。",
    source="领域手册 §6.4，§8 K30",
    bad=Example("我走访了住在兴旺小区3号楼2单元501室的独居老人。"),
    good=Example("我在3号楼党小组的201会议室开会6次，走访2单元住户18户，看望独居老人12人。"),
    check=check,
)
