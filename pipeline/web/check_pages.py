"""The check page: a report, sent or pasted → what a reviewer would stop at, beside the text."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from pydantic import TypeAdapter, ValidationError
from starlette.responses import JSONResponse, Response

from pipeline.checks.catalogue import all_rules
from pipeline.cli.checking import known_of
from pipeline.documents.page_layout import PageLayout
from pipeline.documents.reading import layout_in
from pipeline.errors import InputError
from pipeline.facts import Facts
from pipeline.flows.checking import Checked, check_report
from pipeline.flows.editing import Editing
from pipeline.rendering.findings_html import as_findings_html, findings_body
from pipeline.texts.secrecy import refuse_marked
from pipeline.web.asked import Asked, MissingError, download
from pipeline.web.desk import Desk
from pipeline.web.pages import page
from pipeline.web.shelf import opened

_HINT = "把报告全文贴进来，或者选一个 .docx、.md、.txt、.pdf 文件。"


@dataclass(frozen=True)
class Result:
    title: str
    checked: Checked
    facts: str


def show(desk: Desk, asked: Asked) -> Response:  # noqa: ARG001 - the signature of ways
    return page(desk, "check", "/check", sheets=desk.shelf.names())


def read(desk: Desk, asked: Asked) -> Response:  # noqa: ARG001
    """A file → its text, which the page puts where it can be seen and sends back to be checked, with how a Word page is set."""
    text = asked.text()
    layout = layout_in(Path(asked.name), asked.data)
    return JSONResponse({"name": asked.name, "text": text, "layout": asdict(layout) if layout else None})


def check(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    text, last_year = str(given.get("text", "")), str(given.get("last_year", ""))
    if not text.strip():
        raise InputError("还没有报告可以检查", hint=_HINT)
    refuse_marked(text, "这份报告")
    refuse_marked(last_year, "去年的报告")
    name = str(given.get("facts", ""))
    originals = desk.originals()
    request = desk.check_request(facts=_facts(desk, name) if name else None, last_year=last_year, samples=originals.texts, strangers=originals.names)
    checked = check_report(text, request, desk.today(), _layout(given.get("layout")))
    id_ = secrets.token_hex(8)
    title = PurePath(str(given.get("name", ""))).stem or checked.text.strip().split("\n", 1)[0].lstrip("# ")[:40]
    desk.results.put(id_, Result(title, checked, name))
    return JSONResponse({"id": id_})


def _layout(sent: object) -> PageLayout | None:
    """The layout as ``read`` gave it to the page."""
    try:
        return TypeAdapter(PageLayout | None).validate_python(sent)
    except ValidationError:
        raise InputError("发来的内容不完整", hint="请刷新页面再试。") from None


def result(desk: Desk, asked: Asked) -> Response:
    found = _result(desk, asked)
    body = findings_body(found.checked.text, found.checked.findings, _names())
    return page(desk, "checked", "/check", id=asked.path["id"], title=found.title, known=known_of(found.checked), body=body, facts=found.facts)


def saved(desk: Desk, asked: Asked) -> Response:
    """The result as one page that needs nothing else, to be kept or printed."""
    found = _result(desk, asked)
    html = as_findings_html(found.title, known_of(found.checked), found.checked.text, found.checked.findings, _names())
    return download(html.encode(), f"{found.title}·检查结果.html", "text/html; charset=utf-8")


def _facts(desk: Desk, name: str) -> Facts:
    state: Editing = opened(desk.shelf.read(name), desk.check_request(), desk.today())
    if state.facts is None:
        raise InputError(f"“{name}”还没有填完，不能拿来核对", hint="先到“事实”页把标出来的地方填好，或者不选事实文件。")
    return state.facts


def _result(desk: Desk, asked: Asked) -> Result:
    found = desk.results.kept.get(asked.path["id"])
    if not isinstance(found, Result):
        raise MissingError("这次检查的结果已经不在了", hint="结果只在程序开着的时候留着，请到“检查”页再查一次。")
    return found


def _names() -> dict[str, str]:
    return {rule.code: rule.name for rule in all_rules()}


WAYS = (
    ("GET", "/check", show),
    ("GET", "/check/{id}", result),
    ("GET", "/check/{id}/page", saved),
    ("POST", "/api/read", read),
    ("POST", "/api/check", check),
)
