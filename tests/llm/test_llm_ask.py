"""The ladder: from an ask to a typed outcome, through the real client."""

import threading
import time

import pytest
from llm_parts import ANSWER, BAD_FACT, GOOD, TAGGED, Part, Recorder, ask_once, make_ask, make_chat, make_prompt, run_apart
from openai_stub import Stub

from pipeline.errors import ModelError
from pipeline.llm.ask import chain
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Rung, Stop, Usage
from pipeline.prompts import PromptError

LONG = '{"heading": "抓学习", "lines": [{"text": "开展学习12次。", "facts": ["F1"]}, {"text": "又'


def forms(stub: Stub) -> list[str]:
    return [request.form for request in stub.requests]


def test_an_answer_at_the_first_call(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(GOOD))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.label, outcome.answer, outcome.stop, outcome.raws) == ("第一部分", ANSWER, Stop.DONE, (GOOD,))
    assert (outcome.calls, outcome.cached_calls, outcome.rung, outcome.problems) == (1, 0, Rung.JSON_SCHEMA, ())
    assert outcome.usage == Usage(10, len(GOOD))
    (request,) = openai_stub.requests
    assert [message["role"] for message in request.messages] == ["system", "user"]
    assert request.messages[1]["content"].startswith("事实：\nF1 开展学习12次\n\n写一段。\n只输出一个 JSON")
    assert request.body["response_format"]["json_schema"]["schema"]["required"] == ["heading", "lines"]


def only_json_object(request):
    return Stub.say(GOOD) if request.form == "json_object" else Stub.fail(400, "This response_format type is unavailable now")


def only_text(request):
    return Stub.fail(400, f"{request.form} is not supported") if request.form else Stub.say(TAGGED)


def only_tools(request):
    if request.form != "tools":
        return Stub.fail(400, f"response_format {request.form} is not supported")
    assert request.body["tool_choice"] == "auto", "thinking models refuse to be forced"
    return Stub.call(GOOD)


@pytest.mark.parametrize(
    ("script", "rung", "path"),
    [
        (only_json_object, Rung.JSON_OBJECT, ["json_schema", "json_object"]),
        (only_tools, Rung.TOOLS, ["json_schema", "json_object", "tools"]),
        (only_text, Rung.TAGGED, ["json_schema", "json_object", "tools", ""]),
    ],
)
def test_the_ladder_steps_down_and_the_rung_is_remembered(openai_stub, tmp_path, script, rung, path):
    openai_stub.answer(script)
    chat = make_chat(openai_stub.url, tmp_path / "home")
    outcome = ask_once(tmp_path, chat)
    assert (outcome.answer, outcome.rung, outcome.calls) == (ANSWER, rung, 1)
    assert forms(openai_stub) == path
    ask_once(tmp_path, chat, "F1 又一次")
    assert forms(openai_stub)[len(path) :] == path[-1:], "the same chat begins where it got to"
    ask_once(tmp_path, make_chat(openai_stub.url, tmp_path / "home"), "F1 第三次")
    assert forms(openai_stub)[len(path) + 1 :] == path[-1:], "and so does the next run"
    assert Ledger(tmp_path / "home").holdings().replies == 3


def test_tagged_text_is_asked_for_in_its_own_words(openai_stub, tmp_path):
    openai_stub.answer(only_text)
    ask_once(tmp_path, make_chat(openai_stub.url))
    assert "只输出一个 JSON" in openai_stub.requests[1].messages[1]["content"]
    assert "调用函数 answer" in openai_stub.requests[2].messages[1]["content"]
    assert openai_stub.requests[3].messages[1]["content"].endswith(Part.tagged_form())


@pytest.mark.parametrize(
    "response",
    [Stub.call(GOOD), Stub.call(GOOD, text="好的，我来交稿。"), Stub.say(f"```json\n{GOOD}\n```"), Stub.call("{}", GOOD)],
)
def test_a_function_called_with_or_without_words_or_not_at_all_is_an_answer(openai_stub, tmp_path, response):
    openai_stub.answer(lambda request: response if request.form == "tools" else only_tools(request))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.rung, outcome.calls) == (ANSWER, Rung.TOOLS, 1)


@pytest.mark.parametrize(
    "words",
    [
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        "registry.ollama.ai/library/x does not support tools",
        "Function calling is not enabled for this model",
    ],
)
def test_a_service_without_tools_is_passed_over_and_an_empty_reply_above_is_not_held_against_it(openai_stub, tmp_path, words):
    openai_stub.then(openai_stub.say("")).answer(lambda request: Stub.fail(400, words) if request.form == "tools" else Stub.say(TAGGED))
    chat = make_chat(openai_stub.url)
    chat.settle(Rung.JSON_OBJECT)
    outcome = ask_once(tmp_path, chat)
    assert (outcome.answer, outcome.rung) == (ANSWER, Rung.TAGGED)
    assert chat.rung is Rung.JSON_OBJECT, "it was empty once, not refused"


@pytest.mark.parametrize("empty", [Stub.say(""), Stub.say(None), Stub.say("  \n", finish="length"), Stub.say("", reasoning_content="想")])
def test_an_empty_reply_steps_down_once_and_is_not_remembered(openai_stub, tmp_path, empty):
    openai_stub.then(empty, openai_stub.say(GOOD), openai_stub.say(GOOD))
    chat = make_chat(openai_stub.url)
    outcome = ask_once(tmp_path, chat)
    assert (outcome.answer, outcome.rung, outcome.calls) == (ANSWER, Rung.JSON_OBJECT, 2)
    ask_once(tmp_path, chat, "F1 又一次")
    assert forms(openai_stub) == ["json_schema", "json_object", "json_schema"]


def test_two_empty_replies_are_an_outcome(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(""), openai_stub.say("", reasoning_content="想"))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.raws, outcome.calls) == (None, Stop.EMPTY, (), 2)
    assert "只有思考" in outcome.problems[0]


def test_on_the_last_rung_an_empty_reply_is_asked_for_once_more(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(""), openai_stub.say(TAGGED))
    chat = make_chat(openai_stub.url)
    chat.settle(Rung.TAGGED)
    assert ask_once(tmp_path, chat).answer == ANSWER


def test_a_wrong_answer_is_asked_for_again_in_the_validators_words(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say("<think>想</think>" + BAD_FACT), openai_stub.say("不是 JSON"), openai_stub.say(GOOD))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.calls) == (ANSWER, Stop.DONE, 3)
    assert outcome.raws == ("<think>想</think>" + BAD_FACT, "不是 JSON", GOOD)
    first, second, third = (request.messages for request in openai_stub.requests)
    assert second[:2] == third[:2] == first
    assert second[2] == {"role": "assistant", "content": BAD_FACT}
    assert "没有编号为 F9 的事实" in second[3]["content"]
    assert third[2]["content"] == "不是 JSON"
    assert "没有按要求给出 JSON" in third[3]["content"]
    assert "F9" not in third[3]["content"]


def test_an_answer_that_stays_wrong_is_an_outcome_with_all_texts(openai_stub, tmp_path):
    openai_stub.answer(lambda request: openai_stub.say(BAD_FACT))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.calls) == (None, Stop.SCHEMA, 3)
    assert outcome.raws == (BAD_FACT,) * 3
    assert outcome.problems == ("没有编号为 F9 的事实",)


def test_a_run_that_stayed_wrong_is_not_repeated_from_the_ledger(openai_stub, tmp_path):
    openai_stub.then(*[openai_stub.say(BAD_FACT)] * 3, openai_stub.say(GOOD))
    home = tmp_path / "home"
    assert ask_once(tmp_path, make_chat(openai_stub.url, home)).stop is Stop.SCHEMA
    assert ask_once(tmp_path, make_chat(openai_stub.url, home)).answer == ANSWER
    assert Ledger(home).holdings().replies == 4


@pytest.mark.parametrize(
    ("response", "stop"),
    [
        (Stub.say(None, refusal="no"), Stop.REFUSED),
        (Stub.say("半", finish="content_filter"), Stop.CONTENT_FILTER),
        (Stub.fail(400, "Content Exists Risk"), Stop.CONTENT_FILTER),
    ],
)
def test_what_is_refused_or_filtered_is_not_asked_again(openai_stub, tmp_path, response, stop):
    openai_stub.then(response)
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop) == (None, stop)
    assert outcome.problems
    assert len(openai_stub.requests) == 1


def test_a_service_that_stays_away_is_an_outcome(openai_stub, tmp_path):
    recorder = Recorder()
    openai_stub.answer(lambda request: openai_stub.fail(503, "overloaded"))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url, None, recorder))
    assert (outcome.stop, outcome.calls, len(recorder.slept)) == (Stop.TRANSPORT, 0, 2)
    assert "503" in outcome.problems[0]


def test_a_wrong_key_is_an_error(openai_stub, tmp_path):
    openai_stub.answer(lambda request: openai_stub.fail(401, "bad key"))
    runnable = chain(make_prompt(tmp_path), Part, make_chat(openai_stub.url))
    with pytest.raises(ModelError, match="API Key"):
        runnable.batch([make_ask(str(n)) for n in range(4)], config={"max_concurrency": 2})


def test_a_cut_answer_is_asked_for_once_more_and_shorter(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(LONG, finish="length"), openai_stub.say(GOOD))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.raws, outcome.problems) == (ANSWER, Stop.DONE, (LONG, GOOD), ())
    assert "写得更短" in openai_stub.requests[1].messages[3]["content"]


@pytest.mark.parametrize("finish", ["length", "stop"])
def test_an_answer_cut_twice_is_used_as_far_as_it_is_whole(openai_stub, tmp_path, finish):
    openai_stub.answer(lambda request: openai_stub.say(LONG, finish=finish))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.calls) == (ANSWER, Stop.LENGTH, 2)
    assert "已略去" in outcome.problems[0]


def test_an_answer_cut_beyond_use_is_an_outcome(openai_stub, tmp_path):
    openai_stub.answer(lambda request: openai_stub.say('{"heading": "抓', finish="length"))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.calls) == (None, Stop.LENGTH, 2)
    assert "太长" in outcome.problems[0]


@pytest.mark.parametrize("second", [Stub.say(""), Stub.say(None, refusal="no"), Stub.fail(400, "Content Exists Risk"), Stub.say("不是 JSON")])
def test_what_was_usable_of_a_cut_answer_survives_a_worse_second_try(openai_stub, tmp_path, second):
    openai_stub.then(openai_stub.say(LONG, finish="length")).answer(lambda request: second)
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop) == (ANSWER, Stop.LENGTH)


def test_whole_json_that_ran_on_into_white_space_is_whole(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(GOOD + "\n " * 500, finish="length"))
    outcome = ask_once(tmp_path, make_chat(openai_stub.url))
    assert (outcome.answer, outcome.stop, outcome.calls) == (ANSWER, Stop.DONE, 1)


def test_a_second_run_pays_for_nothing_even_with_mending(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say(BAD_FACT), openai_stub.say(GOOD))
    first = ask_once(tmp_path, make_chat(openai_stub.url, tmp_path / "home"))
    again = ask_once(tmp_path, make_chat(openai_stub.url, tmp_path / "home"))
    assert (first.calls, first.cached_calls) == (2, 0)
    assert (again.calls, again.cached_calls, again.usage, again.answer, again.raws) == (0, 2, Usage(), ANSWER, first.raws)
    assert len(openai_stub.requests) == 2


def by_label(request):
    number = int(request.messages[1]["content"].partition("F1 学习")[2].partition("次")[0])
    return Stub.say(GOOD.replace("12", str(number)), wait=0.2 if number % 2 == 0 else 0.0)


def asks(count: int) -> list:
    return [make_ask(f"部分{n}", f"F1 学习{n}次") for n in range(count)]


def test_a_batch_keeps_its_order_and_its_bound(openai_stub, tmp_path):
    running, most, lock = 0, 0, threading.Lock()

    def counted(request):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with lock:
            running -= 1
        return by_label(request)

    openai_stub.answer(counted)
    outcomes = chain(make_prompt(tmp_path), Part, make_chat(openai_stub.url, tmp_path / "home")).batch(asks(8), config={"max_concurrency": 3})
    assert [outcome.label for outcome in outcomes] == [f"部分{n}" for n in range(8)]
    assert [outcome.answer.lines[0].text for outcome in outcomes] == [f"开展学习{n}次。" for n in range(8)]
    assert 1 < most <= 3


def test_a_batch_as_completed_gives_each_when_it_is_ready(openai_stub, tmp_path):
    openai_stub.answer(by_label)
    runnable = chain(make_prompt(tmp_path), Part, make_chat(openai_stub.url))
    got = list(runnable.batch_as_completed(asks(2), config={"max_concurrency": 2}))
    assert [index for index, _ in got] == [1, 0]
    assert [outcome.label for _, outcome in got] == ["部分1", "部分0"]


def test_one_filtered_part_leaves_the_others_as_they_are(openai_stub, tmp_path):
    openai_stub.answer(lambda request: Stub.fail(400, "Content Exists Risk") if "学习1次" in request.messages[1]["content"] else by_label(request))
    outcomes = chain(make_prompt(tmp_path), Part, make_chat(openai_stub.url)).batch(asks(3), config={"max_concurrency": 1})
    assert [outcome.stop for outcome in outcomes] == [Stop.DONE, Stop.CONTENT_FILTER, Stop.DONE]


@pytest.mark.parametrize("facts", ['{{form}} {"a": {b}} {0}', "{{{form}}} {{#facts}}", "%s $x `y` </s> “引” & <b>", "```json\n{}\n```"])
def test_facts_reach_the_model_as_they_are(openai_stub, tmp_path, facts):
    openai_stub.then(openai_stub.say(GOOD))
    ask_once(tmp_path, make_chat(openai_stub.url), facts)
    assert openai_stub.requests[0].messages[1]["content"] == f"事实：\n{facts}\n\n写一段。\n{Part.json_form()}"


def test_the_prompt_must_fit_the_answer(tmp_path):
    chat = make_chat("http://127.0.0.1:1/v1")

    class Other(Part):
        pass

    with pytest.raises(PromptError, match="answer Other"):
        chain(make_prompt(tmp_path), Other, chat)
    with pytest.raises(PromptError, match="lacks the inputs: facts"):
        chain(make_prompt(tmp_path), Part, chat).invoke({"inputs": {}, "context": {}, "label": ""})


def test_nothing_is_traced_whatever_the_environment_says(openai_stub, tmp_path, monkeypatch):
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", f"{openai_stub.url}/traces")
    monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_x")
    openai_stub.answer(by_label)
    make_prompt(tmp_path)
    process = run_apart(openai_stub.url, tmp_path / "home", tmp_path, "F1 学习3次")  # traces are sent when a process ends
    process.communicate(timeout=120)
    assert [request.path for request in openai_stub.requests] == ["/v1/chat/completions"]
