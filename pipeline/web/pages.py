"""Pages from templates; everything put into one is escaped. Every page has the ways, the offline switch and what is sent in plain sight."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from pipeline import __version__
from pipeline.errors import FactsError, ShuzhiError
from pipeline.web.asked import status_of
from pipeline.web.desk import Desk

HERE = Path(__file__).parent
WAYS = (("/", "事实"), ("/drafts", "起草"), ("/rewrite", "改写"), ("/check", "检查"), ("/samples", "样本"), ("/settings", "设置"))


@cache
def _templates() -> Environment:
    # Written out by name: an environment that escapes by the file's ending would trust a template with another.
    return Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(desk: Desk, name: str, way: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of template ``name``; ``way`` is the one marked as where the user is."""
    known = {"ways": WAYS, "way": way, "version": __version__, "offline": desk.settings().offline, "endpoint": desk.endpoint()}
    text = _templates().get_template(f"{name}.html").render(known | values)
    # Names and words of files may hold what no encoding can spell.
    return HTMLResponse(text.encode("utf-8", "replace"), status)


def sorry(desk: Desk, error: ShuzhiError) -> HTMLResponse:
    """What happened and what to do next, as a page."""
    mistakes = error.mistakes if isinstance(error, FactsError) else ()
    return page(desk, "sorry", "", status_of(error), message=error.message, hint=error.hint, mistakes=mistakes)
