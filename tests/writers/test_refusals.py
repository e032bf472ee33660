"""What a content filter takes away: smaller parts, then a second model, then rules; and it is said who wrote what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from model_stub import obedient, task_of
from openai_stub import Request, Response, Stub

from pipeline.facts import load
from pipeline.flows.draft import Request as DraftRequest
from pipeline.flows.draft import draft
from pipeline.llm.chat import Chat
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Endpoint
from pipeline.rendering import as_json, as_markdown
from pipeline.report import SectionKind
from pipeline.result import Draft
from pipeline.writers.by_model import ModelWriter

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
REFUSED = Stub.fail(400, "Content Exists Risk", code="invalid_request_error")


def filtering(*words: str) -> Callable[[Request], Response]:
    """A service that refuses whatever holds one of the words: input as DeepSeek does."""
    return lambda request: REFUSED if any(w in request.messages[-1]["content"] for w in words) else obedient()(request)


def made(stub: Stub, home: Path, second: str | None = None, path: str = "facts-jiguan.yaml") -> Draft:
    def chat(url: str, model: str) -> Chat:
        return Chat(Endpoint(model=model, base_url=url, api_key="sk-x"), Ledger(home), sleep=lambda seconds: None)

    writer = ModelWriter(chat(stub.url, "first"), second=chat(second, "second") if second else None)
    return draft(DraftRequest(load(EXAMPLES / path), dt.date(2026, 1, 12)), writer, lambda *_: (), lambda _: None)


def others(result: Draft) -> dict[str, list[str]]:
    """Who wrote which items, besides the first model."""
    found: dict[str, list[str]] = {}
    for section in result.report.sections:
        for item in section.items:
            if item.writer:
                found.setdefault(item.writer, []).append("、".join(item.facts) or section.kind)
    return found


FACTS = load(EXAMPLES / "facts-jiguan.yaml")
BAD = FACTS.evidence[3]


def test_one_fact_that_a_filter_refuses_costs_its_own_item_and_nothing_else(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(filtering(BAD.text[:12]))
    result = made(openai_stub, clean_environment)
    assert all(s.status == "written" for s in result.report.sections)
    written = others(result)
    assert set(written) == {"offline"}
    assert all(BAD.id in facts for facts in written["offline"])
    assert all("Content Exists Risk" in note and "离线写法" in note and BAD.id in note for note in result.notes)
    assert len(result.notes) == len(written["offline"])
    assert BAD.id not in result.unused_facts


def test_a_refused_fact_is_given_as_it_stands_or_not_at_all(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(filtering(BAD.text[:12]))
    made(openai_stub, clean_environment)
    with_id = [r for r in openai_stub.requests if f"〔{BAD.id}〕" in r.messages[1]["content"]]
    assert with_id
    assert all(BAD.text[:12] in r.messages[1]["content"] for r in with_id)


def test_a_second_model_writes_what_the_first_refuses(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(filtering(BAD.text[:12]))
    with Stub() as second:
        second.answer(obedient())
        result = made(openai_stub, clean_environment, second.url)
        assert set(others(result)) == {"second"}
        assert all("由second写" in note for note in result.notes)
        assert len(second.requests) == len(result.notes)


@pytest.mark.parametrize("answer", [Stub.fail(401, "no"), Stub.say("我不能写", finish="content_filter"), Stub.reset()])
def test_a_second_model_that_is_of_no_use_stops_nothing(openai_stub: Stub, clean_environment: Path, answer: Response):
    openai_stub.answer(filtering(BAD.text[:12]))
    with Stub() as second:
        second.answer(lambda request: answer)
        result = made(openai_stub, clean_environment, second.url)
    assert set(others(result)) == {"offline"}
    assert all("second：" in note for note in result.notes)


@pytest.mark.parametrize("path", ["facts-jiguan.yaml", "facts-xuexiao.yaml"])
def test_a_service_that_refuses_everything_leaves_the_offline_report(openai_stub: Stub, clean_environment: Path, path: str):
    openai_stub.answer(lambda request: REFUSED)
    result = made(openai_stub, clean_environment, path=path)
    assert all(s.status == "written" for s in result.report.sections)
    assert result.notes
    assert set(others(result)) == {"offline"}
    assert result.unused_facts == ()
    assert "没有写成" not in as_markdown(result.report)


def test_a_refused_answer_is_tried_in_parts_too(openai_stub: Stub, clean_environment: Path):
    def script(request: Request) -> Response:
        whole = "履职情况" in task_of(request) and "履职2" in request.messages[1]["content"]
        several = request.messages[1]["content"].count("\n履职") > 1
        return Stub.say("半", finish="content_filter") if whole and several else obedient()(request)

    openai_stub.answer(script)
    result = made(openai_stub, clean_environment)
    duty = result.report.section(SectionKind.DUTY)
    assert duty.status == "written"
    assert others(result) == {}
    assert result.notes == ()


def test_the_record_says_who_wrote_what(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(filtering(BAD.text[:12]))
    record = json.loads(as_json(made(openai_stub, clean_environment)))
    assert record["notes"]
    assert {item.get("writer") for section in record["sections"] for item in section["items"]} == {None, "offline"}
