"""``shuzhi doctor`` and ``shuzhi cache`` as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openai_stub import Request, Response, Stub

from pipeline.cli.app import run
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Endpoint, Reply, Rung, Stop

KEY = "sk-planted-55d0e2"
TINY = '{"greeting": "你好"}'


def service(*forms: str) -> Stub:
    """Make a script for a service that takes these forms only, and says so in its own words."""

    def answer(request: Request) -> Response:
        if request.form and request.form not in forms:
            return Stub.fail(400, f"{request.form}: response_format or tools not supported")
        return Stub.call(TINY) if request.form == "tools" else Stub.say(TINY if request.form else "<<<greeting>>>\n你好")

    return answer


@pytest.mark.parametrize(
    ("forms", "rung"),
    [
        (("json_schema", "json_object", "tools"), Rung.JSON_SCHEMA),
        (("json_object",), Rung.JSON_OBJECT),
        (("tools",), Rung.TOOLS),
        ((), Rung.TAGGED),
    ],
)
def test_the_endpoint_is_probed_and_the_best_rung_remembered(openai_stub: Stub, clean_environment: Path, capfd, monkeypatch, forms, rung):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    openai_stub.answer(service(*forms))
    assert run(["doctor", "--model", "m", "--base-url", openai_stub.url]) == 0
    shown = capfd.readouterr()
    assert len(openai_stub.requests) == 4
    assert [word for word in ("数据文件夹", "样本库", "调用记录", "（本机），有密钥", "以后从") if word not in shown.out] == []
    assert shown.out.count("│ 能 ") == len(forms) + 1
    assert KEY not in shown.out + shown.err
    assert Ledger(clean_environment).rung(Endpoint(model="m", base_url=openai_stub.url)) is rung
    assert Ledger(clean_environment).holdings().replies == 0, "trying is no work to be kept"


def test_nothing_of_the_users_is_sent(openai_stub: Stub, clean_environment: Path):
    openai_stub.answer(service())
    run(["doctor", "--model", "m", "--base-url", openai_stub.url])
    assert all(len(m["content"]) < 120 for r in openai_stub.requests for m in r.messages)


@pytest.mark.parametrize(
    ("answer", "words"), [(Stub.fail(401, "bad"), "不认所给的 API Key"), (Stub.fail(404, "no model"), "没有模型"), (Stub.reset(), "连不上")]
)
def test_an_endpoint_of_no_use_is_told_and_ends_with_3(openai_stub: Stub, clean_environment: Path, capfd, monkeypatch, answer: Response, words: str):
    monkeypatch.setattr("pipeline.llm.chat._WAITS", (0.0, 0.0))
    openai_stub.answer(lambda request: answer)
    assert run(["doctor", "--model", "m", "--base-url", openai_stub.url]) == 3
    assert words in capfd.readouterr().out


def test_a_home_that_cannot_be_written_ends_with_2(clean_environment: Path, capfd, monkeypatch, tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("SHUZHI_HOME", str(tmp_path / "file"))
    assert run(["doctor"]) == 2
    assert "✗ 数据文件夹" in capfd.readouterr().out


def test_offline_tries_no_model(openai_stub: Stub, clean_environment: Path, capfd):
    assert run(["doctor", "--offline", "--model", "m", "--base-url", openai_stub.url]) == 0
    assert openai_stub.requests == []
    assert "没有试" in capfd.readouterr().out


def test_cache_shows_and_clears(clean_environment: Path, capfd):
    assert run(["cache"]) == 0
    assert "回答：0 条" in capfd.readouterr().out
    Ledger(clean_environment).keep(Endpoint(model="m"), Reply("好", Stop.DONE, Rung.TAGGED, key="k"))
    run(["cache"])
    assert "回答：1 条，其中 1 条" in capfd.readouterr().out
    assert run(["cache", "--clear"]) == 0
    assert "已删除 1 条" in capfd.readouterr().out
    assert Ledger(clean_environment).holdings().replies == 0
