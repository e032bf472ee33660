"""The facts pages: the list of the user's facts files, and the form that saves one as it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from pipeline import units
from pipeline.errors import InputError
from pipeline.facts.editing import FactsText
from pipeline.facts.reading import MAX_BYTES
from pipeline.flows.editing import Editing, pruned
from pipeline.web.asked import Asked, download
from pipeline.web.desk import Desk
from pipeline.web.pages import page
from pipeline.web.shelf import Sheet, opened

_AUTUMN = 10
_LISTS = {"事实": "内容", "上年整改": "问题", "问题": "表现"}


def home(desk: Desk, asked: Asked) -> Response:  # noqa: ARG001 - the signature of ways
    sheets = desk.shelf.listed(desk.check_request(), desk.today())
    return page(desk, "home", "/", sheets=sheets, types=units.type_names(), year=_season(desk.today()), folder=str(desk.shelf.folder))


def show(desk: Desk, asked: Asked) -> Response:
    sheet = desk.shelf.read(asked.path["name"])
    state = opened(sheet, desk.check_request(), desk.today())
    now = desk.settings()
    return page(
        desk,
        "facts",
        "/",
        sheet=sheet,
        state=_record(sheet, state),
        form=_form(state.values),
        types=units.type_names(),
        rules=units.rule_names(),
        norms=units.norms(),
        themes=[theme.name for theme in units.themes()],
        pending=len(desk.findings.of(sheet.name).unseen(FactsText(sheet.text))),
        model=bool(now.model) and not now.offline,
        unagreed=desk.unagreed(),
    )


def create(desk: Desk, asked: Asked) -> Response:
    """A new facts file with what was said already: unit type and year."""
    given = asked.json()
    wish = str(given.get("year", "")).strip()
    year = int(wish) if wish.isascii() and wish.isdecimal() else wish or _season(desk.today())
    values = pruned({"单位": {"名称": str(given.get("unit", "")), "类型": given.get("types") or []}, "年度": year})
    name = desk.shelf.fresh(f"{values.get('单位', {}).get('名称', '')}{values['年度']}年述职事实")
    return JSONResponse({"name": desk.shelf.save(name, values, "").name})


def save(desk: Desk, asked: Asked) -> Response:
    given = asked.json()
    sheet = desk.shelf.save(asked.path["name"], _values(given), str(given.get("base", "")))
    return JSONResponse(_record(sheet, opened(sheet, desk.check_request(), desk.today())))


def copy(desk: Desk, asked: Asked) -> Response:
    """What a window holds, as a file of its own: the way out where another window has changed the file."""
    name = desk.shelf.fresh(asked.path["name"].rpartition(".")[0] + "-另存")
    return JSONResponse({"name": desk.shelf.save(name, _values(asked.json()), "").name})


def take_in(desk: Desk, asked: Asked) -> Response:
    """A facts file from elsewhere, put into the folder unchanged; one that cannot be read is refused with the place of what is wrong."""
    if len(asked.data) > MAX_BYTES:
        raise InputError(f"“{asked.name}”太大了，不像事实文件", hint="事实文件是一两页文字，请检查是不是选错了文件。")
    text = replace(asked, name=f"{asked.name}.txt" if asked.name else "").text()  # read like any text, whatever it is called
    opened(Sheet(asked.name, "", text), desk.check_request(), desk.today())
    return JSONResponse({"name": desk.shelf.take_in(Path(asked.name).stem, text)})


def file(desk: Desk, asked: Asked) -> Response:
    sheet = desk.shelf.read(asked.path["name"])
    return download(sheet.text.encode(), sheet.name, "application/yaml; charset=utf-8")


def _values(given: dict[str, Any]) -> dict[str, Any]:
    values = given.get("values")
    return pruned(values) if isinstance(values, dict) else {}


def _record(sheet: Sheet, state: Editing) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "revision": sheet.revision,
        "ready": state.ready,
        "remarks": [vars(remark) for remark in state.remarks],
        "asks": [vars(ask) for ask in state.asks],
        "due": state.due,
    }


def _form(values: dict[str, Any]) -> dict[str, Any]:
    """The values in the shape the form has: every list a list, every entry a map, whatever a person wrote by hand."""
    form: dict[str, Any] = {key: _map(values.get(key)) for key in ("单位", "述职人", "组织生活", "书记项目")}
    form |= {key: str(values.get(key, "")) for key in ("年度", "写作日期", "规格", "字数", "导语")}
    form |= {key: [entry if isinstance(entry, dict) else {main: str(entry)} for entry in _list(values.get(key))] for key, main in _LISTS.items()}
    form["打算"] = [str(entry) for entry in _list(values.get("打算"))]
    form["单位"] = form["单位"] | {"类型": [(units.find_type(str(t)) or _Unknown(str(t))).name for t in _list(form["单位"].get("类型"))]}
    form["书记项目"] = form["书记项目"] | {key: "\n".join(map(str, _list(form["书记项目"].get(key)))) for key in ("做法", "成效")}
    return form


class _Unknown:
    """A unit type that is none, shown as it was written."""

    def __init__(self, name: str) -> None:
        self.name = name


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _season(today: dt.date) -> int:
    """The year a report begun today is most likely about."""
    return today.year if today.month >= _AUTUMN else today.year - 1


WAYS = (
    ("GET", "/", home),
    ("GET", "/facts/{name}", show),
    ("GET", "/facts/{name}/file", file),
    ("POST", "/api/facts", create),
    ("POST", "/api/facts/open", take_in),
    ("POST", "/api/facts/{name}", save),
    ("POST", "/api/facts/{name}/copy", copy),
)
