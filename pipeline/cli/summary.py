"""The summary after a draft: a table a clerk understands, then what to fill in, confirm and mend."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.checks.catalogue import facts_rules
from pipeline.facts import Facts
from pipeline.findings import Finding, Level
from pipeline.flows.oral import timed
from pipeline.layout import printed_chars
from pipeline.report import SectionKind
from pipeline.result import Draft

_WORDS = 40
"""Characters of a fact that tell which it is."""
_NAMES = {SectionKind.LEAD: "导语", SectionKind.CLOSING: "结尾"}
_LEVELS = {Level.ERROR: "必须改", Level.WARNING: "请留意", Level.INFO: "供参考"}
_SHOWN = 12


def show(draft: Draft, targets: tuple[Path, ...], notes: tuple[str, ...] = ()) -> None:
    """Print the summary of ``draft`` to stderr; ``notes`` are about the files."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    own = {rule.code for rule in facts_rules()}
    of_facts = [f for f in draft.findings if f.code in own]
    _listed(console, "请先核对事实文件（照这样写，稿子也是错的）", [_told_of_fact(f) for f in of_facts if f.level is not Level.INFO])
    console.print()
    console.print(_parts(draft))
    _listed(console, "模型没有写成的部分", list(draft.notes))
    _listed(console, "待补充（文中已留出位置的先补）", list(draft.todo))
    _listed(console, "请确认（这些话是替你拟的）", [f"{c.excerpt}\n     → {c.question}" for c in draft.confirm])
    _listed(console, "没有用上的事实", [f"{id_}" for id_ in draft.unused_facts])
    _listed(console, "检查结果", [_told(f) for f in draft.findings if f.code != "F08" and f.code not in own])
    _listed(console, "事实文件里供参考的", [_told_of_fact(f) for f in of_facts if f.level is Level.INFO])
    for target in targets:
        console.print(f"已写到 {target}")
    for note in notes:
        console.print(note, markup=False)
    if draft.blocked:
        console.print("[bold]还有必须先改的地方，改好前不要交。[/bold]")


def show_oral(draft: Draft, facts: Facts) -> None:
    """Print to stderr how long the oral version is, what it had no room for, and what in it blocks."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(f"{timed(printed_chars(draft.report))}。")
    _listed(console, "现场稿放不下、没有讲到的事实", [f"{id_}：{facts.by_id[id_].text[:_WORDS]}" for id_ in draft.unused_facts if id_ in facts.by_id])
    _listed(console, "现场稿里必须改的", [_told(f) for f in draft.findings if f.level is Level.ERROR])


def _parts(draft: Draft) -> Table:
    table = Table(title=f"{draft.report.title}（{'离线写法' if draft.writer == 'offline' else draft.model}）")
    table.add_column("部分")
    table.add_column("字数", justify="right")
    table.add_column("占比", justify="right")
    table.add_column("条数", justify="right")
    for section in draft.report.sections:
        share = f"{section.chars / printed_chars(draft.report):.0%}"
        written = section.status == "written"
        table.add_row(section.heading or _NAMES[section.kind], str(section.chars) if written else "没有写成", share, str(len(section.items)))
    table.add_row("[bold]合计[/bold]", f"[bold]{printed_chars(draft.report)}[/bold]", "", "")
    return table


def _listed(console: Console, title: str, entries: list[str]) -> None:
    if not entries:
        return
    console.print(f"\n[bold]{title}[/bold]（{len(entries)}）")
    for number, entry in enumerate(entries[:_SHOWN], 1):
        console.print(f"  {number}. {entry}", markup=False)
    if len(entries) > _SHOWN:
        console.print(f"  ……还有 {len(entries) - _SHOWN} 条，用 -o 文件名.json 可以看到全部。")


def _told_of_fact(finding: Finding) -> str:
    where = f"（{finding.section}）" if finding.section and finding.section not in finding.message else ""
    return f"〔{_LEVELS[finding.level]} {finding.code}〕{finding.message}{where}\n     → {finding.advice}"


def _told(finding: Finding) -> str:
    return f"〔{_LEVELS[finding.level]} {finding.code}〕{finding.message}\n     → {finding.advice}"
