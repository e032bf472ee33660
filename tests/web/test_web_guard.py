"""Who comes in, and what goes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from web_parts import HOST, KEY

from pipeline.web.guard import MAX_BODY

WEB = Path(__file__).parents[2] / "pipeline" / "web"


@pytest.mark.parametrize(
    "address", ["/", "/facts/facts-jiguan.yaml", "/assets/page.js", "/api/jobs/x", "/?token=", "/?token=wrong", "/drafts?token=a-token-for-tests"]
)
def test_without_the_token_nothing_is_shown(stranger, address):
    answer = stranger.get(address)
    assert answer.status_code == 403
    assert "从启动时给出的地址打开" in answer.text
    assert "水务局" not in answer.text


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_can_use(stranger):
    answer = stranger.get(f"/?token={KEY.token}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert KEY.token not in stranger.get("/").text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "192.168.1.5:8123", "localhost.evil.example:8123", ""])
def test_another_name_for_this_machine_is_refused(web, host):
    assert web.get("/", headers={"Host": host}).status_code == 421


def test_localhost_is_this_machine(desk):
    from web_parts import visitor

    client = visitor(desk)
    client.base_url = "http://localhost:8123"
    assert client.get(f"/?token={KEY.token}").status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8123", ""])
def test_a_request_from_another_page_changes_nothing(web, folder, origin):
    answer = web.post("/api/facts", json={"unit": "别人"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert len(list(folder.glob("*.yaml"))) == 2


def test_a_request_the_browser_calls_foreign_is_refused_even_for_reading(web):
    assert web.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert web.get("/", headers={"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert web.get("/", headers={"Sec-Fetch-Site": "none"}).status_code == 200


def test_too_much_is_refused_before_it_is_read(web):
    assert web.post("/api/read", content=b"x", headers={"Content-Length": str(MAX_BODY + 1)}).status_code == 413


def test_a_body_of_unknown_length_is_refused(web):
    assert web.post("/api/read", content=iter([b"x", b"y"])).status_code == 413


@pytest.mark.parametrize("address", ["/", "/check", "/nowhere", "/assets/style.css", "/api/jobs/none"])
def test_every_answer_bears_the_policy(web, stranger, address):
    for answer in (web.get(address), stranger.get(address)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_nothing_is_fetched_from_outside_and_nothing_is_inline():
    for path in [*(WEB / "assets").iterdir(), *(WEB / "templates").iterdir()]:
        text = path.read_text(encoding="utf-8")
        foreign = [
            url for url in re.findall(r"(?:https?:)?//[\w.]+", text) if "w3.org" not in url and "服务地址" not in url and not url.startswith("// ")
        ]
        assert not [url for url in foreign if re.match(r"(https?:)?//\w", url)], path.name
        if path.suffix == ".html":
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=\"/assets/|application/json))", text), path.name


def test_an_unknown_page_says_what_to_do(web):
    answer = web.get("/nowhere")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert "从上面的目录进去" in answer.text


def test_every_link_of_every_page_leads_somewhere(web):
    seen, todo = set(), ["/"]
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = web.get(address)
        assert answer.status_code == 200, address
        if "text/html" in answer.headers["content-type"]:
            todo += [link.replace("&amp;", "&") for link in re.findall(r'(?:href|src)="(/[^"#]*)', answer.text)]
    assert {"/", "/drafts", "/check", "/rewrite", "/samples", "/settings", "/assets/page.js", f"{HOST}/"[len(HOST) :]} <= seen


def test_a_failure_nobody_foresaw_is_told_without_a_trace(desk, monkeypatch):
    from web_parts import KEY, visitor

    def broken(*_):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(desk, "originals", broken)
    client = visitor(desk)
    client.get(f"/?token={KEY.token}")
    client._transport.raise_server_exceptions = False
    answer = client.post("/api/check", json={"text": "一份报告"})
    assert answer.status_code == 500
    assert "程序出了意外" in answer.json()["message"]
    assert "inside" not in answer.text
