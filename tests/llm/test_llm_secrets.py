"""A key goes into one header and nowhere else."""

import logging
import traceback
from pathlib import Path

import pytest
from llm_parts import GOOD, KEY, Recorder, ask_once, make_chat
from openai_stub import Stub

from pipeline.errors import ModelError
from pipeline.llm.records import Endpoint

ECHO = f"Incorrect API key provided: {KEY}. Authorization: Bearer {KEY}"


def files_with_the_key(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def everything_of(error: BaseException) -> str:
    """Return all that a traceback and the chained errors could show."""
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=False).format())
    chained = []
    link: BaseException | None = error
    while link is not None:
        chained.append(f"{link!r} {link} {vars(link)}")
        link = link.__cause__ or link.__context__
    return shown + "".join(chained)


@pytest.mark.parametrize("status", [401, 403, 404, 400, 402])
def test_no_error_shows_the_key_even_if_the_service_does(openai_stub, tmp_path, status):
    openai_stub.answer(lambda request: openai_stub.fail(status, ECHO))
    with pytest.raises(ModelError) as caught:
        ask_once(tmp_path, make_chat(openai_stub.url, tmp_path / "home"))
    assert KEY not in everything_of(caught.value)
    assert "***" in caught.value.message


@pytest.mark.parametrize(
    "response",
    [
        Stub.fail(500, ECHO),
        Stub.fail(429, ECHO),
        Stub.fail(400, f"Content Exists Risk {ECHO}"),
        Stub.raw(ECHO.encode()),
        Stub.say(GOOD),
        Stub.reset(),
    ],
)
def test_no_file_event_log_or_outcome_shows_the_key(openai_stub, tmp_path, caplog, clean_environment, response):
    caplog.set_level(logging.DEBUG)
    recorder = Recorder()
    openai_stub.then(openai_stub.say(GOOD)).answer(lambda request: response)
    chat = make_chat(openai_stub.url, clean_environment, recorder)
    outcomes = [ask_once(tmp_path, chat, f"F1 {n}") for n in range(2)]
    assert KEY not in repr(outcomes) + repr(recorder.events) + repr(chat) + repr(vars(chat)) + caplog.text
    assert list(clean_environment.iterdir())
    assert files_with_the_key(clean_environment) == []
    assert openai_stub.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_no_repr_shows_the_key_or_the_password_of_an_address():
    endpoint = Endpoint(model="m", base_url="https://user:pass-word@host.test/v1?k=pass-word", api_key=KEY)
    assert endpoint.public_address == "https://host.test/v1"
    for shown in (repr(endpoint), str(endpoint), repr(make_chat("http://127.0.0.1:1/v1"))):
        assert KEY not in shown
        assert "pass-word" not in shown


def test_a_mistaken_endpoint_does_not_show_the_key():
    with pytest.raises(ValueError) as caught:
        Endpoint(model="", api_key=KEY, timeout=-1, bas_url=KEY)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("key", ["x", "ollama", "EMPTY"])
def test_a_word_given_in_place_of_a_key_spoils_no_reply(openai_stub, tmp_path, key):
    openai_stub.then(openai_stub.say(GOOD))
    assert ask_once(tmp_path, make_chat(openai_stub.url, api_key=key)).raws == (GOOD,)


def test_a_reply_that_gives_the_key_back_is_kept_without_it(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(GOOD.replace("抓学习", KEY)))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url, tmp_path / "home"))
    assert outcome.answer.heading == "***"
    assert files_with_the_key(tmp_path) == []
