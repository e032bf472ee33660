from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript, Part
from pipeline.checks.problems.words import anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_DONE = re.compile(r"(?:已|均已|全部|都已|基本)(?:经)?(?:全部)?(?:整改|完成整改|整改完成|整改到位|落实|解决)(?:完成|到位|完毕)?")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for part in manuscript.of(SectionKind.RECTIFY):
        lines = [line for item in part.items for line in item.lines]
        if lines and "【待补充" not in part.text and not any(anchors(line.text) for line in lines):
            line = next(line for line in lines if _DONE.search(line.text) or line is lines[-1])
            advice = "逐条写：去年的问题是什么、今年做了什么、数字变成了多少、还剩什么。"
            yield line.hit((0, len(line.text)), "上年问题只说改了，没有一个数字、日期或事例", advice)
            continue
        yield from _each(part)


_VAGUE = re.compile(
    r"(?:明显|很大|较大|显著|有效|初步|根本|彻底)(?:的)?(?:改善|好转|改观|提升|加强|转变|成效|进步|扭转|改变)|阶段性成[效果]|持续推进|(?:已|都|均|全部)(?:经)?(?:按要求)?(?:抓好)?(?:销号|落实|整改|到位)(?:了|到位|完毕|完成)?|"
    r"得到(?:了)?(?:解决|落实|加强|规范|改善|扭转)|比较满意|高度重视|举一反三|抓好落实|更(?:加)?(?:科学|规范|完善|合理|扎实|有效)了?|(?:反映|评价|反响|效果|口碑)(?:很|较|比较|挺|都|还)?(?:不错|好|良好)|(?:引起|经过)(?:了)?[^，。；]{0,8}(?:警觉|重视|努力)|大有(?:起色|好转|改观)|上了(?:一个)?(?:新)?台阶"
)
_FULL = re.compile(r"[一-龥]{2,}[。；]")


def _each(part: Part) -> Iterator[Hit]:
    """Sentences that say of one of several problems only that it is better."""
    for item in part.items:
        for number, line in enumerate(item.lines):
            vague = _VAGUE.search(line.text)
            near = item.lines[max(0, number - 1) : number + 2]
            if vague and _FULL.search(line.text) and not any(told(other.text) for other in near):
                advice = "写明做了什么、数字变成了多少、还剩什么。"
                yield line.hit(vague.span(), f"这一条只说“{vague.group()}”，没有一个数字、日期或事例", advice)
                break


def told(text: str) -> bool:
    """Whether a sentence tells anything of what was done, beside how many problems there were (给支部提了两条意见)."""
    return any(not _HOW_MANY.match(text, start) for start, _ in anchors(text))


_HOW_MANY = re.compile(r"[\d一二两三四五六七八九十]+(?:条|个|点|项|方面)(?:意见|问题|不足|建议)")

RULE = Rule(
    code="P13",
    name="整改含糊",
    level=Level.WARNING,
    about="上年的问题是在场的人点的，只写“已整改到位”，会被当场追问改了什么。",
    source="领域手册 §1.3、§8 K14 [A4][A17]",
    bad=Example("上年点评的三个问题均已整改到位，取得明显成效。", section=SectionKind.RECTIFY),
    good=Example("上年点评“走访少”：今年我走访了9次，去年是3次，解决问题4件。", section=SectionKind.RECTIFY),
    check=check,
)
