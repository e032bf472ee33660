from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.facts.counts import counts
from pipeline.checks.facts.years import took_post
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.units import Norm

_DONE = (SectionKind.LEAD, SectionKind.BASIC, SectionKind.DUTY, SectionKind.PROJECT)
_ADMITTED = (SectionKind.PROBLEM, SectionKind.CAUSE)
_NEARLY = 0.8
_MISSING = re.compile(r"(?:停|少|缺|漏|欠)[^，。；\d]{0,4}(\d{1,2})次")
_GOES_ON = re.compile(r"(?:其中|另|有)?(?:\d{1,2}月|少|缺|漏|停|欠|应|比|没|未|因)|其中|(?:上|下)半年|[一二三四]季度|(?:疫情|寒|暑|汛|春|农忙)")
"""How a clause begins that tells more of the same: 主题党日11次，8月停了1次."""
_TOO_FEW = re.compile(
    r"漏|缺|停|断|空|欠|补|少(?:开|办|了)|[没未](?:有)?(?:开|办|召开|组织|落实)|一次也|应|(?:只|仅|才|实)[^，。；\d]{0,5}[\d一二两三四五六七八九十]{1,2}次|不到|不足"
)
_SHORT = re.compile("应|少|漏|缺|停|没有|未|不到|不足|只|仅|空")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if "党支部" not in manuscript.title + manuscript.text[-120:] and not (context.facts and context.facts.unit.name.endswith("党支部")):
        return
    told = [line for line in manuscript.lines(*_ADMITTED) if _TOO_FEW.search(line.text)]
    for line in manuscript.lines(*_DONE):
        for count in counts(line.text, context.year):
            norm = units.find_norm(count.name)
            due = _due(norm, context, manuscript)
            if norm is None or due is None or count.value >= due:
                continue
            names = (norm.name, *norm.aliases)
            if any(name in other.text for other in told for name in names) or any(
                _owned(other, names, count.value, due) for other in manuscript.lines(*_DONE)
            ):
                continue
            message = f"{count.name}全年{count.value:g}次，按规定应有{due}次，问题里没有说"
            advice = f"{norm.phrase}。少了就写进问题，写明少在哪个月、为什么；次数写错了请改正。"
            # The rule says 一般: one missing in a year is told, not asked about.
            yield line.hit((count.start, count.end), message, advice, Level.INFO if count.value > due * _NEARLY else None)


def _owned(line: Line, names: tuple[str, ...], held: float, due: int) -> bool:
    """Whether what was done is told with what was missing: 主题党日11次，8月停了1次. A number told of the missing must make up for it."""
    for name in names:
        place = line.text.find(name)
        begin = max(line.text.rfind(mark, 0, place) for mark in "；。") + 1 if place >= 0 else 0
        clauses = line.text[place:].split("，") if place >= 0 else [""]
        near = "，".join(clauses[: 2 if len(clauses) > 1 and _GOES_ON.match(clauses[1]) else 1])
        near = line.text[begin : place + len(near)] if near else ""
        missing = [int(n) for n in _MISSING.findall(near)]
        if _SHORT.search(near) and (not missing or held + max(missing) >= due):
            return True
    return False


def _due(norm: Norm | None, context: Context, manuscript: Manuscript) -> int | None:
    """How often a verified rule asks for it in the months in office."""
    if norm is None or not norm.verified or norm.per_year is None:
        return None
    given = context.facts.secretary.since if context.facts else None
    since = (int(given[:4]), int(given[5:7])) if given else took_post(manuscript.text)
    months = 13 - since[1] if since and since[0] == context.year else 12
    return norm.per_year * months // 12


RULE = Rule(
    code="F15",
    name="少于规定的次数没有认",
    level=Level.WARNING,
    about="党支部的报告里，支部党员大会、支委会、主题党日的次数少于规定，存在的问题里又不提。点评的人会拿记录对。任职不满一年的按月折算。",
    source="《中国共产党支部工作条例（试行）》；领域手册 §2.2",
    bad=Example(
        "机关党支部书记述职报告\n一、履职情况\n全年召开支部党员大会4次、支委会9次。\n二、存在的问题\n学习不深，我读得少。\n三、下一步打算\n支委会每月1次。",
        section=None,
    ),
    good=Example(
        "机关党支部书记述职报告\n一、履职情况\n全年召开支部党员大会4次、支委会9次。\n二、存在的问题\n支委会应开12次，只开了9次。\n三、下一步打算\n支委会每月1次。",
        section=None,
    ),
    check=check,
)
