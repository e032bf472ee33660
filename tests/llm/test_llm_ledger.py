"""The ledger: found again, shared, and never in the way."""

import json
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from llm_parts import ANSWER, BAD_FACT, GOOD, KEY, ask_once, make_chat, make_prompt, run_apart

from pipeline.events import Notice
from pipeline.llm.ledger import FILE_NAME, Ledger, request_key
from pipeline.llm.records import Endpoint, Reply, Rung, Stop, Usage

ENDPOINT = Endpoint(model="m", base_url="https://user:secret-word@example.test/v1?api_key=secret-word", api_key=KEY)
DONE = Reply("好", Stop.DONE, Rung.TAGGED, Usage(3, 4), detail="细节", key="k")


def test_only_whole_replies_are_found_again_and_every_text_is_kept(tmp_path):
    ledger = Ledger(tmp_path / "new" / "folder")
    for number, stop in enumerate(Stop):
        ledger.keep(ENDPOINT, Reply(f"文字{number}", stop, Rung.TAGGED, key=stop.value))
    assert [stop for stop in Stop if ledger.find(stop.value)] == [Stop.DONE]
    assert (ledger.holdings().replies, ledger.holdings().reusable) == (len(Stop), 1)
    with closing(sqlite3.connect(ledger.path)) as db:
        assert {text for (text,) in db.execute("SELECT text FROM replies")} == {f"文字{number}" for number in range(len(Stop))}
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_reply_comes_back_as_it_was_but_cached(tmp_path):
    Ledger(tmp_path).keep(ENDPOINT, DONE)
    assert Ledger(tmp_path).find("k") == Reply("好", Stop.DONE, Rung.TAGGED, Usage(3, 4), cached=True, detail="细节", key="k")
    assert Ledger(tmp_path).find("other") is None


def test_the_latest_reply_wins_and_withdrawn_ones_are_not_found_but_stay(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.keep(ENDPOINT, DONE)
    ledger.keep(ENDPOINT, Reply("更好", Stop.DONE, Rung.TAGGED, key="k"))
    assert ledger.find("k").text == "更好"
    ledger.withdraw(["k"])
    assert ledger.find("k") is None
    assert ledger.holdings().replies == 2


def test_rungs_are_remembered_by_address_and_model(tmp_path):
    ledger = Ledger(tmp_path)
    assert ledger.rung(ENDPOINT) is None
    ledger.remember_rung(ENDPOINT, Rung.JSON_OBJECT)
    ledger.remember_rung(ENDPOINT, Rung.TAGGED)
    assert Ledger(tmp_path).rung(ENDPOINT) is Rung.TAGGED
    assert ledger.rung(Endpoint(model="other", base_url=ENDPOINT.base_url)) is None


def test_holdings_and_clear(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.keep(ENDPOINT, DONE)
    ledger.remember_rung(ENDPOINT, Rung.TAGGED)
    holdings = ledger.holdings()
    assert (holdings.replies, holdings.reusable) == (1, 1)
    assert holdings.bytes > 0
    assert holdings.oldest == holdings.newest != ""
    assert ledger.clear() == 1
    assert (ledger.holdings().replies, ledger.holdings().oldest, ledger.rung(ENDPOINT)) == (0, "", None)


def test_the_key_is_made_of_everything_that_decides_a_reply_and_nothing_else():
    messages = [{"role": "user", "content": "好"}]
    base = request_key(ENDPOINT, messages, None)
    assert base == request_key(Endpoint(model="m", base_url="https://example.test/v1/", api_key="another", timeout=1), messages, None)
    others = [
        request_key(ENDPOINT.model_copy(update=change), messages, None)
        for change in ({"model": "n"}, {"base_url": "https://example.test/v2"}, {"temperature": 0.0}, {"max_tokens": 5})
    ]
    others += [request_key(ENDPOINT, [{"role": "system", "content": "好"}], None), request_key(ENDPOINT, messages, {"type": "json_object"})]
    assert len({base, *others}) == 7
    assert request_key(ENDPOINT, [{"role": "user", "content": "\ud800"}], None) != base


def test_no_secret_of_the_endpoint_is_stored(tmp_path):
    ledger = Ledger(tmp_path)
    ledger.keep(ENDPOINT, DONE)
    ledger.remember_rung(ENDPOINT, Rung.TAGGED)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"example.test" in stored
    assert KEY.encode() not in stored
    assert b"secret-word" not in stored


def test_threads_share_it(tmp_path):
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda n: Ledger(tmp_path).keep(ENDPOINT, Reply("x", Stop.DONE, Rung.TAGGED, key=str(n))), range(120)))
    assert Ledger(tmp_path).holdings().reusable == 120


def break_by_garbage(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"this is no database " * 100)


def break_by_folder(folder: Path) -> None:
    (folder / FILE_NAME).mkdir()


def break_by_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        db.execute("PRAGMA user_version = 99")


def break_by_shape(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as db:
        db.execute("PRAGMA user_version = 1")


@pytest.mark.parametrize("broken", [break_by_garbage, break_by_folder, break_by_version, break_by_shape])
def test_a_broken_file_is_told_once_and_stops_nothing(tmp_path, openai_stub, broken):
    (home := tmp_path / "home").mkdir()
    broken(home)
    events = []
    ledger = Ledger(home, events.append)
    ledger.keep(ENDPOINT, DONE)
    ledger.withdraw(["k"])
    assert (ledger.find("k"), ledger.rung(ENDPOINT), ledger.holdings().replies, ledger.clear()) == (None, None, 0, 0)
    assert len(events) == 1
    assert isinstance(events[0], Notice)
    assert str(home) in events[0].text
    openai_stub.then(openai_stub.say(GOOD))
    assert ask_once(tmp_path, make_chat(openai_stub.url, home)).answer == ANSWER


def test_a_home_that_is_a_file_is_told_and_stops_nothing(tmp_path):
    (tmp_path / "home").write_text("x", encoding="utf-8")
    events = []
    assert Ledger(tmp_path / "home", events.append).find("k") is None
    assert len(events) == 1


def test_a_locked_file_is_waited_for_and_then_told(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.llm.ledger._BUSY_SECONDS", 0.05)
    events = []
    ledger = Ledger(tmp_path, events.append)
    ledger.keep(ENDPOINT, DONE)
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ledger.keep(ENDPOINT, DONE)
        assert ledger.find("k") is not None, "readers do not wait for a writer"
        other.execute("ROLLBACK")
    ledger.keep(ENDPOINT, DONE)
    assert len(events) == 1
    assert ledger.holdings().replies == 2


def result(process: subprocess.Popen) -> list:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


def test_a_second_process_pays_for_nothing(tmp_path, openai_stub):
    make_prompt(tmp_path)
    openai_stub.then(openai_stub.say(GOOD))
    arguments = (openai_stub.url, tmp_path / "home", tmp_path, "F1 学习12次")
    assert result(run_apart(*arguments)) == ["done", 1, 0]
    assert result(run_apart(*arguments)) == ["done", 0, 1]
    assert len(openai_stub.requests) == 1


def test_processes_at_the_same_time_all_write(tmp_path, openai_stub):
    make_prompt(tmp_path)
    openai_stub.answer(lambda request: openai_stub.say(GOOD, wait=0.1))
    running = [run_apart(openai_stub.url, tmp_path / "home", tmp_path, f"F1 学习{n}次") for n in range(4)]
    assert [result(process) for process in running] == [["done", 1, 0]] * 4
    assert Ledger(tmp_path / "home").holdings().reusable == 4


def test_a_killed_process_loses_nothing_that_was_answered(tmp_path, openai_stub):
    make_prompt(tmp_path)
    openai_stub.then(openai_stub.say(BAD_FACT), openai_stub.say("晚了", wait=30), openai_stub.say(GOOD))
    arguments = (openai_stub.url, tmp_path / "home", tmp_path, "F1 学习12次")
    killed = run_apart(*arguments)
    while len(openai_stub.requests) < 2 and killed.poll() is None:
        time.sleep(0.02)
    killed.kill()
    killed.communicate()
    assert result(run_apart(*arguments)) == ["done", 1, 1]
    assert [len(request.messages) for request in openai_stub.requests] == [2, 4, 4]


def test_above_its_limit_the_oldest_give_way(tmp_path):
    limit = 300_000
    ledger = Ledger(tmp_path, limit=limit)
    for number in range(100):
        ledger.keep(ENDPOINT, Reply("字" * 4000, Stop.DONE, Rung.TAGGED, key=str(number)))
    assert ledger.holdings().bytes <= limit
    assert ledger.find("99") is not None
    assert ledger.find("0") is None
    assert 10 < ledger.holdings().replies < 30
