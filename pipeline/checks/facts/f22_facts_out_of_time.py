from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.years import before_post, other_years
from pipeline.checks.hits import FactHit
from pipeline.checks.rule import FactsRule
from pipeline.facts import Evidence, Facts
from pipeline.facts.records import EvidenceKind
from pipeline.findings import Level

_MONTH = re.compile(r"\s*(20\d\d)\s*[-./年]\s*(\d{1,2})")


def check(facts: Facts, context: Context) -> Iterator[FactHit]:
    since = facts.secretary.since
    took = (int(since[:4]), int(since[5:7])) if since else None
    written = (facts.written_on.year, facts.written_on.month) if facts.written_on else None
    for evidence in facts.evidence:
        if evidence.kind not in (EvidenceKind.FACT, EvidenceKind.PROJECT):
            continue
        yield from _told_times(evidence, facts.year, took)
        found = _MONTH.match(evidence.when or "")
        when = (int(found[1]), int(found[2])) if found else None
        if when and took and when < took:
            message = f"{evidence.id} 的时间是{when[0]}年{when[1]}月，在{took[0]}年{took[1]}月任职以前"
            yield FactHit(evidence.id, evidence.when or "", message, "只写任职以后的事；接着前任做的，请写明哪些是任后做的。")
        if when and written and when > written:
            message = f"{evidence.id} 的时间是{when[0]}年{when[1]}月，比写作日期还晚"
            yield FactHit(evidence.id, evidence.when or "", message, "还没有发生的事请写进“打算”，或改正日期。", Level.ERROR)


def _told_times(evidence: Evidence, year: int, took: tuple[int, int] | None) -> Iterator[FactHit]:
    text = evidence.text
    for fault in (*other_years(text, year), *(before_post(text, year, took) if took else ())):
        yield FactHit(evidence.id, text[fault.start : fault.end], f"{evidence.id}：{fault.message}", fault.advice)


_FILE = """单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记, 任职起: 2025-06}}
年度: 2025
写作日期: 2025-12-20
事实:
  - 内容: 组织党员到水库开展主题党日
    时间: {when}
"""

RULE = FactsRule(
    code="F22",
    name="事实的时间不对",
    level=Level.WARNING,
    about="事实的时间在任职以前、在别的年份，或比写作日期还晚（没有发生过，所以是错误）。年中到任的书记只述任后的事。",
    source="领域手册 §0.3 第18条、§8 K32",
    bad=_FILE.format(when="2025-03"),
    good=_FILE.format(when="2025-07"),
    check=check,
)
