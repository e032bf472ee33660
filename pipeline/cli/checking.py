"""What ``shuzhi check`` does once its arguments are read; apart from them so that ``--help`` loads nothing of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from pipeline import facts as facts_floor
from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.checks.catalogue import all_rules
from pipeline.checks.choosing import chosen, listed
from pipeline.cli.choices import SECTION_NAMES, CheckFormat
from pipeline.cli.outputs import write_bytes
from pipeline.documents import read_text
from pipeline.documents.cleaning import without_markdown
from pipeline.documents.reading import bytes_of, layout_in, text_in
from pipeline.errors import InputError
from pipeline.events import Event, Notice
from pipeline.findings import Finding, Level
from pipeline.flows.checking import Checked, CheckRequest, check_facts, check_report
from pipeline.rendering.findings import LEVELS, as_findings_json, findings_record, told
from pipeline.rendering.findings_html import as_findings_html
from pipeline.report import SectionKind
from pipeline.texts.secrecy import refuse_marked

_ALIKE = 4
"""More findings of one rule than this are counted and not shown on the screen: the first few tell what is wrong."""

_FACTS_FILES = frozenset({".yaml", ".yml", ".json"})


@dataclass(frozen=True)
class Wanted:
    """The options of the command, as given."""

    facts: Path | None = None
    last_year: Path | None = None
    year: int | None = None
    written: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def run_check(paths: tuple[Path, ...], wanted: Wanted, form: CheckFormat, output: Path | None) -> int:
    """Check every file, one in memory at a time; return 1 where an error was found. Raises ShuzhiError."""
    if form is CheckFormat.HTML and len(paths) > 1:
        raise InputError("网页一次只能写一份报告", hint="一份一份地检查，或改用 --format json。")
    request = _request(wanted, reports=any(not _holds_facts(path) for path in paths))
    blocked = False
    pieces = []
    for path, checked in _all(paths, request):
        blocked = blocked or checked.blocked
        if form is CheckFormat.TEXT and output is None:
            _show(Console(highlight=False, markup=False, soft_wrap=True), path, checked)
        else:
            pieces.append(_piece(form, path, checked))
    if pieces:
        _deliver(_whole(form, pieces), output)
    return 1 if blocked else 0


def _all(paths: tuple[Path, ...], request: CheckRequest) -> Iterator[tuple[Path, Checked]]:
    today = dt.date.today()  # noqa: DTZ011 - the user's own day
    for path in paths:
        if _holds_facts(path):
            yield path, check_facts(facts_floor.load(path), request, today)
        else:
            data = bytes_of(path)
            text = text_in(path, data)
            text = without_markdown(text) if path.suffix.lower() == ".md" else text
            refuse_marked(text, str(path))
            yield path, check_report(text, request, today, layout_in(path, data))


def _holds_facts(path: Path) -> bool:
    return path.suffix.lower() in _FACTS_FILES


def _request(wanted: Wanted, *, reports: bool) -> CheckRequest:
    settings = settings_floor.read()
    last = read_text(wanted.last_year) if wanted.last_year else ""
    refuse_marked(last, str(wanted.last_year))
    originals = wiring.make_originals(settings, _say) if reports else wiring.Originals()
    return CheckRequest(
        facts=facts_floor.load(wanted.facts) if wanted.facts else None,
        last_year=last,
        year=wanted.year,
        written_on=_day(wanted.written),
        samples=originals.texts,
        strangers=originals.names,
        rules=chosen(wanted.select or settings.check.select, (*wanted.ignore, *settings.check.ignore)),
        accept=listed(settings.check.accept),
    )


def _say(event: Event) -> None:
    if isinstance(event, Notice):
        typer.echo(event.text, err=True)


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        raise InputError(f"看不懂写作日期“{written}”", hint="写成 2026-01-12 这样。") from None


def _piece(form: CheckFormat, path: Path, checked: Checked) -> Any:
    if form is CheckFormat.JSON:
        return findings_record(str(path), checked.chars, checked.findings)
    if form is CheckFormat.HTML:
        names = {rule.code: rule.name for rule in all_rules()}
        return as_findings_html(path.stem, known_of(checked), checked.text, checked.findings, names)
    console = Console(highlight=False, markup=False, soft_wrap=True, record=True, quiet=True, no_color=True, width=200)
    with console.capture() as captured:
        _show(console, path, checked)
    return captured.get() or console.export_text()


def _whole(form: CheckFormat, pieces: list[Any]) -> str:
    return as_findings_json(pieces) if form is CheckFormat.JSON else "".join(pieces)


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_bytes(output, text.encode())
        typer.echo(f"已写到 {output}", err=True)


def _show(console: Console, path: Path, checked: Checked) -> None:
    console.print(f"{path.name}　{known_of(checked)}", style="bold")
    for number, finding in _alike(checked.findings):
        if number < _ALIKE:
            console.print()
            console.print(told(finding, checked.text, _where(finding)))
    for code, count in Counter(f.code for f in checked.findings).items():
        if count > _ALIKE:
            console.print(f"\n{code} 还有 {count - _ALIKE} 处，没有一一列出（--format html 或 json 可以看到全部）。")
    console.print()
    console.print(_sum(checked))
    if checked.findings:
        console.print("看一条规则为什么这样定：shuzhi rules 编号", style="dim")
    console.print()


def _alike(findings: tuple[Finding, ...]) -> Iterator[tuple[int, Finding]]:
    """Each finding with how many of its code came before it."""
    before: Counter[str] = Counter()
    for finding in findings:
        yield before[finding.code], finding
        before[finding.code] += 1


def known_of(checked: Checked) -> str:
    """What was checked and what was taken for granted, in a line."""
    known = [f"{checked.chars} 字"] if checked.chars else ["事实文件"]
    known += [f"{checked.year} 年度"] if checked.year else ["看不出年度"]
    known += [f"按 {checked.written_on:%Y-%m-%d} 写作看提法"] if checked.written_on and checked.chars else []
    return " · ".join((*known, *(["、".join(checked.unit_types)] if checked.unit_types else [])))


def _where(finding: Finding) -> str:
    if finding.section in set(SectionKind):
        return SECTION_NAMES[SectionKind(finding.section)]
    return finding.section


def _sum(checked: Checked) -> str:
    accepted = f"（另有 {checked.accepted} 条你已接受）" if checked.accepted else ""
    if not checked.findings:
        return f"没有发现问题{accepted}。"
    counts = [f"{LEVELS[level]} {count}" for level in Level if (count := sum(f.level is level for f in checked.findings))]
    return f"{'，'.join(counts)}{accepted}。"
