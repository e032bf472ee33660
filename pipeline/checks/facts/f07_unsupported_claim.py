from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind, SentenceKind

_PAST = (
    SectionKind.LEAD,
    SectionKind.BASIC,
    SectionKind.DUTY,
    SectionKind.RECTIFY,
    SectionKind.PROJECT,
    SectionKind.PROBLEM,
    SectionKind.CAUSE,
)
_CLAIMING = (SentenceKind.FACT, SentenceKind.READING, SentenceKind.STANCE, None)
_DOING = re.compile(
    "(?<![不只要应将能会])(?:制定|印发|出台|建立|健全|完善|召开|举办|走访|慰问|约谈|签订|成立|设立|修订|打造|推出|编印|邀请|观看|参观|选派|表彰|获评|荣获|逐章|逐条|逐项|逐字|通报|抽查|排查|"
    "查摆|研究部署|专题研究|听取|主持|带队(?!伍)|讲授|发放|配备|调整|改选|换届|结对|家访|部署|列出|制订|挂牌|搭建|开设|评选|选树|座谈|调研|征求|摸底|梳理|检查了|盘点|"
    "谈心|谈话|签字|督导|督办|汇报|验收|整理|协调|牵头|现场|亲自|多次|反复|每周|每月|定期|年初|月底|第一时间|迅速|按期|如期|及时|(?<!没有)全部|人人|逐一|逐个)"
)
_LEFT_A_TRACE = re.compile(
    r"(?<!没有)(?<!没)(?:签|设|印|编|请|聘|评|捐|组织|举行|发|奖|表彰)了(?!销号|字)|上了[^，。；]{2,8}课|请[^，。；]{2,10}来(?:[^，。；]{0,4}(?:讲|上|授|做|作))"
)
"""Verbs of every day, which leave a trace too; they claim something only where nothing else of the clause is in the facts."""
_CLAUSE = re.compile(r"[^，；。！？：、]+")
_GAP = re.compile(r"【待补充：[^】]*】")
ENOUGH = 0.5
_HARDLY = 0.4


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """A clause with a verb that leaves a trace is supported where the cited facts (any, for a sentence that cites none) hold that verb, or
    at least half of the clause's pairs of characters.
    """
    always = "\n".join(units.fixed_wordings()) + _headings(context) + "".join(n.phrase for n in units.norms())
    for line in manuscript.lines(*_PAST):
        if line.kind in _CLAIMING:
            # A user's own report may tell more than the facts file; a draft of ours may not.
            yield from _of_line(line, context, always, None if manuscript.marked else Level.INFO)


def _of_line(line: Line, context: Context, always: str, level: Level | None) -> Iterator[Hit]:
    support = (context.cited(line.facts) if line.facts else context.given) + always
    if line.kind is SentenceKind.READING:
        support += "全部"
    text = _GAP.sub(lambda m: "。" * len(m.group()), line.text)
    for clause in _CLAUSE.finditer(text):
        doing = _DOING.search(clause.group())
        if doing is None and _LEFT_A_TRACE.search(clause.group()) and _open_claim(line, clause.group()) and _share(clause.group(), support) < _HARDLY:
            message = f"“{clause.group()}”在你给的事实里找不到依据"
            yield line.hit(clause.span(), message, "没有做过就删去；确有其事，请补进事实文件再写。", level)
        if doing and doing.group() not in support and _share(clause.group(), support) < ENOUGH:
            message = f"“{clause.group()}”在你给的事实里找不到依据"
            yield line.hit(clause.span(), message, "没有做过就删去；确有其事，请补进事实文件再写。", level)


def _open_claim(line: Line, clause: str) -> bool:
    """Whether a clause of a user's own report tells what was done, with no number, which other rules would hold against the facts."""
    return line.kind is None and line.section in (SectionKind.DUTY, SectionKind.PROJECT) and not re.search(r"\d", clause)


def _headings(context: Context) -> str:
    return "".join(i.heading for s in context.plan.sections for i in s.items) if context.plan else ""


def _share(clause: str, support: str) -> float:
    pairs = [clause[i : i + 2] for i in range(len(clause) - 1)]
    return sum(p in support for p in pairs) / len(pairs) if pairs else 1.0


RULE = Rule(
    code="F07",
    name="没有依据的做法",
    level=Level.WARNING,
    about="没有数字的话也可能是编的：“年初制定了计划”是一件具体的事。做过的事要在事实里找得到。",
    source="领域手册 §1.7",
    bad=Example("年初制定了工作计划。", facts=("党员报到28人次",)),
    good=Example("我把支部的事看得很重。", facts=("党员报到28人次",)),
    check=check,
    needs=(Need.FACTS,),
)
