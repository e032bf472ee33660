"""S01 a part that must be there is missing; S02 a part that could not be written."""

from __future__ import annotations

from pipeline.checks.context import Context
from pipeline.findings import Finding, Level
from pipeline.report import Report, SectionKind

_MUST = {SectionKind.DUTY: "履职情况", SectionKind.PROBLEM: "存在的问题", SectionKind.PLAN: "下一步打算"}


def check(report: Report, context: Context) -> list[Finding]:
    present = {s.kind for s in report.sections}
    missing = [
        Finding(code="S01", level=Level.ERROR, section=kind, message=f"缺少“{name}”部分", advice="这一部分是述职报告必须有的，请补上。")
        for kind, name in _MUST.items()
        if kind not in present
    ]
    unwritten = [
        Finding(
            code="S02",
            level=Level.ERROR,
            section=s.kind,
            message=f"“{s.heading or '这一部分'}”没有写成：{s.reason}",
            advice="已写好的部分都保留着；再运行一次会只补这一部分，或换一个模型、用 --offline 写。",
        )
        for s in report.sections
        if s.status == "unwritten"
    ]
    return missing + unwritten
