from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.facts.naming import known_names
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind, SentenceKind

_NAMED = re.compile(
    r"^的?(?:活动|品牌|行动|工程|项目|称号|荣誉|示范|工作法|机制|模式|服务队|突击队|先锋|计划|课堂|讲堂|专题|主题|党日|阵地|平台|工作室|服务站|驿站|身份|岗|队|小组|窗口|专栏|联盟|做法|载体|名片|牌子|奖牌?|匾|锦旗|小分队)"
)
_LIKE_A_NAME = re.compile(
    r".{2,8}(?:岗|队|站|室|日|课堂|讲堂|学堂|行动|工程|品牌|联盟|先锋|驿站|热线|直通车|工作法|机制|模式|计划|窗口|小屋|基地|小组|之家|专线|红|银行|示范点|示范户|先进(?:单位|集体|支部)|标兵|党支部)$"
)
"""What is quoted and ends so is hardly anything but a name."""
_NAMING = re.compile(
    r"(?:打造|创建|推出|开展|获评|荣获|命名为?|评为|实施|组建|成立|设立|建立|创新|推行|探索|形成|创设|搭建|建成|办起|组成|编成|亮出|叫响|擦亮|挂出|依托|用好|推广|叫作?|称为|取名)(?:了|出)?[^，。；“]{0,4}$"
)
_QUOTED = re.compile(r"“([^”]{2,30})”")
_DOUBLE = str.maketrans("‘’", "“”")
"""A name with a quotation in it is written with double marks by itself and with single ones inside others."""


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    known = known_names(manuscript, context)
    for line in manuscript.lines():
        if line.kind is SentenceKind.GAP:
            continue
        for match in _QUOTED.finditer(line.text):
            if match[1].translate(_DOUBLE) in known or match[1] in known or _own_words(manuscript, line, match[1]) or _of_a_rule(match[1]):
                continue
            if manuscript.marked or _is_name(line.text, match):
                advice = "如果是活动、品牌、荣誉的名称，请核对；如果只是说法，请去掉引号。"
                yield line.hit(match.span(), f"引号里的“{match[1]}”事实里没有", advice)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """In a document, whose writer may quote what people say, only what is named as an activity, a brand or an honour."""
    spoken = re.search("[，。？！：；我你您]", match[1])
    return not spoken and (_LIKE_A_NAME.match(match[1]) or _NAMED.search(text[match.end() :]) or _NAMING.search(text[: match.start()])) is not None


def _own_words(manuscript: Manuscript, line: Line, quoted: str) -> bool:
    """A proposal or a plan may quote the heading it answers, or a state of mind in the writer's own words."""
    headings = "".join(item.heading for item in manuscript.parts[line.part].items)
    return line.kind is SentenceKind.PROPOSAL or quoted in headings or line.section is SectionKind.PLAN


def _of_a_rule(quoted: str) -> bool:
    """Whether the words are those of a rule on organisational life: 每月相对固定1天."""
    return any(norm.phrase and quoted in norm.phrase for norm in units.norms())


RULE = Rule(
    code="F06",
    name="引号里的名称没有依据",
    level=Level.WARNING,
    about="引号里多是活动、品牌、荣誉的名称。事实里没有，就可能是编的。",
    source="领域手册 §1.7",
    bad=Example("打造“红色引擎”。", facts=("开展“水库一线”活动5次",)),
    good=Example("开展“水库一线”活动。", facts=("开展“水库一线”活动5次",)),
    check=check,
    needs=(Need.FACTS,),
)
