"""Check, samples and settings without a browser."""

from __future__ import annotations

import io
import socket

import pytest
from docx import Document

from pipeline import wiring

REPORT = (
    "甲村党支部书记2024年度抓基层党建工作述职报告\n一、工作情况\n开展主题党日12次。\n二、存在的问题\n学习还不够深入。\n三、下一步打算\n加强学习。\n"
)


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def checked(web, **given):
    return web.post_json("/api/check", text=REPORT, **given).json()["id"]


def test_a_file_is_read_and_never_stored(web, folder):
    before = sorted(folder.iterdir())
    told = web.upload("/api/read", "%E6%8A%A5%E5%91%8A.docx", docx("第一段", "第二段")).json()
    assert told["name"] == "报告.docx"
    assert "第二段" in told["text"]
    assert sorted(folder.iterdir()) == before


def test_how_a_word_page_is_set_is_judged_with_its_text(web):
    told = web.upload("/api/read", "r.docx", docx("第一段", "第二段")).json()
    assert told["layout"]["paper"] == [215.9, 279.4]
    assert "A4" in web.get(f"/check/{checked(web, layout=told['layout'])}").text
    assert "A4" not in web.get(f"/check/{checked(web)}").text
    assert web.post_json("/api/check", text=REPORT, layout={"paper": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.docx", b"PK\x03\x04broken"),
        ("x.doc", b"\xd0\xcf\x11\xe0" + bytes(100)),
        ("x.exe", b"MZ"),
        ("x.txt", b""),
        ("", b"x"),
        ("x.pdf", b"no pdf"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(web, name, data):
    refused = web.upload("/api/read", name, data)
    assert refused.status_code == 400
    assert refused.json()["message"]
    assert refused.json()["hint"]


def test_a_marked_file_is_refused(web):
    refused = web.upload("/api/read", "x.txt", "机密★3年\n正文".encode())
    assert refused.status_code == 403
    assert web.post_json("/api/check", text="机密★3年\n正文").status_code == 403


def test_findings_stand_beside_the_text(web):
    page = web.get(f"/check/{checked(web, name='我的.docx')}").text
    assert "<h1>我的</h1>" in page
    assert "<mark" in page
    assert 'class="note' in page
    saved = web.get(f"/check/{checked(web)}/page")
    assert saved.text.startswith("<!doctype html>")
    assert "attachment" in saved.headers["content-disposition"]


def test_words_of_a_report_are_never_markup(web):
    id_ = web.post_json("/api/check", text="<script>alert(1)</script>标题\n一、问题\n<b>x</b>不够。\n").json()["id"]
    page = web.get(f"/check/{id_}").text
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_facts_are_used_and_incomplete_ones_refused(web):
    id_ = checked(web, facts="facts-jiguan.yaml")
    assert "facts-jiguan.yaml" in web.get(f"/check/{id_}").text
    name = web.post_json("/api/facts", unit="甲", types=["村"], year="2025").json()["name"]
    assert "还没有填完" in web.post_json("/api/check", text=REPORT, facts=name).json()["message"]


def test_nothing_to_check_says_what_to_do(web):
    assert "选一个" in web.post_json("/api/check", text=" ").json()["hint"]
    assert web.get("/check/nothing").status_code == 404


@pytest.mark.usefixtures("indexed")
def test_samples_are_found_added_and_removed(web):
    assert "找到" in web.get("/samples?q=主题党日次数不够").text
    assert "你还没有添加样本" in web.get("/samples").text
    report = (
        "某某县审计局机关党支部书记2023年度抓基层党建工作述职报告\n一、主要做法\n（一）抓学习。全年开展集中学习24次，讲党课2次。\n（二）抓组织。召开支部党员大会4次、支委会12次。\n"
        "二、存在的问题\n一是我抓学习不深，全年专题研讨只有3次。二是支部活动形式单一，有4次只读了文件。\n三、下一步打算\n每季度研讨1次，由我点评。每月主题党日到项目现场开，年底公开次数。\n以上述职，请予评议。\n"
    )
    told = web.upload("/api/samples", "2023.txt", (report * 2).encode()).json()["outcomes"]
    assert told, told
    added = [o for o in told if o["status"] == "added"]
    if added:
        assert added[0]["id"] in web.get("/samples").text
        assert web.post_json(f"/api/samples/{added[0]['id']}/remove").status_code == 200
    assert web.post_json("/api/samples/nothing/remove").status_code == 404


def test_a_sample_can_be_looked_at(web):
    from pipeline.samples.library import own_reports

    report = own_reports()[0]
    page = web.get(f"/samples/{report.id}").text
    assert report.unit_types[0] in page
    assert "虚构单位" in page
    assert web.get("/samples/nothing").status_code == 404
    assert web.get("/samples/..%2F..%2Fx").status_code == 404


def test_a_marked_sample_is_refused_without_the_path_it_lay_at(web):
    refused = web.upload("/api/samples", "%E5%AF%86.txt", "机密★3年\n正文".encode())
    assert refused.status_code == 403
    assert "密.txt" in refused.json()["message"]
    assert "/tmp" not in refused.json()["message"]
    assert "shuzhi-" not in refused.json()["message"]


def test_names_of_files_are_fit_for_any_disk(web):
    for name in ("..", "%2E%2E%2F%2E%2E%2Fx.txt", "a%00b%3A%3F.txt", "%E5%AD%97" * 120 + ".txt"):
        assert web.upload("/api/samples", name, "不是报告".encode()).status_code in (200, 400), name


def test_a_key_is_never_shown(web):
    web.post_json("/api/settings", model="m", base_url="https://example.test/v1", api_key="sk-mine")
    page = web.get("/settings").text
    assert "sk-mine" not in page
    assert "你在这里填的" in page
    assert "example.test" in page
    web.post_json("/api/settings", forget_key=True)
    assert "你在这里填的" not in web.get("/settings").text


def test_a_wrong_address_is_refused_and_nothing_changes(web):
    refused = web.post_json("/api/settings", base_url="file:///etc/passwd")
    assert refused.status_code == 400
    assert "http" in refused.json()["hint"]


def test_a_key_goes_to_no_other_host(web, desk):
    web.post_json("/api/settings", model="m", base_url="https://one.example/v1", api_key="sk-one")
    refused = web.post_json("/api/settings", model="m", base_url="https://two.example/v1")
    assert refused.status_code == 400
    assert "密钥" in refused.json()["message"]
    assert desk.settings().base_url == "https://one.example/v1"
    assert web.post_json("/api/settings", model="m2", base_url="https://one.example/v2").json()["has_key"]
    assert not web.post_json("/api/settings", base_url="http://127.0.0.1:11434/v1").json()["has_key"]


def test_the_offline_switch_closes_the_network_and_opens_it_again(web):
    web.post_json("/api/settings", model="m", base_url="https://example.test/v1", api_key="sk", offline=True)
    page = web.get("/").text
    assert 'aria-checked="true"' in page
    assert "什么都不发出去" in page
    with socket.socket() as probe, pytest.raises(RuntimeError, match="offline"):
        probe.connect(("127.0.0.1", 9))
    web.post_json("/api/settings", offline=False)
    assert "example.test" in web.get("/").text
    with socket.socket() as probe, pytest.raises(OSError):
        probe.connect(("127.0.0.1", 9))
    assert not wiring._forbidden


def test_offline_from_the_start_stays_until_switched(folder, monkeypatch):
    from web_parts import KEY, visitor

    from pipeline.web.desk import Desk

    monkeypatch.setenv("SHUZHI_OFFLINE", "1")
    desk = Desk(folder)
    client = visitor(desk)
    client.get(f"/?token={KEY.token}")
    assert 'aria-checked="true"' in client.get("/").text
    desk.close()
    assert not wiring._forbidden


def test_a_search_that_would_leave_needs_a_yes_first(web, monkeypatch):
    monkeypatch.setenv("SHUZHI_EMBED_MODEL", "e")
    monkeypatch.setenv("SHUZHI_EMBED_BASE_URL", "https://vectors.example/v1")
    refused = web.get("/samples?q=党课")
    assert refused.status_code == 400
    assert "vectors.example" in refused.text
    assert "还没有同意" in refused.text
    web.post_json("/api/settings", offline=True)
    assert web.get("/samples").status_code == 200
