"""Facts found by a model: what is not in the material word for word, or tells other numbers, is not even proposed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openai_stub import Stub

from pipeline.cli.app import run

NOTES = "5月16日暴雨，王建国带8名党员转移群众6户，电话13800138000\n村里的老槐树又开花了，支部在树下听了老党员讲往事\n"


def entry(kind: str, text: str, quote: str, when: str = "") -> dict[str, str]:
    return {"类别": kind, "内容": text, "时间": when, "原文": quote}


@pytest.fixture(autouse=True)
def _notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "笔记.txt").write_text(NOTES, encoding="utf-8")


def init(stub: Stub, *more: str) -> int:
    return run(["init", "--unit", "村", "--from", "笔记.txt", "-o", "村.yaml", "--model", "m", "--base-url", stub.url, *more])


def test_only_what_is_quoted_word_for_word_is_proposed(openai_stub: Stub, capsys: pytest.CaptureFixture[str]):
    good = entry("事实", "支部在树下听老党员讲往事", "支部在树下听了老党员讲往事")
    invented = entry("事实", "召开座谈会3次", "支部召开座谈会")
    inflated = entry("事实", "支部听老党员讲往事12次", "支部在树下听了老党员讲往事")
    dated = entry("问题", "老槐树没有人管", "村里的老槐树又开花了", "2025-05")
    openai_stub.then(Stub.say(json.dumps({"entries": [good, invented, inflated, dated]}, ensure_ascii=False)))
    assert init(openai_stub) == 0
    text = Path("村.yaml").read_text(encoding="utf-8")
    assert "#   来自 笔记.txt 第2行：“支部在树下听了老党员讲往事”" in text
    assert "这一条是模型找的" in text
    assert "座谈会" not in text
    assert "往事12次" not in text
    assert "模型给的 2 条在原文里对不上，没有用" in capsys.readouterr().err


def test_names_and_numbers_stay_here_and_come_back_in_quotes(openai_stub: Stub):
    openai_stub.then(
        Stub.say(json.dumps({"entries": [entry("事实", "〔人1〕雨夜带头", "〔人1〕带8名党员转移群众6户，电话〔号1〕")]}, ensure_ascii=False))
    )
    assert init(openai_stub) == 0
    sent = json.dumps([m["content"] for m in openai_stub.requests[0].messages], ensure_ascii=False)
    assert "王建国" not in sent
    assert "13800138000" not in sent
    assert "〔人1〕带8名党员" in sent
    assert "“王建国带8名党员转移群众6户，电话13800138000”" in Path("村.yaml").read_text(encoding="utf-8")


def test_secret_material_is_never_sent(openai_stub: Stub):
    Path("笔记.txt").write_text("机密★10年\n" + NOTES, encoding="utf-8")
    assert init(openai_stub) == 4
    assert openai_stub.requests == []
    assert not Path("村.yaml").exists()


def test_offline_asks_nobody(openai_stub: Stub):
    assert init(openai_stub, "--offline") == 0
    assert openai_stub.requests == []


def test_where_the_model_cannot_be_reached_the_rules_remain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.llm.chat._WAITS", ())
    code = run(["init", "--unit", "村", "--from", "笔记.txt", "-o", "村.yaml", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"])
    assert code == 3
    assert "8名党员转移群众6户" in Path("村.yaml").read_text(encoding="utf-8")
    assert "出错了" in capsys.readouterr().err
