"""The draft pages: begin one, see it grow, and work on what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from starlette.responses import JSONResponse, Response

from pipeline.checks import Context
from pipeline.cli import extras
from pipeline.cli.outputs import FORMATS, Looks
from pipeline.errors import InputError
from pipeline.events import Listener
from pipeline.facts.reading import loads
from pipeline.flows import redoing
from pipeline.flows.answering import answered
from pipeline.flows.draft import Request
from pipeline.flows.draft import draft as draft_flow
from pipeline.flows.oral import oral, timed
from pipeline.flows.redoing import Place
from pipeline.layout import printed_chars
from pipeline.report import Report, SectionKind
from pipeline.result import Draft
from pipeline.texts.secrecy import refuse_marked
from pipeline.web.asked import KINDS, Asked, MissingError, download
from pipeline.web.desk import Desk
from pipeline.web.draft_view import view
from pipeline.web.drafts import Kept
from pipeline.web.keeping import new_id
from pipeline.web.pages import page
from pipeline.web.shelf import Sheet, opened

_ORAL = (".docx", ".md", ".txt")
_NAMES = {".docx": "Word 文件（.docx）", ".md": "Markdown（.md）", ".txt": "纯文字（.txt）", ".json": "全部数据（.json）"}


def shelf(desk: Desk, asked: Asked) -> Response:
    sheets = desk.shelf.listed(desk.check_request(), desk.today())
    return page(
        desk,
        "drafts",
        "/drafts",
        drafts=desk.drafts.all(),
        sheets=sheets,
        chosen=asked.query.get("file", ""),
        running=desk.jobs.running(),
        unagreed=desk.unagreed(),
    )


def begin(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    last_year = str(given.get("last_year", ""))
    sheet, facts = desk.complete(str(given.get("file", "")))
    refuse_marked(last_year, "去年的报告")
    desk.agree(str(given.get("agreed", "")))
    request = Request(facts, desk.today(), last_year)

    def work(listen: Listener) -> str:
        made = draft_flow(request, desk.writer(listen), desk.finder(facts, listen), listen)
        kept = Kept(id=new_id(), file=sheet.name, facts=sheet.text, today=request.today, made=_now(), draft=made, last_year=last_year)
        return desk.drafts.put(kept).id

    return JSONResponse({"job": desk.jobs.start(sheet.name, f"{facts.unit.name} {facts.year} 年度", work).id})


def writing(desk: Desk, asked: Asked) -> Response:
    """The page of a draft that is being written. Loaded anew, it shows all that has happened so far."""
    job = desk.jobs.get(asked.path["id"])
    return page(desk, "writing", "/drafts", job=job.id, title=job.title)


def progress(desk: Desk, asked: Asked) -> Response:
    after = asked.query.get("after", "0")
    return JSONResponse(desk.jobs.get(asked.path["job"]).since(int(after) if after.isdecimal() else 0))


def show(desk: Desk, asked: Asked) -> Response:
    kept = desk.drafts.get(asked.path["id"])
    try:
        moved_on = desk.shelf.read(kept.file).text != kept.facts
    except InputError:
        moved_on = False
    formats = [(ending.removeprefix("."), _NAMES.get(ending, ending)) for ending in FORMATS]
    return page(desk, "draft", "/drafts", draft=view(kept, loads(kept.facts)), moved_on=moved_on, formats=formats, unagreed=desk.unagreed())


def save(desk: Desk, asked: Asked) -> Response:
    ending = f".{asked.path['ending']}"
    if ending not in FORMATS:
        raise MissingError("没有这种格式", hint=f"可以下载 {'、'.join(FORMATS)}。")
    kept = desk.drafts.get(asked.path["id"])
    return download(FORMATS[ending](kept.draft, _looks(desk)), f"{kept.draft.report.title}{ending}", KINDS[ending])


def trace(desk: Desk, asked: Asked) -> Response:
    """The table of where every number comes from."""
    ending = f".{asked.path['ending']}"
    if ending not in extras.TRACE_ENDINGS:
        raise MissingError("没有这种格式", hint=f"出处表可以下载 {'、'.join(extras.TRACE_ENDINGS)}。")
    kept = desk.drafts.get(asked.path["id"])
    [(_, data)] = extras.traced((Path(f"出处表{ending}"),), kept.draft, loads(kept.facts), _looks(desk).fonts)
    return download(data, f"{kept.draft.report.title}·出处表{ending}", KINDS[ending])


def speak(desk: Desk, asked: Asked) -> Response:
    """The version to be read out, beside the draft as it is now."""
    given = asked.json()
    kept = _kept(desk, asked, given)
    desk.agree(str(given.get("agreed", "")))
    facts = loads(kept.facts)
    request = Request(facts, kept.today, kept.last_year)

    def work(listen: Listener) -> str:
        spoken = oral(request, kept.draft, desk.writer(listen), desk.finder(facts, listen), listen)
        return desk.drafts.change(kept.model_copy(update={"oral": spoken, "oral_at": kept.number + 1}), kept.number).id

    return JSONResponse({"job": desk.jobs.start(kept.id, kept.draft.report.title, work).id})


def spoken(desk: Desk, asked: Asked) -> Response:
    ending = f".{asked.path['ending']}"
    if ending not in _ORAL:
        raise MissingError("没有这种格式", hint=f"现场念的稿子可以下载 {'、'.join(_ORAL)}。")
    made = desk.drafts.get(asked.path["id"]).oral
    if made is None:
        raise MissingError("还没有现场念的稿子", hint="在稿子的“下载”里点“写一份现场念的稿子”。")
    looks = replace(_looks(desk), remark=timed(printed_chars(made.report)))
    return download(FORMATS[ending](made, looks), f"{made.report.title}·现场稿{ending}", KINDS[ending])


def _looks(desk: Desk) -> Looks:
    """How Word files look: as for the commands, with the fonts that are here."""
    return extras.looks(extras.Extras(), desk.settings().word, in_word=True)[0]


def reword(desk: Desk, asked: Asked) -> Response:
    """The user's own words in the place of an item's, kept as they are typed."""
    given = asked.json()
    text = str(given.get("text", ""))
    refuse_marked(text, "你改的这一段")
    kept, place = _changing(desk, asked, given)
    report = redoing.reworded(kept.draft.report, place, str(given.get("heading", "")), text)
    return JSONResponse(_put(desk, kept, report, place.kind, place.item))


def retitle(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    kept = _kept(desk, asked, given)
    kind = _kind(kept.draft.report, given)
    return JSONResponse(_put(desk, kept, redoing.retitled(kept.draft.report, kind, str(given.get("heading", ""))), kind))


def settle(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    kept, place = _changing(desk, asked, given)
    answer: Literal["yes", "no"] = "yes" if given.get("answer") == "yes" else "no"
    sentence = _number(given.get("sentence"), len(kept.draft.report.section(place.kind).items[place.item].sentences))  # type: ignore[union-attr]
    return JSONResponse(_put(desk, kept, redoing.settled(kept.draft.report, place, sentence, answer), place.kind))


def answer(desk: Desk, asked: Asked) -> Response:
    """An answer to a question of the draft: into the facts file first, then the section it belongs to is written anew."""
    given = asked.json()
    kept = _kept(desk, asked, given)
    said, question = str(given.get("answer", "")), str(given.get("question", ""))
    if not said.strip():
        raise InputError("还没有写回答", hint="写上真实的情况；没有的事不要凑，留着待补充也可以。")
    refuse_marked(said, "你写的回答")
    desk.agree(str(given.get("agreed", "")))
    sheet = desk.shelf.read(kept.file)
    values = opened(sheet, desk.check_request(), desk.today()).values
    try:
        sheet = desk.shelf.save(sheet.name, answered(values, kept.draft, question, said), sheet.revision)
    except LookupError:
        raise MissingError("这个问题已经不在了", hint="请刷新页面，看看现在还有哪些要补充。") from None
    return _rewrite(desk, kept, sheet, frozenset({_kind(kept.draft.report, given)}))


def redo(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    kept = _kept(desk, asked, given)
    desk.agree(str(given.get("agreed", "")))
    return _rewrite(desk, kept, desk.shelf.read(kept.file), frozenset({_kind(kept.draft.report, given)}), fresh=True)


def remove(desk: Desk, asked: Asked) -> Response:
    desk.drafts.remove(asked.path["id"])
    return JSONResponse({})


def _rewrite(desk: Desk, kept: Kept, sheet: Sheet, kinds: frozenset[SectionKind], *, fresh: bool | None = None) -> Response:
    """``fresh``: a model that has answered the same request before is asked all the same, for other words."""
    request = Request(desk.facts_of(sheet), kept.today, kept.last_year)

    def work(listen: Listener) -> str:
        made = redoing.redo(kept.draft, request, kinds, (desk.writer(listen, fresh=fresh), desk.finder(request.facts, listen)), listen)
        same = {s.kind for s in made.report.sections if s in kept.draft.report.sections}
        changed = tuple(kind for kind in kept.changed if kind in same)
        update = {"draft": made, "facts": sheet.text, "changed": changed}
        return desk.drafts.change(kept.model_copy(update=update), kept.number).id

    return JSONResponse({"job": desk.jobs.start(kept.id, kept.draft.report.title, work).id})


def _kept(desk: Desk, asked: Asked, given: dict[str, Any]) -> Kept:
    """The draft to be changed, as the window that changes it has seen it."""
    kept = desk.drafts.get(asked.path["id"])
    return kept.model_copy(update={"number": _number(given.get("number"), 1 << 31)})


def _changing(desk: Desk, asked: Asked, given: dict[str, Any]) -> tuple[Kept, Place]:
    kept = _kept(desk, asked, given)
    kind = _kind(kept.draft.report, given)
    section = kept.draft.report.section(kind)
    return kept, Place(kind, _number(given.get("item"), len(section.items) if section else 0))


def _kind(report: Report, given: dict[str, Any]) -> SectionKind:
    kind = next((s.kind for s in report.sections if s.kind.value == given.get("kind")), None)
    if kind is None:
        raise MissingError("稿子里没有这一部分", hint="请刷新页面再试。")
    return kind


def _number(given: Any, below: int) -> int:
    if not isinstance(given, int) or not 0 <= given < below:
        raise MissingError("稿子里没有这一处", hint="请刷新页面再试。")
    return given


def _put(desk: Desk, kept: Kept, report: Report, kind: SectionKind, item: int = -1) -> dict[str, Any]:
    """Keep the changed report with its checks; return what a page needs that shows the change already."""
    made: Draft = redoing.reviewed(kept.draft, report, _context(desk, kept))
    changed = tuple(dict.fromkeys((*kept.changed, kind)))
    now = desk.drafts.change(kept.model_copy(update={"draft": made, "changed": changed}), kept.number)
    notes = [f for f in made.findings if f.section == kind and f.item == item]
    return {"number": now.number, "chars": printed_chars(made.report), "notes": [f.model_dump(mode="json") for f in notes]}


def _context(desk: Desk, kept: Kept) -> Context:
    """Found once for a draft as long as its plan stands: typing must not wait for a search."""
    key = f"context-{kept.id}"
    known = desk.results.kept.get(key)
    if isinstance(known, tuple) and known[0] == (kept.facts, kept.draft.plan):
        found: Context = known[1]
        return found
    facts = loads(kept.facts)
    context = redoing.context_for(kept.draft, Request(facts, kept.today, kept.last_year), desk.finder(facts))
    desk.results.put(key, ((kept.facts, kept.draft.plan), context))
    return context


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(microsecond=0)


Way = tuple[str, str, Callable[[Desk, Asked], Response]]

WAYS: tuple[Way, ...] = (
    ("GET", "/drafts", shelf),
    ("GET", "/writing/{id}", writing),
    ("GET", "/draft/{id}", show),
    ("GET", "/draft/{id}/file/{ending}", save),
    ("GET", "/draft/{id}/trace/{ending}", trace),
    ("GET", "/draft/{id}/oral/{ending}", spoken),
    ("GET", "/api/jobs/{job}", progress),
    ("POST", "/api/drafts", begin),
    ("POST", "/api/draft/{id}/item", reword),
    ("POST", "/api/draft/{id}/heading", retitle),
    ("POST", "/api/draft/{id}/settle", settle),
    ("POST", "/api/draft/{id}/answer", answer),
    ("POST", "/api/draft/{id}/redo", redo),
    ("POST", "/api/draft/{id}/oral", speak),
    ("POST", "/api/draft/{id}/remove", remove),
)
