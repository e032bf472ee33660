"""What ``shuzhi eval`` does once its arguments are read; apart from them so that ``--help`` loads nothing of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.cli.outputs import write_bytes
from pipeline.errors import InputError
from pipeline.evaluation.comparing import compare, read_baseline, refuse_stale
from pipeline.evaluation.opinions import opinions
from pipeline.evaluation.reporting import as_html, as_markdown
from pipeline.evaluation.results import Results, about, collect
from pipeline.evaluation.running import Place, bench_at, run
from pipeline.evaluation.suites import SUITES
from pipeline.events import Event, Notice

_CHECKOUT = Path(__file__).resolve().parents[2] / "eval"


@dataclass(frozen=True)
class Wanted:
    """The options of the command, as given."""

    suite: str
    cases: Path | None
    against: Path | None
    output: Path | None
    workers: int
    fresh: bool
    judge: bool = False


def run_eval(wanted: Wanted) -> int:
    """Run, tell, write; return 1 where something fell behind or leaked, else 0. Raises ShuzhiError before any work where input is wrong."""
    baseline = read_baseline(wanted.against) if wanted.against else None
    ask = wiring.make_ask(settings_floor.read(), _say) if wanted.judge else None
    _make_folder(wanted.output)
    place = _place(wanted)
    suites = [SUITES[wanted.suite]] if wanted.suite != "all" else list(SUITES.values())
    bench = bench_at(place)
    if baseline:
        refuse_stale(about(suites, place), baseline, str(wanted.against))
    with wiring.network(allowed=False), _Bar() as bar:
        jobs = [job for suite in suites for job in suite.jobs(bench)]
        records = run(jobs, place, wanted.workers, wiring.forbid_network, bar.on_done)
        results = collect(suites, records, place)
    if ask:
        results = replace(results, opinions=tuple(opinions(records, bench, ask)))
    comparison = compare(results, baseline, str(wanted.against)) if baseline else None
    markdown = as_markdown(results, comparison)
    if wanted.output is None:
        typer.echo(markdown, nl=False)
    else:
        _write(wanted.output, results, markdown, as_html(results, comparison, bench))
    return 1 if (comparison and comparison.worse) or _leaked(results) else 0


def _say(event: Event) -> None:
    if isinstance(event, Notice):
        typer.echo(event.text, err=True)


def _leaked(results: Results) -> bool:
    return any(score.metric == "leaks" and score.value for score in results.scores)


def _place(wanted: Wanted) -> Place:
    """The user's own samples count only for cases of the user's: what comes with shuzhi is measured alike on every machine."""
    settings = settings_floor.read(offline=True)
    home = settings.home / "evaluation"
    if wanted.fresh:
        shutil.rmtree(home, ignore_errors=True)
    if wanted.cases is None:
        if not (_CHECKOUT / "cases").is_dir():
            raise InputError("这里没有评测用例：它们在项目的 eval/ 里，不随程序安装", hint="用 --cases 指出用例文件夹，或在项目里运行。")
        return Place(_CHECKOUT, home)
    if not wanted.cases.is_dir():
        raise InputError(f"没有这个用例文件夹：{wanted.cases}", hint="每个用例一个文件夹，里面放 facts.yaml 和 report.md；写法见 eval/README.md。")
    return Place(wanted.cases.resolve(), home, settings.home / "library")


def _make_folder(output: Path | None) -> None:
    if output is None:
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"建不了文件夹 {output}：{error.strerror}", hint="请换一个地方，或检查权限。") from None


def _write(output: Path, results: Results, markdown: str, html: str) -> None:
    for name, content in (("results.json", results.as_text()), ("report.md", markdown), ("report.html", html)):
        write_bytes(output / name, content.encode())
        typer.echo(f"已写到 {output / name}", err=True)


class _Bar:
    """A progress bar on stderr; without a terminal, a line at the beginning and at every quarter."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("评测", total=None)
        self._told = -1

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def on_done(self, done: int, total: int, name: str) -> None:
        """Show how far it is."""
        self._bar.update(self._task, completed=done, total=total, description=f"评测 {name}")
        quarter = 4 * done // total if total else 4
        if self._bar.disable and quarter > self._told:
            self._console.print(f"评测：{done}/{total}" + ("（其余从前算过）" if not name and done else ""))
            self._told = quarter
