"""The pages of import: material in, what was found in it with its source, and each piece taken, mended or left by the user alone."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.responses import JSONResponse, Response

from pipeline import wiring
from pipeline.documents.material import Material
from pipeline.documents.reading import MAX_BYTES
from pipeline.errors import InputError
from pipeline.events import Event, Listener, Notice
from pipeline.facts.editing import FactsText
from pipeline.facts.proposals import Proposal, accept, is_known
from pipeline.facts.splicing import NotEditableError
from pipeline.flows.proposing import material_of, propose
from pipeline.texts.secrecy import refuse_marked
from pipeline.web.asked import Asked, MissingError
from pipeline.web.desk import Desk
from pipeline.web.pages import page
from pipeline.web.shelf import opened

_KEYS = {
    "组织生活": "组织生活开了几次",
    "事实": "做了哪些事",
    "上年整改": "上年的问题改得怎么样",
    "问题": "今年存在的问题",
    "打算": "明年的打算",
}
_MOST_FILES = 20


def show(desk: Desk, asked: Asked) -> Response:
    name = asked.path["name"]
    sheet = FactsText(desk.shelf.read(name).text)
    found = desk.findings.of(name)
    left = [{"n": p.n} | _record(p.proposal) for p in found.unseen(sheet)]
    groups = [{"key": key, "title": title, "left": mine} for key, title in _KEYS.items() if (mine := [one for one in left if one["key"] == key])]
    return page(desk, "found", "/", file=name, found=found, groups=groups, count=len(left))


def read(desk: Desk, asked: Asked) -> Response:
    """One file of the material, read and held in memory until ``find`` is asked for."""
    if not asked.name or not asked.data:
        raise InputError("没有收到文件，或者文件是空的", hint="请重新选一次文件。")
    if len(asked.data) > MAX_BYTES:
        raise InputError(f"“{asked.name}”太大了（上限 {MAX_BYTES // 1_000_000} MB）", hint="请删去里面的图片和附件，只留正文。")
    id_ = secrets.token_hex(8)
    desk.materials.put(id_, material_of(asked.name, asked.data))
    return JSONResponse({"id": id_})


def find(desk: Desk, asked: Asked) -> Response:
    """Look for facts in the files that were read; with the model only where the user asked for that."""
    given, name = asked.json(), asked.path["name"]
    sheet = desk.shelf.read(name)
    opened(sheet, desk.check_request(), desk.today())
    materials = _materials(desk, given.get("files"))
    with_model = bool(given.get("model"))
    if with_model:
        desk.agree(str(given.get("agreed", "")))

    def work(listen: Listener) -> str:
        told: list[str] = []

        def listening(event: Event) -> None:
            if isinstance(event, Notice):
                told.append(event.text)
            listen(event)

        facts = FactsText(sheet.text)
        extract = wiring.make_extractor(desk.settings(), listening) if with_model else None
        proposed = propose(materials, facts, extract, listening)
        if proposed.failure:
            told.append(f"大模型用不了：{proposed.failure.message}。下面只有按规则找到的。{proposed.failure.hint}")
        new = [p for p in proposed.proposals if not is_known(facts, p)]
        desk.findings.edit(name, lambda now: now.joined(new, tuple(m.file for m in materials), tuple(told)))
        return name

    return JSONResponse({"job": desk.jobs.start(f"found-{name}", name, work).id})


def take(desk: Desk, asked: Asked) -> Response:
    """One proposal into the facts file, in the words the user has seen or made of it."""
    given, name = asked.json(), asked.path["name"]
    proposal = _worded(desk.findings.of(name).one(given.get("n")), given)
    desk.shelf.change(name, lambda text: _accepted(text, name, proposal))
    return _left(desk, name, given.get("n"), taken=True)


def skip(desk: Desk, asked: Asked) -> Response:
    given, name = asked.json(), asked.path["name"]
    desk.findings.of(name).one(given.get("n"))
    return _left(desk, name, given.get("n"), taken=False)


def drop(desk: Desk, asked: Asked) -> Response:
    """None of what is left: nothing is written into the facts file."""
    desk.findings.edit(asked.path["name"], lambda now: now.model_copy(update={"pending": (), "skipped": now.skipped + len(now.pending)}))
    return JSONResponse({"left": 0})


def _left(desk: Desk, name: str, n: object, *, taken: bool) -> Response:
    now = desk.findings.edit(name, lambda found: found.without(n, taken=taken))
    return JSONResponse({"left": len(now.pending), "taken": now.taken, "skipped": now.skipped})


def _materials(desk: Desk, ids: Any) -> tuple[Material, ...]:
    """The files that were read, which are not held any longer."""
    if not isinstance(ids, list) or not 0 < len(ids) <= _MOST_FILES:
        raise InputError("没有收到材料", hint=f"请重新选文件，一次最多 {_MOST_FILES} 个。")
    found = [desk.materials.kept.pop(id_, None) if isinstance(id_, str) else None for id_ in ids]
    if not all(isinstance(material, Material) for material in found):
        raise MissingError("材料已经不在了", hint="程序可能重新启动过，请重新选一次文件。")
    return tuple(found)  # type: ignore[arg-type]


def _worded(proposal: Proposal, given: dict[str, Any]) -> Proposal:
    text = str(given.get("text", proposal.value[0][1] if proposal.key == "组织生活" else proposal.text)).strip()
    if not text:
        raise InputError("这一条是空的，没有记下", hint="写上内容再采用；不要的话，点“不用”。")
    action, result = str(given.get("action", "")), str(given.get("result", ""))
    refuse_marked(f"{text}\n{action}\n{result}", "你写的这一条")
    try:
        return proposal.reworded(text).answered(action, result)
    except ValueError as error:
        raise InputError(f"没有记下：{error}", hint="写成整数，例如 12。") from None


def _accepted(text: str, name: str, proposal: Proposal) -> str:
    try:
        return accept(FactsText(text), proposal).text
    except NotEditableError:
        raise InputError(
            f"“{name}”里“{proposal.key}”的写法放不进新的一条，没有动它", hint="先到“事实”页打开它，随便改一个字存一次，再来采用。"
        ) from None


def _record(proposal: Proposal) -> dict[str, Any]:
    pairs = dict(proposal.value)
    counted = proposal.key == "组织生活"
    main = proposal.reworded("1") if counted else proposal.reworded("")
    more = [(key, said) for key, said in pairs.items() if not counted and (key, said) in main.value and said not in ("", None)]
    return {
        "key": proposal.key,
        "text": str(proposal.value[0][1]) if counted else proposal.text,
        "counted": proposal.value[0][0] if counted else "",
        "more": more,
        "sources": [vars(source) for source in proposal.sources],
        "note": proposal.note,
        "by_model": proposal.by == "model",
    }


WAYS = (
    ("GET", "/found/{name}", show),
    ("POST", "/api/found/{name}/file", read),
    ("POST", "/api/found/{name}", find),
    ("POST", "/api/found/{name}/take", take),
    ("POST", "/api/found/{name}/skip", skip),
    ("POST", "/api/found/{name}/drop", drop),
)
