"""All material together: happenings counted over all files, lines read one by one, last year's report for its problems alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.documents.material import Material
from pipeline.facts.proposals import Proposal
from pipeline.steps.finding.happenings import counted, from_ledger, poorly_attended, year_of
from pipeline.steps.finding.last_year import problems_of, report_in
from pipeline.steps.finding.listed import lists_in
from pipeline.steps.finding.notes import read_line
from pipeline.units import UnitType


@dataclass(frozen=True)
class Wanted:
    """``year`` is the report's, None where it is not known yet; ``types`` may be empty."""

    year: int | None = None
    types: tuple[UnitType, ...] = ()


@dataclass
class Found:
    """What was found. ``notices`` tell, in Chinese, what each file was taken for."""

    proposals: list[Proposal] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def find(materials: Sequence[Material], wanted: Wanted) -> Found:
    """Proposals in the order of the facts file's keys. Counts told in prose give way to those counted by date, unless they are greater.

    Where the year is not known, the one most ledgers' rows bear is taken.
    """
    found = Found()
    ledgers = {material.file: [h for table in material.tables for h in from_ledger(material.file, table)] for material in materials}
    happenings = [h for ledger in ledgers.values() for h in ledger]
    year = wanted.year or year_of(happenings)
    for material in materials:
        report = report_in(material)
        if report is not None and (year is None or report.year != year):
            problems = problems_of(material, report)
            found.notices.append(f"{material.file}：看作上一年的述职报告，只取其中的问题（{len(problems)} 个），作为上年整改来问。")
            found.proposals += problems
            continue
        listed, rest = lists_in(material)
        noted = [read_line(material.file, line, year, wanted.types) for line in rest]
        dated = [n.happening for n in noted if n.happening]
        happenings += dated
        proposals = [*listed, *(p for n in noted for p in n.proposals)]
        found.proposals += proposals
        found.notices.append(_told(material, len(ledgers[material.file]) + len(dated), len(proposals)))
    summed = {p.value[0][0]: p.value[0][1] for p in found.proposals if p.key == "组织生活"}
    # A notebook dates some of the meetings and sums up all of them: the greater number is the year's.
    by_date = [p for p in counted(happenings, year) if int(summed.get(p.value[0][0], 0)) <= int(p.value[0][1])]
    known = {p.value[0][0] for p in by_date}
    told = [p for p in found.proposals if p.key != "组织生活" or p.value[0][0] not in known]
    found.proposals = list(_ordered([*by_date, *told, *poorly_attended(happenings, year)]))
    return found


def _told(material: Material, happenings: int, proposals: int) -> str:
    if not happenings and not proposals:
        return f"{material.file}：没有找到能用的（要有日期、次数、人数，或者表头里有日期和类型）。"
    parts = [f"{happenings} 次有日期的活动"] * bool(happenings) + [f"{proposals} 条可用的话"] * bool(proposals)
    return f"{material.file}：读到{'，'.join(parts)}。"


def _ordered(proposals: list[Proposal]) -> Iterator[Proposal]:
    seen = set[tuple[str, str]]()
    for key in ("组织生活", "事实", "上年整改", "问题", "打算"):
        for proposal in proposals:
            if proposal.key == key and (key, proposal.text) not in seen:
                seen.add((key, proposal.text))
                yield proposal
