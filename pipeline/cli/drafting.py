"""What ``shuzhi draft`` does once its arguments are read; apart from them so that ``--help`` loads nothing of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import typer

from pipeline import facts as facts_floor
from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.cli import outputs
from pipeline.cli.consent import agree
from pipeline.cli.progress import Progress
from pipeline.cli.summary import show
from pipeline.documents.reading import read_text
from pipeline.flows.draft import Request
from pipeline.flows.draft import draft as draft_flow
from pipeline.rendering import as_markdown
from pipeline.texts.secrecy import refuse_marked


def run_draft(path: Path, targets: tuple[Path, ...], last_year: Path | None, settings: dict[str, Any], *, yes: bool = False) -> int:
    """Make the draft and deliver it; return 1 where something blocks, else 0. Raises ShuzhiError before anything is written."""
    outputs.check(targets)
    facts = facts_floor.load(path)
    last = read_text(last_year) if last_year else ""
    refuse_marked(last, str(last_year))
    chosen = settings_floor.read(**settings)
    with wiring.network(allowed=not chosen.offline), Progress(chosen.price_in, chosen.price_out) as progress:
        writer = wiring.make_writer(chosen, progress.listen)
        agree(wiring.destinations(chosen), chosen.home, progress.listen, yes=yes)
        finder = wiring.make_finder(chosen, progress.listen)
        result = draft_flow(Request(facts, dt.date.today(), last), writer, finder, progress.listen)  # noqa: DTZ011 - the writer's own day
    outputs.write(targets, result)
    if not targets:
        typer.echo(as_markdown(result.report), nl=False)
    show(result, targets)
    return 1 if result.blocked else 0
