"""The rewrite pages without a browser."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from weak_reports import ANSWERS, MERGED


def word(text: str = MERGED) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        if line.strip():
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def taken_in(web, data=None, name="%E6%8A%A5%E5%91%8A.docx", facts=""):
    told = web.upload(f"/api/rewrites?facts={facts}", name, data or word())
    assert told.status_code == 200, told.text
    return told.json()["id"]


def run(web, id_, answers=None, number=1, agreed=""):
    begun = web.post_json(f"/api/rewrite/{id_}/run", number=number, answers=answers or {}, agreed=agreed)
    assert begun.status_code == 200, begun.text
    return web.wait(begun.json()["job"])


def test_a_report_is_judged_problem_by_problem_and_asked_about(web):
    page = web.get(f"/rewrite/{taken_in(web)}").text
    assert page.count('class="part problem"') == 3
    assert re.search(r"原来的 <span class=\"score\"><b>\d+</b> 分", page)
    assert re.search(r'<mark class="(warning|error|info)">还不强</mark><sup>\d</sup>', page)
    assert "证据 0／30" in page
    assert 'data-answer="问1-证据"' in page
    assert "改后的" not in page
    assert "下载" not in page


def test_answers_are_kept_as_they_are_typed(web, desk):
    id_ = taken_in(web)
    told = web.post_json(f"/api/rewrite/{id_}/answers", number=1, answers={"问1-证据": "主题党日12次，其中9次是念文件", "问9-证据": "没有这一问"})
    assert told.json() == {"number": 2}
    assert desk.rewrites.get(id_).answers == {"问1-证据": "主题党日12次，其中9次是念文件"}
    assert "其中9次是念文件</textarea>" in web.get(f"/rewrite/{id_}").text
    late = web.post_json(f"/api/rewrite/{id_}/answers", number=1, answers={"问1-证据": "另一个窗口"})
    assert late.status_code == 409
    assert "另一个窗口" in late.json()["message"]


def test_before_and_after_stand_side_by_side_and_the_file_is_redlined(web, folder):
    before = sorted(folder.iterdir())
    data = word()
    id_ = taken_in(web, data)
    told = run(web, id_, ANSWERS)
    assert told["error"] is None, told
    assert {"Diagnosed", "ProblemsRewritten"} <= {event["kind"] for event in told["events"]}
    page = web.get(f"/rewrite/{id_}").text
    assert page.count("改后的 <span") == 3
    assert "别处跟着改的" in page
    saved = web.get(f"/rewrite/{id_}/file/docx")
    assert "attachment" in saved.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(saved.content)) as package:
        body = package.read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:del " in body
    assert web.get(f"/rewrite/{id_}/file/md").text.startswith("# 存在问题：改写前后")
    assert web.get(f"/rewrite/{id_}/file/json").json()["changed"]
    assert web.get(f"/rewrite/{id_}/file/exe").status_code == 404
    assert sorted(folder.iterdir()) == before
    assert "改后" in web.get("/rewrite").text


def test_a_text_file_gives_no_word_file(web):
    id_ = taken_in(web, MERGED.encode(), "x.md")
    assert run(web, id_, ANSWERS)["error"] is None
    assert web.get(f"/rewrite/{id_}/file/docx").status_code == 404
    assert "全年" in web.get(f"/rewrite/{id_}/file/txt").text
    assert "/file/docx" not in web.get(f"/rewrite/{id_}").text


def test_new_answers_after_a_rewriting_are_told(web, desk):
    id_ = taken_in(web)
    run(web, id_)
    number = desk.rewrites.get(id_).number
    assert "你又改了回答" not in web.get(f"/rewrite/{id_}").text
    web.post_json(f"/api/rewrite/{id_}/answers", number=number, answers=ANSWERS)
    assert "你又改了回答" in web.get(f"/rewrite/{id_}").text
    run(web, id_, ANSWERS, number + 1)
    assert "你又改了回答" not in web.get(f"/rewrite/{id_}").text


def test_facts_of_the_shelf_are_offered_as_evidence(web):
    id_ = taken_in(web, facts="facts-jiguan.yaml")
    assert run(web, id_)["error"] is None
    page = web.get(f"/rewrite/{id_}").text
    assert "问1-证据：" not in page
    assert "依据 facts-jiguan.yaml" in page
    assert "要你点头的" in page
    assert '<mark class="proposal">' in page


def test_what_cannot_be_rewritten_is_refused_with_what_to_do(web, desk):
    for name, data in (("x.pdf", b"%PDF-1.4"), ("x.docx", b"PK\x03\x04broken"), ("x.txt", "没有那一部分".encode()), ("x.txt", b""), ("", b"x")):
        refused = web.upload("/api/rewrites", name, data)
        assert refused.status_code == 400, name
        assert refused.json()["hint"]
    assert web.upload("/api/rewrites", "x.txt", f"机密★3年\n{MERGED}".encode()).status_code == 403
    assert desk.rewrites.all() == []
    id_ = taken_in(web)
    assert web.post_json(f"/api/rewrite/{id_}/answers", number=1, answers={"问1-证据": "秘密★10年"}).status_code == 403
    assert web.post_json(f"/api/rewrite/{id_}/answers", number=1, answers={"问1-证据": "长" * 3000}).status_code == 400
    assert desk.rewrites.get(id_).answers == {}
    assert web.get(f"/rewrite/{id_}/file/docx").status_code == 404


def test_a_rewriting_is_taken_away_with_its_report(web, desk):
    id_ = taken_in(web)
    assert list(desk.rewrites.folder.glob(f"{id_}.*"))
    assert web.post_json(f"/api/rewrite/{id_}/remove").status_code == 200
    assert not list(desk.rewrites.folder.glob(f"{id_}.*"))
    assert web.get(f"/rewrite/{id_}").status_code == 404
    assert web.post_json(f"/api/rewrite/{id_}/answers", number=1, answers={}).status_code == 404


def test_the_oldest_go_with_their_reports(web, desk):
    ids = [taken_in(web, MERGED.encode(), "x.txt") for _ in range(21)]
    assert {path.name.split(".")[0] for path in desk.rewrites.folder.glob("*.original")} == set(ids[1:])


def test_words_of_a_report_are_never_markup(web):
    text = MERGED.replace("主题党日的吸引力还不强", "<img src=x onerror=alert(1)>主题党日的吸引力还不强")
    page = web.get(f"/rewrite/{taken_in(web, text.encode(), 'x.txt')}").text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_nothing_goes_to_a_remote_host_without_a_yes(web, desk):
    web.post_json("/api/settings", model="m", base_url="https://api.example.com/v1", api_key="sk-x", offline=False)
    id_ = taken_in(web)
    assert 'data-host="api.example.com"' in web.get(f"/rewrite/{id_}").text
    refused = web.post_json(f"/api/rewrite/{id_}/run", number=1, answers=ANSWERS, agreed="")
    assert refused.status_code == 400
    assert "还没有同意" in refused.json()["message"]


@pytest.mark.usefixtures("indexed")
def test_a_model_that_is_down_loses_no_answer(web, desk):
    web.post_json("/api/settings", model="m", base_url="http://127.0.0.1:9/v1", api_key="sk-x")
    id_ = taken_in(web)
    told = run(web, id_, ANSWERS)
    assert told["error"]["hint"]
    assert desk.rewrites.get(id_).answers == ANSWERS
