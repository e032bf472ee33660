"""The model path on recorded conversations: real replies, the real client, no network. See tests/recordings/README.md."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict, deque
from collections.abc import Callable
from pathlib import Path

import pytest
from model_stub import task_of
from openai_stub import Request, Response, Stub

from pipeline import units
from pipeline.facts import load
from pipeline.flows.draft import Request as DraftRequest
from pipeline.flows.draft import draft
from pipeline.layout import printed_chars
from pipeline.llm.chat import Chat
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Endpoint
from pipeline.rendering import as_markdown
from pipeline.report import SectionKind
from pipeline.result import Draft
from pipeline.writers.by_model import ModelWriter

ROOT = Path(__file__).parent.parent.parent
GOOD = sorted(p for p in (ROOT / "tests" / "recordings" / "good").iterdir() if p.is_dir())


def replay(folder: Path) -> Callable[[Request], Response]:
    """Answer each request with the recorded reply to the same task, in the order of recording; repeat the last where mending asks again."""
    replies: dict[str, deque[str]] = defaultdict(deque)
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        replies[record["task"]].append(record["reply"])

    def answer(request: Request) -> Response:
        waiting = replies[task_of(request)]
        if not waiting:
            return Stub.fail(400, "nothing was recorded for this task")
        return Stub.say(waiting.popleft() if len(waiting) > 1 else waiting[0])

    return answer


def made(stub: Stub, home: Path, case: Path) -> Draft:
    stub.answer(replay(case))
    writer = ModelWriter(Chat(Endpoint(model="recorded-model", base_url=stub.url, api_key="x"), Ledger(home)), parallel=1, whole=True)
    facts = load(ROOT / "examples" / f"facts-{case.name}.yaml")
    return draft(DraftRequest(facts, dt.date(2026, 1, 12)), writer, lambda *_: (), lambda _: None)


@pytest.mark.parametrize("case", GOOD, ids=lambda p: p.name)
def test_a_recorded_conversation_ends_in_a_report_without_errors(openai_stub: Stub, clean_environment: Path, case: Path):
    result = made(openai_stub, clean_environment, case)
    assert [f"{f.code} {f.excerpt} {f.message}" for f in result.findings if f.level == "error"] == []
    assert result.unused_facts == ()
    assert all(s.status == "written" for s in result.report.sections)
    problem, plan = result.report.section(SectionKind.PROBLEM), result.plan
    assert len(problem.items) == len(plan.rows)
    text = as_markdown(result.report)
    assert "〔" not in text
    assert text.count("我") >= 15


@pytest.mark.parametrize("case", GOOD, ids=lambda p: p.name)
def test_the_length_rule_holds_on_recorded_replies(openai_stub: Stub, clean_environment: Path, case: Path):
    result = made(openai_stub, clean_environment, case)
    told = [f.message for f in result.findings if f.code in ("S10", "S11", "S12")]
    # Facts that do not fill a report are not padded: what would fill it is asked, and a model counts its characters only roughly.
    assert told == [] or (
        result.todo and printed_chars(result.report) > 0.99 * units.rule(load(ROOT / "examples" / f"facts-{case.name}.yaml").rule).low
    )
