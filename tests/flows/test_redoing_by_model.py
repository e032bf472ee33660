"""One section again with the model writer: only that section is asked for, and its mending touches no other."""

from __future__ import annotations

import datetime as dt

from model_stub import obedient, task_of
from pydantic import SecretStr
from test_draft_recorded import ROOT

from pipeline.events import silent
from pipeline.facts import load
from pipeline.flows import redoing
from pipeline.flows.draft import Request, draft
from pipeline.llm.chat import Chat
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Endpoint
from pipeline.report import SectionKind
from pipeline.writers.by_model import ModelWriter

TODAY = dt.date(2026, 1, 12)


def find(*_):
    return ()


def test_a_section_is_asked_for_alone(openai_stub, tmp_path):
    facts = load(ROOT / "examples" / "facts-jiguan.yaml")
    openai_stub.answer(obedient())
    endpoint = Endpoint(model="recorded", base_url=openai_stub.url, api_key=SecretStr("k"))
    writer = ModelWriter(Chat(endpoint, Ledger(tmp_path, silent), silent), parallel=1, whole=True)
    request = Request(facts, TODAY)
    first = draft(request, writer, find, silent)
    asked = len(openai_stub.requests)
    edited = redoing.reworded(first.report, redoing.Place(SectionKind.PLAN, 0), "", "全年走访999户。")
    changed = redoing.reviewed(first, edited, redoing.context_for(first, request, find))
    assert any(f.code == "F01" for f in changed.findings)
    again = ModelWriter(Chat(endpoint, Ledger(tmp_path, silent), silent, fresh=True), parallel=1, whole=True)
    second = redoing.redo(changed, request, frozenset({SectionKind.DUTY}), (again, find), silent)
    tasks = {task_of(sent) for sent in openai_stub.requests[asked:]}
    assert tasks
    assert all("履职" in task or task.startswith("改") for task in tasks)
    assert second.report.section(SectionKind.PLAN).items[0].text == "全年走访999户。"
    assert [s for s in second.report.sections if s.kind is not SectionKind.DUTY] == [
        s for s in changed.report.sections if s.kind is not SectionKind.DUTY
    ]
    assert second.report.section(SectionKind.DUTY).status == "written"
