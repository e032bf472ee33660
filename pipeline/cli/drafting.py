"""What ``shuzhi draft`` does once its arguments are read; apart from them so that ``--help`` loads nothing of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from pipeline import facts as facts_floor
from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.cli import extras as extras_floor
from pipeline.cli import outputs
from pipeline.cli.consent import agree
from pipeline.cli.extras import Extras
from pipeline.cli.progress import Progress
from pipeline.cli.summary import show, show_oral
from pipeline.documents.reading import read_text
from pipeline.errors import ModelError
from pipeline.events import Listener
from pipeline.flows.draft import Finder, Request
from pipeline.flows.draft import draft as draft_flow
from pipeline.flows.oral import oral, timed
from pipeline.layout import printed_chars
from pipeline.rendering import as_markdown
from pipeline.result import Draft
from pipeline.texts.secrecy import refuse_marked
from pipeline.writers.by_model.personal import mask_of
from pipeline.writers.port import Writer


def run_draft(
    path: Path, targets: tuple[Path, ...], last_year: Path | None, settings: dict[str, Any], *, extras: Extras | None = None, yes: bool = False
) -> int:
    """Make the draft and deliver it; return 1 where something blocks, else 0. Raises ShuzhiError before anything is written."""
    targets, extras = extras_floor.checked(targets, extras or Extras())
    facts = facts_floor.load(path)
    last = read_text(last_year) if last_year else ""
    refuse_marked(last, str(last_year))
    chosen = settings_floor.read(**settings)
    in_word = any(t.suffix.lower() == ".docx" for t in (*targets, *extras.orals))
    looks, notes = extras_floor.looks(extras, chosen.word, in_word=in_word)
    with wiring.network(allowed=not chosen.offline), Progress(chosen.price_in, chosen.price_out) as progress:
        writer = wiring.make_writer(chosen, progress.listen)
        agree(wiring.destinations(chosen), chosen.home, progress.listen, yes=yes)
        finder = wiring.make_finder(chosen, progress.listen, mask_of(facts))
        request = Request(facts, dt.date.today(), last)  # noqa: DTZ011 - the writer's own day
        result = draft_flow(request, writer, finder, progress.listen)
        spoken, failure = _spoken(request, result, writer, finder, progress.listen) if extras.orals else (None, None)
    files = outputs.rendered(targets, result, looks) + extras_floor.traced(extras.traces, result, facts, looks.fonts)
    files += outputs.rendered(extras.orals, spoken, replace(looks, remark=timed(printed_chars(spoken.report)))) if spoken else []
    for target, data in files:
        outputs.write_bytes(target, data)
    if not targets:
        typer.echo(as_markdown(result.report), nl=False)
    show(result, tuple(target for target, _ in files), notes)
    if failure:
        raise failure
    if spoken:
        show_oral(spoken, facts)
    return 1 if result.blocked or (spoken is not None and spoken.blocked) else 0


def _spoken(request: Request, written: Draft, writer: Writer, find: Finder, listen: Listener) -> tuple[Draft | None, ModelError | None]:
    """The oral version, or why there is none: the written report is delivered first, whatever comes of this one."""
    try:
        return oral(request, written, writer, find, listen), None
    except ModelError as error:
        return None, error
