"""The samples page: what is in the library, a search in it, and adding the user's own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from pipeline import units, wiring
from pipeline.cli.choices import SECTION_NAMES
from pipeline.cli.corpus_list import rows_of
from pipeline.documents.reading import READABLE
from pipeline.errors import InputError, SecrecyError
from pipeline.events import silent
from pipeline.flows.collecting import Outcome, collect
from pipeline.flows.inspecting import inspect
from pipeline.report import SectionKind
from pipeline.samples.library import own_reports
from pipeline.web.asked import Asked, MissingError
from pipeline.web.desk import Desk
from pipeline.web.pages import page

_HITS = 8
_GRADES = {"good": "", "fair": "", "weak": "写得弱，不当范例"}


def show(desk: Desk, asked: Asked) -> Response:
    rows, damaged = rows_of(wiring.make_library(desk.settings()))
    query, unit, section = (asked.query.get(key, "") for key in ("q", "unit", "section"))
    return page(
        desk,
        "samples",
        "/samples",
        own=[row for row in rows if not row["own"]],
        given=[row for row in rows if row["own"]],
        damaged=damaged,
        types=units.type_names(),
        sections={kind: name for kind, name in SECTION_NAMES.items() if kind not in ("lead", "closing")},
        query=query,
        unit=unit,
        section=section,
        hits=_found(desk, query, unit, section) if query.strip() else [],
        endings="、".join(sorted(READABLE)),
    )


def look(desk: Desk, asked: Asked) -> Response:
    """One sample as it is read: its parts with their grades, and the passages in them."""
    library, id_ = wiring.make_library(desk.settings()), asked.path["id"]
    own = next((report for report in own_reports() if report.id == id_), None)
    if own is None and id_ not in library.ids():
        raise MissingError("库里没有这份样本", hint="请到“样本”页看看现在有哪些。")
    report = own or library.report(id_)
    found = inspect(report.text)
    parts = [(section, SECTION_NAMES[section.kind], _GRADES[report.grade(section.kind)]) for section in found.document.sections]
    return page(desk, "sample", "/samples", report=report, title=found.document.title or id_, parts=parts, own=own is not None)


def add(desk: Desk, asked: Asked) -> Response:
    """One file into the library. It lies on the disk only while it is read."""
    if not asked.name or not asked.data:
        raise InputError("没有收到文件，或者文件是空的", hint="请重新选一次文件。")
    with tempfile.TemporaryDirectory(prefix="shuzhi-") as folder:
        path = Path(folder) / asked.name
        path.write_bytes(asked.data)
        try:
            found = collect((path,), wiring.make_library(desk.settings()), (), silent)
        except SecrecyError as error:
            raise SecrecyError(error.message.replace(f"{folder}/", "").replace(f"{folder}\\", ""), hint=error.hint) from None
    if found.of("added"):
        desk.refresh()
    return JSONResponse({"outcomes": [_record(outcome, asked.name) for outcome in found.outcomes]})


def remove(desk: Desk, asked: Asked) -> Response:
    from pipeline.samples.intake_batch import remove as take_out

    library = wiring.make_library(desk.settings())
    if asked.path["id"] not in library.ids():
        raise MissingError("库里没有这份样本", hint="请刷新页面看看现在有哪些。")
    take_out(library, (asked.path["id"],))
    desk.refresh()
    return JSONResponse({})


def _found(desk: Desk, query: str, unit: str, section: str) -> list[dict[str, Any]]:
    kind = SectionKind(section) if section in SECTION_NAMES else None
    hits = desk.retriever().search(query, unit_types=(unit,) if unit in units.type_names() else (), section=kind, k=_HITS, models_only=True)
    return [
        {
            "heading": hit.passage.heading,
            "text": hit.passage.text,
            "unit_types": hit.passage.unit_types,
            "year": hit.passage.year,
            "section": SECTION_NAMES[str(hit.passage.section)],
            "report": hit.passage.report,
        }
        for hit in hits
    ]


def _record(outcome: Outcome, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "status": outcome.status,
        "id": outcome.id,
        "title": outcome.title,
        "unit_types": list(outcome.unit_types),
        "year": outcome.year,
        "why": outcome.why,
        "hint": outcome.hint,
        "cleaned": sum(outcome.dirt.values()),
    }


WAYS = (("GET", "/samples", show), ("GET", "/samples/{id}", look), ("POST", "/api/samples", add), ("POST", "/api/samples/{id}/remove", remove))
