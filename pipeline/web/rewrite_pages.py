"""The rewrite pages: a report in, how its problems stand, what is asked about them, before and after, and the user's own file redlined."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from starlette.responses import JSONResponse, Response

from pipeline.documents.reading import MAX_BYTES
from pipeline.errors import InputError
from pipeline.events import Listener
from pipeline.facts.reading import loads
from pipeline.flows.report_files import FORMATS, READABLE, formats_of, report_file
from pipeline.flows.rewrite import RewriteRequest, examine, rewrite
from pipeline.texts.secrecy import refuse_marked
from pipeline.web.asked import KINDS, Asked, MissingError, download
from pipeline.web.desk import Desk
from pipeline.web.keeping import new_id
from pipeline.web.pages import page
from pipeline.web.rewrite_view import view
from pipeline.web.rewrites import KeptRewrite

_LONGEST = 2000
"""Characters of one answer: more is a report of its own."""
_NAMES = {
    ".docx": "Word 文件，改动是修订痕迹（.docx）",
    ".md": "前后对照（.md）",
    ".txt": "改好的全文（.txt）",
    ".json": "全部数据（.json）",
}


def shelf(desk: Desk, asked: Asked) -> Response:  # noqa: ARG001 - the signature of ways
    ready = [sheet for sheet in desk.shelf.listed(desk.check_request(), desk.today()) if sheet.ready]
    return page(desk, "rewrites", "/rewrite", kept=desk.rewrites.all(), sheets=ready, endings=",".join(READABLE))


def take_in(desk: Desk, asked: Asked) -> Response:
    """A report, read and judged; nothing is sent anywhere."""
    if not asked.name or not asked.data:
        raise InputError("没有收到文件，或者文件是空的", hint="请重新选一次文件。")
    if len(asked.data) > MAX_BYTES:
        raise InputError(f"“{asked.name}”太大了（上限 {MAX_BYTES // 1_000_000} MB）", hint="请删去里面的图片和附件，只留正文。")
    report = report_file(asked.name, asked.data)
    name = asked.query.get("facts", "")
    facts = desk.complete(name)[0].text if name else ""
    kept = KeptRewrite(
        id=new_id(), name=asked.name, title=PurePath(asked.name).stem, score=0, asked=(), today=desk.today(), made=_now(), file=name, facts=facts
    )
    found = examine(_request(desk, kept, report.text))
    ids = tuple(question.id for question in found.questions)
    desk.rewrites.take_in(kept.model_copy(update={"score": found.diagnosis.score, "asked": ids}), asked.data)
    return JSONResponse({"id": kept.id})


def show(desk: Desk, asked: Asked) -> Response:
    kept = desk.rewrites.get(asked.path["id"])
    report = desk.rewrites.report(kept)
    running = next((job.id for job in desk.jobs.running() if job.about == kept.id), "")
    formats = [(ending.removeprefix("."), _NAMES[ending]) for ending in formats_of(report)]
    shown = view(kept, _request(desk, kept, report.text))
    return page(desk, "rewrite", "/rewrite", it=shown, job=running, formats=formats, in_word=report.in_word, unagreed=desk.unagreed())


def note(desk: Desk, asked: Asked) -> Response:
    """Answers, kept as they are typed."""
    return JSONResponse({"number": _answered(desk, asked, asked.json()).number})


def run(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    desk.agree(str(given.get("agreed", "")))
    kept = _answered(desk, asked, given)
    request = _request(desk, kept, desk.rewrites.report(kept).text)

    def work(listen: Listener) -> str:
        made = rewrite(request, desk.writer(listen), listen)
        # Made of these answers, whatever was typed meanwhile in another window.
        desk.rewrites.amend(kept.id, lambda now: now.model_copy(update={"result": made, "stale": now.answers != kept.answers}))
        return kept.id

    return JSONResponse({"job": desk.jobs.start(kept.id, kept.title, work).id})


def save(desk: Desk, asked: Asked) -> Response:
    kept, ending = desk.rewrites.get(asked.path["id"]), f".{asked.path['ending']}"
    report = desk.rewrites.report(kept)
    if ending not in formats_of(report):
        raise MissingError("没有这种格式", hint=f"可以下载 {'、'.join(formats_of(report))}。")
    if kept.result is None:
        raise MissingError("还没有改写", hint="先点“改写”，再下载。")
    data = FORMATS[ending](report, kept.result, dt.datetime.now(dt.UTC).replace(microsecond=0))
    return download(data, f"{kept.title}·改写{ending}", KINDS[ending])


def remove(desk: Desk, asked: Asked) -> Response:
    desk.rewrites.remove(asked.path["id"])
    return JSONResponse({})


def _answered(desk: Desk, asked: Asked, given: dict[str, Any]) -> KeptRewrite:
    """The rewriting with the answers that were sent, stored over the one the window has seen."""
    kept = desk.rewrites.get(asked.path["id"])
    answers = given.get("answers")
    said = {id_: str(answers[id_]).strip() for id_ in kept.asked if id_ in answers} if isinstance(answers, dict) else {}
    for text in said.values():
        if len(text) > _LONGEST:
            raise InputError(f"回答太长（上限 {_LONGEST} 字）", hint="一两句话就够：哪一次、多少、为什么。")
    refuse_marked("\n".join(said.values()), "你写的回答")
    said = {id_: text for id_, text in said.items() if text}
    number = given.get("number")
    if said == kept.answers and number == kept.number:
        return kept
    update = {"answers": said, "stale": kept.result is not None and (kept.stale or said != kept.answers)}
    return desk.rewrites.change(kept.model_copy(update=update), number if isinstance(number, int) else 0)


def _request(desk: Desk, kept: KeptRewrite, text: str) -> RewriteRequest:
    facts = loads(kept.facts, kept.file) if kept.facts else None
    request = RewriteRequest(source=text, name=kept.name, today=kept.today, facts=facts, answers=kept.answers)
    return replace(request, samples=desk.originals().texts)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(microsecond=0)


WAYS = (
    ("GET", "/rewrite", shelf),
    ("GET", "/rewrite/{id}", show),
    ("GET", "/rewrite/{id}/file/{ending}", save),
    ("POST", "/api/rewrites", take_in),
    ("POST", "/api/rewrite/{id}/answers", note),
    ("POST", "/api/rewrite/{id}/run", run),
    ("POST", "/api/rewrite/{id}/remove", remove),
)
