"""What ``shuzhi rewrite`` does once its arguments are read; apart from them so that ``--help`` loads nothing of it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from pipeline import facts as facts_floor
from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.cli import outputs
from pipeline.cli.consent import agree
from pipeline.cli.progress import Progress
from pipeline.documents.reading import bytes_of
from pipeline.errors import InputError
from pipeline.events import Diagnosed, Event
from pipeline.facts.answers import load_answers
from pipeline.flows.report_files import FORMATS, refuse_other, report_file
from pipeline.flows.rewrite import Ask, RewriteRequest, rewrite
from pipeline.rendering.findings import LEVELS
from pipeline.rendering.rewrite import as_rewrite_markdown
from pipeline.rewriting import Diagnosis, Question, Rewrite
from pipeline.texts.secrecy import refuse_marked


@dataclass(frozen=True)
class Wanted:
    """The options of the command, as given. ``asks``: questions may be put at a terminal."""

    facts: Path | None = None
    answers: Path | None = None
    targets: tuple[Path, ...] = ()
    asks: bool = True
    plan: bool = True
    yes: bool = False


def run_rewrite(report: Path, wanted: Wanted, settings: dict[str, Any]) -> int:
    """Rewrite and deliver; return 1 where something blocks, else 0. Raises ShuzhiError before anything is written."""
    _check_targets(report, wanted.targets)
    source = report_file(str(report), bytes_of(report))
    facts = facts_floor.load(wanted.facts) if wanted.facts else None
    answers = load_answers(wanted.answers) if wanted.answers else {}
    chosen = settings_floor.read(**settings)
    with wiring.network(allowed=not chosen.offline), Progress(chosen.price_in, chosen.price_out) as progress:
        listen = _listening(progress, report)
        writer = wiring.make_writer(chosen, progress.listen)
        agree(wiring.destinations(chosen), chosen.home, progress.listen, yes=wanted.yes)
        request = RewriteRequest(
            source=source.text,
            name=str(report),
            today=dt.date.today(),  # noqa: DTZ011 - the writer's own day
            facts=facts,
            answers=answers,
            samples=wiring.make_originals(chosen, progress.listen).texts,
            plan=wanted.plan,
        )
        result = rewrite(request, writer, listen, _asker(progress) if wanted.asks and _at_terminal() else None)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    rendered = [(target, FORMATS[target.suffix.lower()](source, result, now)) for target in wanted.targets]
    for target, data in rendered:
        outputs.write_bytes(target, data)
    if not wanted.targets:
        typer.echo(as_rewrite_markdown(result), nl=False)
    _show(result, wanted)
    return 1 if result.blocked else 0


def _check_targets(report: Path, targets: tuple[Path, ...]) -> None:
    refuse_other(str(report))
    if report.suffix.lower() != ".docx" and any(target.suffix.lower() == ".docx" for target in targets):
        raise InputError(
            f"{report} 不是 Word 文件，写不成带修订的 .docx",
            hint="请给出报告的 .docx 原文件；或用 -o 改写.md 看对照，用 -o 改写.txt 得到全文。",
        )
    outputs.check(targets, FORMATS.keys())


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _listening(progress: Progress, report: Path) -> Callable[[Event], None]:
    def listen(event: Event) -> None:
        if isinstance(event, Diagnosed):
            _diagnosis(Console(stderr=True, highlight=False, soft_wrap=True), f"{report.name} 的“存在问题”", event.diagnosis)
        progress.listen(event)

    return listen


def _asker(progress: Progress) -> Ask:
    def ask(questions: Sequence[Question]) -> Mapping[str, str]:
        progress.pause()
        typer.echo("\n下面几个问题，有数就答，没有就直接回车，文中会留出位置。", err=True)
        found = {}
        for question in questions:
            said = typer.prompt(f"〔{question.id}〕{question.text}\n", default="", show_default=False, prompt_suffix="> ", err=True)
            refuse_marked(said, question.id)
            found[question.id] = said
        progress.go_on()
        return found

    return ask


def _show(result: Rewrite, wanted: Wanted) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if result.changed:
        _diagnosis(console, "改写后", result.diagnosis_after)
    _listed(console, "待补充（补好再运行一次，或直接改在文中）", list(result.todo))
    _listed(console, "请确认（这些话是替你拟的，或取自你的事实文件）", [f"{c.excerpt}\n     → {c.question}" for c in result.confirm])
    if any(not q.answered for q in result.questions):
        console.print("\n回答的办法：把“编号: 回答”一行一条写进一个文件，再加 --answers 那个文件 运行一次。", markup=False)
    for target in wanted.targets:
        console.print(f"已写到 {target}", markup=False)
    console.print(f"\n{result.verdict}", style="bold", markup=False)


def _diagnosis(console: Console, title: str, diagnosis: Diagnosis) -> None:
    console.print(f"\n{title}：{diagnosis.score} 分（满分 100）", style="bold", markup=False)
    for point in diagnosis.points:
        console.print(f"  {point}", markup=False)
    for finding in diagnosis.findings:
        console.print(f"  〔{LEVELS[finding.level]} {finding.code}〕{finding.message}", markup=False)


def _listed(console: Console, title: str, entries: list[str]) -> None:
    if entries:
        console.print(f"\n{title}（{len(entries)}）", style="bold", markup=False)
    for number, entry in enumerate(entries, 1):
        console.print(f"  {number}. {entry}", markup=False)
