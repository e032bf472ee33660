"""P01 nobody says 我 in the problems; P02 too little 我 in the whole: the report is about what the secretary did."""

from __future__ import annotations

import re

from pipeline.checks.context import Context
from pipeline.findings import Finding, Level
from pipeline.report import Report, SectionKind

_I = re.compile(r"(?<!自)我(?!们|国|县|市|镇|校|院|局|省|区|为群众)|本人")
PER_THOUSAND = 2


def check(report: Report, context: Context) -> list[Finding]:
    found = []
    problems = "".join(i.text for s in report.sections if s.kind in (SectionKind.PROBLEM, SectionKind.CAUSE) for i in s.items)
    if problems and not _I.search(problems):
        found.append(
            Finding(
                code="P01",
                level=Level.WARNING,
                section=SectionKind.PROBLEM,
                message="问题和原因里没有一个“我”",
                advice="述职是述“我”：写清自己哪里没想到、没抓住、没督促。",
            )
        )
    text = "".join(i.text for s in report.sections for i in s.items)
    if len(_I.findall(text)) * 1000 < PER_THOUSAND * report.chars:
        found.append(
            Finding(
                code="P02",
                level=Level.WARNING,
                message="全文第一人称太少，读起来像单位的工作总结",
                advice="把“支部开展了……”改成“我组织……”“我带队……”，但只改你本人真做过的事。",
            )
        )
    return found
