"""F07 a concrete claim about the past that no fact supports: 年初制定了计划 is a claim even without a number.

A clause claims something concrete when it has a verb of doing that leaves a trace (召开, 制定, 走访, 逐条 …). It is supported when the
cited facts (any fact, for a sentence that cites none) hold that verb, or at least half of the clause's pairs of characters.
"""

from __future__ import annotations

import re

from pipeline import units
from pipeline.checks.context import Context, Place, at, places
from pipeline.findings import Finding, Level
from pipeline.report import Report, SectionKind, SentenceKind

_PAST = (SectionKind.LEAD, SectionKind.BASIC, SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT, SectionKind.PROBLEM, SectionKind.CAUSE)
_DOING = re.compile(
    "(?<![不只要应将能会])(?:制定|印发|出台|建立|健全|完善|召开|举办|走访|慰问|约谈|签订|成立|设立|修订|打造|推出|编印|邀请|观看|参观|选派|表彰|获评|荣获|逐章|逐条|逐项|逐字|通报|抽查|排查|"
    "查摆|研究部署|专题研究|听取|主持|带队(?!伍)|讲授|发放|配备|调整|改选|换届|结对|家访|部署|列出|制订|挂牌|搭建|开设|评选|选树|座谈|调研|征求|摸底|梳理|检查了|盘点|"
    "谈心|谈话|签字|督导|督办|汇报|验收|整理|协调|牵头|现场|亲自|多次|反复|每周|每月|定期|年初|月底|第一时间|迅速|按期|如期|及时|(?<!没有)全部|人人|逐一|逐个)"
)
_CLAUSE = re.compile(r"[^，；。！？：、]+")
_GAP = re.compile(r"【待补充：[^】]*】")
ENOUGH = 0.5


def check(report: Report, context: Context) -> list[Finding]:
    kinds = (SentenceKind.FACT, SentenceKind.READING, SentenceKind.STANCE)
    fixed = "\n".join(units.fixed_wordings())
    return [finding for place in places(report, *_PAST) if place.sentence.kind in kinds for finding in _of_sentence(place, context, fixed)]


def _of_sentence(place: Place, context: Context, fixed: str) -> list[Finding]:
    support = context.cited(place.sentence) if place.sentence.facts else context.given
    support += fixed + _headings(context) + "".join(n.phrase for n in units.norms())
    if place.sentence.kind is SentenceKind.READING:
        support += "全部"
    text = _GAP.sub(lambda m: "。" * len(m.group()), place.sentence.text)
    found = []
    for clause in _CLAUSE.finditer(text):
        doing = _DOING.search(clause.group())
        if doing and doing.group() not in support and _share(clause.group(), support) < ENOUGH:
            found.append(
                at(
                    place,
                    "F07",
                    Level.WARNING,
                    clause.span(),
                    f"“{clause.group()}”在你给的事实里找不到依据",
                    "没有做过就删去；确有其事，请补进事实文件再写。",
                )
            )
    return found


def _headings(context: Context) -> str:
    return "".join(i.heading for s in context.plan.sections for i in s.items)


def _share(clause: str, support: str) -> float:
    pairs = [clause[i : i + 2] for i in range(len(clause) - 1)]
    return sum(p in support for p in pairs) / len(pairs) if pairs else 1.0
