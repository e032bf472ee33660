"""What a draft costs: time against the longest chain of dependent calls, requests and tokens against the user's limits.

``DELAY=2 pytest -s tests/writers/test_time_and_money.py`` measures with the two seconds a call that real services take.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from model_stub import obedient, task_of
from openai_stub import Request, Response, Stub

from pipeline.errors import ModelError
from pipeline.events import CallsCounted, Event
from pipeline.facts import load
from pipeline.flows.draft import Request as DraftRequest
from pipeline.flows.draft import draft
from pipeline.llm.chat import Chat
from pipeline.llm.ledger import Ledger
from pipeline.llm.meter import Meter
from pipeline.llm.records import Endpoint
from pipeline.result import Draft
from pipeline.writers.by_model import ModelWriter

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
DELAY = float(os.environ.get("DELAY", "0.3"))


def made(stub: Stub, home: Path | None, meter: Meter | None = None, *, fresh: bool = False) -> Draft:
    endpoint = Endpoint(model="m", base_url=stub.url, api_key="sk-x")
    chat = Chat(endpoint, Ledger(home) if home else None, meter=meter, fresh=fresh, sleep=lambda seconds: None)
    facts = load(EXAMPLES / "facts-jiguan.yaml")
    return draft(DraftRequest(facts, dt.date(2026, 1, 12)), ModelWriter(chat), lambda *_: (), lambda _: None)


def timed(spans: list[tuple[float, float]]) -> Callable[[Request], Response]:
    """An obedient model that takes its time and notes when."""
    lock = threading.Lock()

    def answer(request: Request) -> Response:
        began = time.monotonic()
        time.sleep(DELAY)
        with lock:
            spans.append((began, time.monotonic()))
        return obedient()(request)

    return answer


def longest_chain(spans: list[tuple[float, float]]) -> int:
    """The most calls of which each began after the one before had ended."""
    chain, end = 0, 0.0
    for began, ended in sorted(spans, key=lambda span: span[1]):
        if began >= end:
            chain, end = chain + 1, ended
    return chain


def test_a_draft_takes_little_longer_than_its_longest_chain_of_calls(openai_stub: Stub):
    openai_stub.answer(obedient())
    made(openai_stub, None)  # what is loaded once is loaded
    spans: list[tuple[float, float]] = []
    openai_stub.answer(timed(spans))
    began = time.monotonic()
    made(openai_stub, None)
    took, chain = time.monotonic() - began, longest_chain(spans)
    path, in_a_row = chain * DELAY, len(spans) * DELAY
    print(
        f"\n{DELAY:.1f} s a call: {took:.2f} s for {len(spans)} calls; path {chain} calls = {path:.1f} s (×{took / path:.2f}); in a row ÷{in_a_row / took:.2f}"
    )
    assert chain <= 4, "plan, sections at once, at most two rounds of mending"
    assert in_a_row / took > 1.5
    if DELAY >= 2:
        assert took <= 1.15 * path
        assert in_a_row >= 3 * took


def test_the_stable_part_comes_first_and_is_most_of_what_is_sent(openai_stub: Stub):
    openai_stub.answer(obedient())
    made(openai_stub, None)
    prompts = [r.messages[0]["content"] + r.messages[1]["content"] for r in openai_stub.requests]
    written = [p for p, r in zip(prompts, openai_stub.requests, strict=True) if "主线" not in task_of(r)]
    shared = written[0][: written[0].index("## 任务：")]
    assert all(p.startswith(shared) for p in written)
    share = len(shared) * len(written) / sum(map(len, prompts))
    print(f"\nstable part: {share:.0%} of {sum(map(len, prompts))} characters in {len(prompts)} prompts")
    assert share >= 0.5


@pytest.mark.parametrize("most", [1, 3, 5])
def test_max_calls_stops_with_what_is_done_and_a_rerun_goes_on(openai_stub: Stub, clean_environment: Path, most: int):
    openai_stub.answer(obedient())
    try:
        first = made(openai_stub, clean_environment, Meter(max_calls=most))
    except ModelError as error:
        assert (most, "上限" in error.message) == (1, True)  # noqa: PT017 - one request is the plan, and no section was written
    else:
        unwritten = [s for s in first.report.sections if s.status == "unwritten"]
        assert unwritten
        assert all("--max-calls" in s.reason for s in unwritten)
        assert first.blocked
    assert len(openai_stub.requests) == most
    again = made(openai_stub, clean_environment)
    assert all(s.status == "written" for s in again.report.sections)
    assert again.stats.cached_calls >= most


def test_max_tokens_is_never_overrun_by_prompts(openai_stub: Stub):
    def counted(request: Request) -> Response:
        reply = obedient()(request)
        prompt = round(sum(len(m["content"]) for m in request.messages) * 0.65)
        return replace(reply, body=reply.body | {"usage": {"prompt_tokens": prompt, "completion_tokens": 200}})

    openai_stub.answer(counted)
    meter = Meter(max_tokens=8000)
    result = made(openai_stub, None, meter)
    used = meter.counted.prompt_tokens + meter.counted.completion_tokens
    assert 2000 < used <= 8000 + 200 * 8
    assert any("--max-tokens" in s.reason for s in result.report.sections)


def test_failed_requests_count_too(openai_stub: Stub):
    openai_stub.answer(lambda request: Stub.fail(503, "busy"))
    with pytest.raises(ModelError):
        made(openai_stub, None, Meter(max_calls=2))
    assert len(openai_stub.requests) == 2


def test_the_count_is_live_and_ends_as_the_record_has_it(openai_stub: Stub, clean_environment: Path):
    def cached(request: Request) -> Response:
        reply = obedient()(request)
        return replace(reply, body=reply.body | {"usage": {"prompt_tokens": 100, "completion_tokens": 10, "prompt_cache_hit_tokens": 80}})

    openai_stub.answer(cached)
    events: list[Event] = []
    result = made(openai_stub, clean_environment, Meter(listen=events.append))
    counts = [e for e in events if isinstance(e, CallsCounted)]
    assert sorted(c.calls for c in counts) == list(range(1, len(openai_stub.requests) + 1))
    last = max(counts, key=lambda c: c.calls)
    stats = result.stats
    assert (stats.calls, stats.prompt_tokens, stats.completion_tokens) == (last.calls, last.prompt_tokens, last.completion_tokens)
    assert (stats.cached_tokens, last.cached_tokens) == (80 * last.calls,) * 2
    again: list[Event] = []
    made(openai_stub, clean_environment, Meter(listen=again.append))
    assert max(e.cached_calls for e in again) == last.calls


def test_a_service_that_counts_nothing_is_counted_by_characters(openai_stub: Stub):
    openai_stub.answer(lambda request: replace(obedient()(request), body={k: v for k, v in obedient()(request).body.items() if k != "usage"}))
    meter = Meter()
    made(openai_stub, None, meter)
    assert meter.counted.estimated
    assert meter.counted.prompt_tokens > 1000


def test_fresh_asks_everything_anew(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(obedient())
    made(openai_stub, clean_environment)
    asked = len(openai_stub.requests)
    made(openai_stub, clean_environment, fresh=True)
    assert len(openai_stub.requests) == 2 * asked
