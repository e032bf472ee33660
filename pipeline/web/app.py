"""The ways of the page: which address does what, and how what is refused is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import ShuzhiError
from pipeline.web import check_pages, draft_pages, facts_pages, found_pages, rewrite_pages, sample_pages, settings_pages
from pipeline.web.asked import NAME_HEADER, Asked, MissingError, file_name, refusal
from pipeline.web.desk import Desk
from pipeline.web.guard import Guard, Key
from pipeline.web.pages import HERE, sorry

Work = Callable[[Desk, Asked], Response]

_MODULES = (facts_pages, found_pages, draft_pages, check_pages, rewrite_pages, sample_pages, settings_pages)


def make_app(desk: Desk, key: Key) -> Starlette:
    """The whole page over ``desk``; only who holds ``key`` comes in."""
    routes = [_route(desk, method, path, work) for module in _MODULES for method, path, work in module.WAYS]

    async def unknown(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the signature of handlers
        return sorry(desk, MissingError("没有这个页面", hint="请从上面的目录进去。"))

    async def broken(request: Request, error: Exception) -> Response:  # noqa: ARG001
        told = {"message": "程序出了意外，这一步没有做成", "hint": "请再试一次；还不行，请把启动窗口里的文字发给维护的人。", "mistakes": []}
        return JSONResponse(told, 500)

    return Starlette(
        routes=[*routes, Mount("/assets", _Assets(directory=HERE / "assets"))],
        middleware=[Middleware(Guard, key=key)],
        exception_handlers={404: unknown, 405: unknown, Exception: broken},
    )


def _route(desk: Desk, method: str, path: str, work: Work) -> Route:
    async def answer(request: Request) -> Response:
        asked = Asked(request.path_params, request.query_params, file_name(request.headers.get(NAME_HEADER, "")), await request.body())
        return await run_in_threadpool(_done, desk, work, asked, method)

    return Route(path, answer, methods=[method], name=f"{method} {path}")


def _done(desk: Desk, work: Work, asked: Asked, method: str) -> Response:
    try:
        return work(desk, asked)
    except ShuzhiError as error:
        return sorry(desk, error) if method == "GET" and not asked.path.get("job") else refusal(error)


class _Assets(StaticFiles):
    """Our own files. They may be kept by the browser but are asked for again each time, so a new version shows at once."""

    def file_response(self, full_path: str | Path, *args: object, **kwargs: object) -> Response:  # type: ignore[override]
        response = super().file_response(full_path, *args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response
