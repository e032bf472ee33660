"""Rewriting through a model, against a loopback endpoint that answers with what it was given."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openai_stub import Request, Response, Stub
from weak_reports import ANSWERS, MERGED, SEPARATE

from pipeline.errors import ModelError
from pipeline.flows.rewrite import RewriteRequest, rewrite
from pipeline.llm.chat import Chat
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Endpoint
from pipeline.rewriting import Rewrite
from pipeline.writers.by_model import ModelWriter

_GIVEN = re.compile(r"〔([^〕]+)〕([^；]+)")


def obedient(bend: Callable[[dict[str, str]], dict[str, str]] | None = None) -> Callable[[Request], Response]:
    """Answers every part with the sentences the task names, marks and all."""

    def answer(request: Request) -> Response:
        prompt = request.messages[1]["content"]
        task = prompt[prompt.index("要写的部分：") : prompt.index("上一遍的审稿意见")]
        parts = {name: _text(name, spec) for name, spec in re.findall(r"^(\S+?)(?:（[^）]*）)?：(.+)$", task, re.MULTILINE)}
        return Stub.say(json.dumps({"parts": [{"name": n, "text": t} for n, t in (bend(parts) if bend else parts).items()]}, ensure_ascii=False))

    return answer


def _text(name: str, spec: str) -> str:
    gap = re.search(r"【待补充：[^】]*】", spec)
    told = "".join(f"{text.rstrip('。；')}。〔{ids}〕" for ids, text in _GIVEN.findall(spec) if ids != "拟")
    number = "一二三"[int(name[-1]) - 1]
    if "标〔拟〕" in spec:
        told = (
            f"对第{number}个问题，由我牵头去办。〔拟〕每季度由我查一次记录。〔拟〕" if name.startswith("措施") else "我图省事，没有往深处想。〔拟〕"
        )
    return told + (gap.group() if gap else "") or "。"


def rewritten(stub: Stub, home: Path, text: str = MERGED, answers: dict[str, str] | None = None) -> Rewrite:
    endpoint = Endpoint(model="test-model", base_url=stub.url, api_key="sk-planted")
    writer = ModelWriter(Chat(endpoint, Ledger(home), sleep=lambda seconds: None))
    return rewrite(RewriteRequest(text, "报告.md", dt.date(2026, 1, 20), None, answers or {}), writer, lambda e: None)


@pytest.mark.parametrize("text", [MERGED, SEPARATE], ids=["merged", "separate"])
def test_one_ask_brings_all_problems_from_the_same_rows(openai_stub: Stub, clean_environment: Path, text: str):
    openai_stub.answer(obedient())
    result = rewritten(openai_stub, clean_environment, text, ANSWERS)
    assert result.changed, result.verdict
    assert len(openai_stub.requests) == 1
    assert result.prompts == ("rewrite@1",)
    assert (result.writer, result.model) == ("model", "test-model")
    assert result.diagnosis_after.score - result.diagnosis_before.score >= 30
    assert "〔" not in result.text
    assert result.problems[0].facts == ("问1-证据", "问1-原因")


def test_a_gap_that_the_model_forgets_is_put_back(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(obedient(lambda parts: {n: "这事不小。" if n.startswith("问题") else t for n, t in parts.items()}))
    result = rewritten(openai_stub, clean_environment)
    assert result.after.count("【待补充：") == 3


def test_an_invented_figure_goes_back_and_is_cut_where_it_stays(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(obedient(lambda parts: {n: t + "到会率只有37%。〔问1-证据〕" if n == "问题1" else t for n, t in parts.items()}))
    result = rewritten(openai_stub, clean_environment, MERGED, ANSWERS)
    assert len(openai_stub.requests) == 2
    assert "37%" in openai_stub.requests[1].messages[1]["content"]
    assert "37%" not in result.text
    assert "已经删去" in result.after


def test_a_model_that_answers_nothing_usable_is_an_error_and_nothing_is_written(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(lambda request: Stub.say("我不能写。"))
    with pytest.raises(ModelError):
        rewritten(openai_stub, clean_environment, MERGED, ANSWERS)


DEMANDS = MERGED.replace("组织生活形式不够丰富", "我对工作要求过高，有时急于求成")


def test_a_heading_that_says_little_is_found_anew_and_an_empty_one_refused(openai_stub: Stub, clean_environment: Path):
    def named(heading: str) -> Rewrite:
        openai_stub.answer(obedient(lambda parts: {n: heading if n.startswith("标题") else t for n, t in parts.items()}))
        return rewritten(openai_stub, clean_environment, DEMANDS, ANSWERS)

    assert "笔记抄了没有人看" in named("笔记抄了没有人看").after
    asked = openai_stub.requests[-1].messages[1]["content"]
    assert re.search(r"^标题1：现在是“.+”，说得空，照材料换一个$", asked, re.MULTILINE)
    assert "学习还不够深入" not in named("学习还不够深入").after
