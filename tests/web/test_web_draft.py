"""The draft pages without a browser."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from model_stub import obedient, task_of
from web_parts import KEY, visitor

from pipeline.facts import load
from pipeline.layout import printed_chars

pytestmark = pytest.mark.usefixtures("indexed")


def begun(web, name="facts-xuexiao.yaml"):
    job = web.post_json("/api/drafts", file=name).json()["job"]
    told = web.wait(job)
    assert told["error"] is None, told
    return told["result"]


def number_of(web, id_):
    return int(re.search(r'data-number="(\d+)"', web.get(f"/draft/{id_}").text).group(1))


def test_a_draft_grows_by_section_and_can_be_looked_at_from_the_start_at_any_time(web):
    job = web.post_json("/api/drafts", file="facts-xuexiao.yaml").json()["job"]
    assert web.get(f"/writing/{job}").status_code == 200
    told = web.wait(job)
    kinds = [event["kind"] for event in told["events"]]
    assert kinds.index("PlanReady") < kinds.index("SectionFinished")
    assert all(event["text"] for event in told["events"] if event["kind"] == "SectionFinished")
    assert web.get(f"/api/jobs/{job}?after=2").json()["events"] == told["events"][2:]


def test_every_sentence_of_a_fact_shows_which(web):
    page = web.get(f"/draft/{begun(web)}").text
    facts = re.findall(r'class="s fact"[^>]*data-facts="([^"]*)"', page)
    assert facts
    assert all(facts)
    assert "【待补充" in page
    assert 'class="s proposal"' in page


@pytest.mark.parametrize("ending", ["docx", "md", "txt", "json"])
def test_each_format_can_be_saved(web, ending):
    answer = web.get(f"/draft/{begun(web)}/file/{ending}")
    assert answer.headers["content-disposition"].startswith("attachment")
    if ending == "docx":
        assert "松岭镇中心小学" in Document(io.BytesIO(answer.content)).paragraphs[0].text
    else:
        assert "松岭镇中心小学" in answer.text


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_trace_of_every_number_can_be_saved(web, ending):
    id_ = begun(web)
    answer = web.get(f"/draft/{id_}/trace/{ending}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert web.get(f"/draft/{id_}/trace/exe").status_code == 404


def test_a_version_to_be_read_out_stands_among_the_downloads(web, desk):
    id_ = begun(web)
    assert web.get(f"/draft/{id_}/oral/docx").status_code == 404
    told = web.wait(web.post_json(f"/api/draft/{id_}/oral", number=1).json()["job"])
    assert told["error"] is None, told
    kept = desk.drafts.get(id_)
    assert 1200 <= printed_chars(kept.oral.report) <= 1500
    page = web.get(f"/draft/{id_}").text
    assert "约需" in page
    assert "又改过" not in page
    answer = web.get(f"/draft/{id_}/oral/docx")
    assert "attachment" in answer.headers["content-disposition"]
    assert "松岭镇中心小学" in "".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert web.get(f"/draft/{id_}/oral/md").text.strip()
    assert web.get(f"/draft/{id_}/oral/exe").status_code == 404
    web.post_json(f"/api/draft/{id_}/item", number=kept.number, kind="duty", item=0, heading="", text="我自己写的。")
    page = web.get(f"/draft/{id_}").text
    assert "它写好以后正稿又改过" in page
    assert "你动手改过的字不会带过去" in page
    assert desk.drafts.get(id_).oral == kept.oral


def test_an_oral_draft_needs_no_other(web, folder):
    path = folder / "facts-xuexiao.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("规格: 三分之一", "规格: 口头"), encoding="utf-8")
    assert 'id="oral"' not in web.get(f"/draft/{begun(web)}").text


def test_an_answer_goes_into_the_facts_file_and_mends_its_section_alone(web, folder, desk):
    id_ = begun(web)
    before = desk.drafts.get(id_).draft
    question = before.todo[0]
    told = web.wait(web.post_json(f"/api/draft/{id_}/answer", number=1, kind="rectify", question=question, answer="党费收缴不及时").json()["job"])
    assert told["error"] is None
    after = desk.drafts.get(id_).draft
    assert load(folder / "facts-xuexiao.yaml").rectifications[0].problem == "党费收缴不及时"
    changed = [new.kind for old, new in zip(before.report.sections, after.report.sections, strict=True) if old != new]
    assert changed == ["rectify"]
    assert question not in after.todo


def test_words_typed_are_kept_with_what_the_checks_say(web, desk):
    id_ = begun(web)
    told = web.post_json(f"/api/draft/{id_}/item", number=1, kind="duty", item=0, heading="学习", text="全年学习99次。").json()
    assert told["number"] == 2
    assert any(note["code"] == "F01" for note in told["notes"])
    assert "全年学习99次。" in web.get(f"/draft/{id_}").text
    assert desk.drafts.get(id_).changed == ("duty",)


def test_the_second_of_two_windows_is_told(web):
    id_ = begun(web)
    assert web.post_json(f"/api/draft/{id_}/heading", number=1, kind="duty", heading="甲").status_code == 200
    refused = web.post_json(f"/api/draft/{id_}/heading", number=1, kind="duty", heading="乙")
    assert refused.status_code == 409
    assert "另一个窗口" in refused.json()["message"]
    assert "甲" in web.get(f"/draft/{id_}").text


def test_a_proposal_is_agreed_to(web, desk):
    id_ = begun(web, "facts-jiguan.yaml")
    draft = desk.drafts.get(id_).draft
    section = next(s for s in draft.report.sections if s.kind == "plan")
    at = next(i for i, s in enumerate(section.items[0].sentences) if s.question)
    assert web.post_json(f"/api/draft/{id_}/settle", number=1, kind="plan", item=0, sentence=at, answer="yes").status_code == 200
    assert len(desk.drafts.get(id_).draft.confirm) == len(draft.confirm) - 1


def test_a_section_is_written_again_over_the_users_words_only_when_asked(web, desk):
    id_ = begun(web)
    before = desk.drafts.get(id_).draft.report
    web.post_json(f"/api/draft/{id_}/item", number=1, kind="duty", item=0, heading="学习", text="我自己写的一句。")
    web.wait(web.post_json(f"/api/draft/{id_}/redo", number=2, kind="plan").json()["job"])
    assert "我自己写的一句。" in web.get(f"/draft/{id_}").text
    web.wait(web.post_json(f"/api/draft/{id_}/redo", number=3, kind="duty").json()["job"])
    assert desk.drafts.get(id_).draft.report == before
    assert desk.drafts.get(id_).changed == ()


def test_drafts_outlive_the_program(web, desk, folder):
    id_ = begun(web)
    from pipeline.web.desk import Desk

    later = visitor(Desk(folder))
    later.get(f"/?token={KEY.token}")
    assert later.get(f"/draft/{id_}").status_code == 200
    assert id_ in later.get("/drafts").text
    later.post_json(f"/api/draft/{id_}/remove")
    assert later.get(f"/draft/{id_}").status_code == 404


def test_facts_changed_since_are_mentioned(web, folder):
    id_ = begun(web)
    path = folder / "facts-xuexiao.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 改\n", encoding="utf-8")
    assert "事实文件在起草以后改过了" in web.get(f"/draft/{id_}").text
    path.unlink()
    assert web.get(f"/draft/{id_}").status_code == 200


def test_incomplete_facts_are_refused_by_name_of_what_is_missing(web):
    name = web.post_json("/api/facts", unit="甲", types=["村"], year="2025").json()["name"]
    refused = web.post_json("/api/drafts", file=name)
    assert refused.status_code == 400
    assert any("述职人" in mistake for mistake in refused.json()["mistakes"])


@pytest.mark.parametrize("where", ["last_year", "answer", "item"])
def test_a_secrecy_mark_is_refused_wherever_it_comes_in(web, folder, where):
    id_ = begun(web)
    before = (folder / "facts-xuexiao.yaml").read_bytes()
    sent = {
        "last_year": ("/api/drafts", {"file": "facts-xuexiao.yaml", "last_year": "机密★\n去年的报告"}),
        "answer": (f"/api/draft/{id_}/answer", {"number": 1, "kind": "rectify", "question": "x", "answer": "秘密★1年"}),
        "item": (f"/api/draft/{id_}/item", {"number": 1, "kind": "duty", "item": 0, "text": "机密★"}),
    }[where]
    assert web.post_json(sent[0], **sent[1]).status_code == 403
    assert (folder / "facts-xuexiao.yaml").read_bytes() == before


def test_a_model_that_is_down_says_so_and_the_key_stays_unseen(web, caplog, capsys):
    key = "sk-secret-key-of-mine"
    web.post_json("/api/settings", model="m", base_url="http://127.0.0.1:9/v1", api_key=key)
    told = web.wait(web.post_json("/api/drafts", file="facts-xuexiao.yaml").json()["job"])
    assert told["error"]["message"]
    assert told["error"]["hint"]
    assert told["result"] == ""
    out = capsys.readouterr()
    seen = str(told) + web.get("/drafts").text + web.get("/settings").text + caplog.text + out.out + out.err
    assert key not in seen


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"number": 1},
        {"number": 1, "kind": "duty"},
        {"number": 1, "kind": "duty", "item": 99},
        {"number": 1, "kind": "x", "item": 0},
        {"number": "1", "kind": "duty", "item": True},
    ],
)
def test_places_that_are_not_there(web, given):
    assert web.post_json(f"/api/draft/{begun(web)}/item", **given, text="x").status_code in (404, 409)


def test_unknown_drafts_and_jobs(web):
    assert web.get("/draft/0000000000000000").status_code == 404
    assert web.get("/draft/..%2F..%2Fweb").status_code == 404
    assert web.get("/writing/none").status_code == 404
    assert web.get("/api/jobs/none").json()["hint"]


def test_nothing_goes_to_another_machine_without_a_yes(web):
    id_ = begun(web)
    web.post_json("/api/settings", model="m", base_url="https://model.example/v1", api_key="k")
    assert 'value="model.example"' in web.get("/drafts").text
    for address, given in (("/api/drafts", {"file": "facts-xuexiao.yaml"}), (f"/api/draft/{id_}/redo", {"number": 1, "kind": "duty"})):
        refused = web.post_json(address, **given)
        assert refused.status_code == 400
        assert "model.example" in refused.json()["message"]
        assert web.post_json(address, **given, agreed="other.example").status_code == 400
    web.post_json("/api/settings", offline=True)
    assert web.post_json("/api/drafts", file="facts-xuexiao.yaml").status_code == 200


def test_a_model_is_asked_anew_when_a_part_is_written_again(web, openai_stub):
    openai_stub.answer(obedient())
    web.post_json("/api/settings", model="m", base_url=openai_stub.url, api_key="k")
    id_ = begun(web, "facts-jiguan.yaml")
    asked = len(openai_stub.requests)
    told = web.wait(web.post_json(f"/api/draft/{id_}/redo", number=1, kind="rectify").json()["job"])
    assert told["error"] is None
    tasks = {task_of(sent) for sent in openai_stub.requests[asked:]}
    assert tasks
    assert all("整改" in task for task in tasks)
    assert "Bearer" not in web.get(f"/draft/{id_}").text
