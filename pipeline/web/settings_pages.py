"""The settings page: the model service, what would leave this machine, and the offline switch of every page."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from pipeline.web.asked import Asked
from pipeline.web.desk import Desk
from pipeline.web.pages import page


def show(desk: Desk, asked: Asked) -> Response:  # noqa: ARG001 - the signature of ways
    now = desk.settings()
    return page(
        desk, "settings", "/settings", embedding=bool(now.embed_model), server=bool(now.chroma_url), home=str(now.home), folder=str(desk.shelf.folder)
    )


def change(desk: Desk, asked: Asked) -> Response:
    desk.type_in(asked.json())
    now = desk.endpoint()
    return JSONResponse({"model": now.model, "base_url": now.base_url, "has_key": now.has_key, "offline": desk.settings().offline})


WAYS = (("GET", "/settings", show), ("POST", "/api/settings", change))
