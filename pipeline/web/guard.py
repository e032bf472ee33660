"""Who may come in: only a browser on this machine that holds the token, and only from our own pages.

A page of a stranger's in the same browser can send requests to this machine. It knows no token and gets no cookie (SameSite=Strict); its
Origin is not ours; and by a name of its own that points to this machine it comes with a wrong Host. Each of the three alone turns it away.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 21_000_000
"""Bytes of one request: the largest file that is read, and a little."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_CLOSED = "这个页面要从启动时给出的地址打开。请回到启动它的窗口，把那里的完整地址复制到浏览器里；窗口已经关了的话，重新运行 shuzhi web。"
_STRANGE = "这个请求不是从本页面发出的，没有处理。请回到述职的页面再操作。"
_TOO_LARGE = "文件太大了（上限 20 MB），没有收下。请删去里面的图片和附件，只留正文。"


@dataclass(frozen=True)
class Key:
    """``token`` opens the door at ``port`` of this machine. Cookies know no ports, so the cookie's name does."""

    token: str
    port: int

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie(self) -> str:
        return f"shuzhi-{self.port}"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    def fits(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())


class Guard:
    """ASGI middleware: turns away what must not come in, and puts the policy on everything that goes out."""

    def __init__(self, app: ASGIApp, key: Key) -> None:
        self.app = app
        self.key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no WebSocket is ours
            return
        refused = self._answer(scope)
        await (refused or self.app)(scope, receive, _guarded(send))

    def _answer(self, scope: Scope) -> Response | None:
        """What the guard itself answers; None lets the request in."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self.key.hosts:
            return _page("地址不对", _CLOSED, 421)
        if scope["method"] in ("GET", "HEAD") and scope["path"] == "/":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
            if given and self.key.fits(given):
                return self._welcome()
        if not self._holds_cookie(headers):
            return _page("还没有打开", _CLOSED, 403)
        if not self._from_us(scope["method"], headers):
            return JSONResponse({"message": _STRANGE, "hint": "", "mistakes": []}, 403)
        if scope["method"] not in ("GET", "HEAD") and not 0 <= _length(headers) <= MAX_BODY:
            return JSONResponse({"message": _TOO_LARGE, "hint": "", "mistakes": []}, 413)
        return None

    def _welcome(self) -> Response:
        """Swap the token in the address for a cookie that no script can read."""
        response = RedirectResponse("/", 303)
        response.set_cookie(self.key.cookie, self.key.token, httponly=True, samesite="strict", path="/")
        return response

    def _holds_cookie(self, headers: Headers) -> bool:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.key.cookie)
        except CookieError:
            return False
        return found is not None and self.key.fits(found.value)

    def _from_us(self, method: str, headers: Headers) -> bool:
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return method in ("GET", "HEAD") or headers.get("origin", "") == f"http://{headers['host']}"


def _length(headers: Headers) -> int:
    """Bytes announced; -1 where the request does not say, and then nothing is read."""
    given = headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdigit() else -1


def _page(title: str, text: str, status: int) -> HTMLResponse:
    head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    return HTMLResponse(f"{head}<title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(text)}</p></html>", status)


def _guarded(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
