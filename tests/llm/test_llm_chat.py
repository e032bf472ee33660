"""One call: every way it can end is typed, retried where that helps, and said in Chinese."""

import socket
import time
import warnings

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from llm_parts import KEY, Recorder, make_chat
from openai_stub import Stub

from pipeline.errors import InputError, ModelError
from pipeline.llm.records import Endpoint, Rung, Stop, Unsupported, Usage

MESSAGES = [SystemMessage("系统"), HumanMessage("写一段")]
SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


def complete(stub: Stub, rung: Rung = Rung.JSON_SCHEMA, recorder: Recorder | None = None, **endpoint):
    return make_chat(stub.url, None, recorder, **endpoint).complete(MESSAGES, rung, SCHEMA)


def test_a_whole_reply(openai_stub):
    openai_stub.then(openai_stub.say("好", usage={"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}))
    reply = complete(openai_stub)
    assert (reply.text, reply.stop, reply.rung, reply.usage, reply.cached) == ("好", Stop.DONE, Rung.JSON_SCHEMA, Usage(7, 5), False)


@pytest.mark.parametrize("usage", [None, {}, {"total_tokens": 3}, {"prompt_tokens": "7"}, {"prompt_tokens": None, "completion_tokens": None}])
def test_missing_usage_counts_nothing(openai_stub, usage):
    openai_stub.then(openai_stub.say("好", usage=usage))
    assert complete(openai_stub).usage == Usage()


def test_what_is_sent_on_each_rung(openai_stub):
    openai_stub.answer(lambda request: openai_stub.say("好"))
    for rung in Rung:
        complete(openai_stub, rung, max_tokens=500, temperature=0.7)
    strict, loose, tools, tagged = (request.body for request in openai_stub.requests)
    assert (tools["tool_choice"], tools["tools"][0]["function"]["parameters"]) == ("auto", SCHEMA)
    assert strict["response_format"] == {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "strict": False}}
    assert loose["response_format"] == {"type": "json_object"}
    assert "response_format" not in tagged
    for body in (strict, loose, tools, tagged):
        assert (body["model"], body["temperature"], body["max_tokens"]) == ("stub-model", 0.7, 500)
        assert body["messages"] == [{"role": "system", "content": "系统"}, {"role": "user", "content": "写一段"}]
        assert not {"max_completion_tokens", "n"} & body.keys()
        assert ("tools" in body) == (body is tools)
    assert openai_stub.requests[0].path == "/v1/chat/completions"
    assert openai_stub.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_what_a_provider_wants_beyond_the_common_form_is_sent_as_it_is(openai_stub):
    openai_stub.answer(lambda request: openai_stub.say("好"))
    for rung in Rung:
        complete(openai_stub, rung, extra_body={"enable_thinking": False, "options": {"num_ctx": 16384}})
    assert all(r.body["enable_thinking"] is False and r.body["options"] == {"num_ctx": 16384} for r in openai_stub.requests)


def test_an_assistants_words_go_back_as_such(openai_stub):
    openai_stub.then(openai_stub.say("好"))
    make_chat(openai_stub.url).complete([*MESSAGES, AIMessage("一"), HumanMessage("二")], Rung.TAGGED, SCHEMA)
    assert [m["role"] for m in openai_stub.requests[0].messages] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize(("text", "sent"), [("a\x00{b}", "a\x00{b}"), ("半个\ud83d字", "半个?字"), ("全个\U0001f600字", "全个\U0001f600字")])
def test_odd_characters_stop_nothing(openai_stub, tmp_path, text, sent):
    openai_stub.then(openai_stub.say("好"))
    make_chat(openai_stub.url, tmp_path).complete([HumanMessage(text)], Rung.TAGGED, SCHEMA)
    assert openai_stub.requests[0].messages[0]["content"].replace("\ufffd", "?").replace("???", "?") == sent


def test_without_a_key_a_local_endpoint_still_works_whatever_the_environment_holds(openai_stub, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-elsewhere")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.test/v1")
    openai_stub.then(openai_stub.say("好"))
    assert complete(openai_stub, api_key=None).text == "好"
    assert "sk-from-elsewhere" not in str(openai_stub.requests[0].headers)


def test_a_whole_address_may_be_pasted(openai_stub):
    openai_stub.then(openai_stub.say("好"))
    assert complete(openai_stub, base_url=f" {openai_stub.url}/chat/completions/ ").text == "好"


@pytest.mark.parametrize(
    ("reply", "stop", "detail"),
    [
        (Stub.say('{"a": "半', finish="length"), Stop.LENGTH, ""),
        (Stub.say("半", finish="content_filter"), Stop.CONTENT_FILTER, "内容审核"),
        (Stub.say("", finish="content_filter"), Stop.CONTENT_FILTER, "内容审核"),
        (Stub.say("", finish="sensitive"), Stop.CONTENT_FILTER, "内容审核"),
        (Stub.say(None, refusal="I can't help with that."), Stop.REFUSED, "I can't help"),
        (Stub.say(""), Stop.EMPTY, "空白"),
        (Stub.say(None), Stop.EMPTY, "空白"),
        (Stub.say(" \n" * 500, finish="length"), Stop.EMPTY, "空白"),
        (Stub.say("", reasoning_content="想了很久"), Stop.EMPTY, "想了很久"),
        (Stub.say(None, finish="length", reasoning_content="想了很久"), Stop.EMPTY, "思考用完了长度"),
        (
            Stub.say(None, finish="tool_calls", tool_calls=[{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{"}}]),
            Stop.EMPTY,
            "空白",
        ),
        (Stub.say("好", finish="eos"), Stop.DONE, ""),
        (Stub.say([{"type": "thinking", "thinking": []}, {"type": "text", "text": "好"}]), Stop.DONE, ""),
        (Stub.raw(b'{"choices": [{"message": {"content": "\\ud83d\\u597d"}}]}'), Stop.DONE, ""),
    ],
)
def test_every_ending_of_a_reply_has_its_stop(openai_stub, reply, stop, detail):
    openai_stub.then(reply)
    result = complete(openai_stub)
    assert result.stop is stop
    assert detail in result.detail
    assert "想了很久" not in result.text
    result.text.encode()


FILTERED = [
    Stub.fail(400, "Content Exists Risk", code="invalid_request_error"),
    Stub.fail(400, "Input data may contain inappropriate content.", code="data_inspection_failed"),
    Stub.raw(b'{"code": "DataInspectionFailed", "message": "Input data may contain inappropriate content.", "request_id": "1"}', status=400),
    Stub.fail(400, "系统检测到输入或生成内容可能包含不安全或敏感内容", code="1301"),
    Stub.fail(400, "unspecific", code="1301"),
    Stub.fail(400, "The request was rejected because it was considered high risk", type="content_filter"),
    Stub.fail(403, "Content Exists Risk"),
    Stub.fail(500, "Content Exists Risk"),
    Stub.raw(b'{"error": {"message": "Content Exists Risk"}}'),
]


@pytest.mark.parametrize("response", FILTERED)
def test_content_filters_are_told_from_other_errors_and_not_tried_again(openai_stub, response):
    openai_stub.then(response)
    reply = complete(openai_stub)
    assert reply.stop is Stop.CONTENT_FILTER
    assert "内容审核" in reply.detail


@pytest.mark.parametrize(
    "response",
    [
        Stub.fail(400, "This response_format type is unavailable now"),
        Stub.fail(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more"),
        Stub.fail(400, "Invalid schema for response_format 'answer'"),
        Stub.fail(400, "'response_format.type' must be 'json_schema' or 'text'"),
        Stub.fail(400, "'messages' must contain the word 'json' in some form, to use 'response_format'"),
        Stub.fail(400, "Json mode response is not supported when enable_thinking is true"),
        Stub.raw(b'{"detail": [{"type": "extra_forbidden", "loc": ["body", "response_format"], "msg": "Extra inputs"}]}', status=422),
        Stub.fail(404, "No endpoints found that can handle the requested parameters."),
    ],
)
def test_a_form_the_service_does_not_know_is_unsupported_and_warns_of_nothing(openai_stub, response):
    openai_stub.then(response)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = complete(openai_stub)
    assert isinstance(result, Unsupported)
    assert result.rung is Rung.JSON_SCHEMA


def test_what_a_service_echoes_of_the_request_is_not_taken_for_its_own_words(openai_stub):
    echo = '{"detail": [{"loc": ["body", "seed"], "msg": "bad", "input": {"response_format": 1, "x": "敏感 Content Exists Risk"}}]}'
    openai_stub.then(openai_stub.say("好"), openai_stub.raw(echo.encode(), status=422))
    chat = make_chat(openai_stub.url)
    chat.complete(MESSAGES, Rung.TAGGED, SCHEMA)
    reply = chat.complete(MESSAGES, Rung.JSON_SCHEMA, SCHEMA)
    assert (reply.stop, "敏感" in reply.detail) == (Stop.REFUSED, False)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (Stub.fail(401, "Incorrect API key provided", code="invalid_api_key"), "不认所给的 API Key"),
        (Stub.fail(403, "Model access denied"), "无权使用模型“stub-model”"),
        (Stub.fail(404, "The model `stub-model` does not exist", code="model_not_found"), "没有模型“stub-model”"),
        (Stub.raw(b"<html>404</html>", status=404, kind="text/html"), "没有模型“stub-model”"),
        (Stub.fail(400, "Model Not Exist"), "没有模型“stub-model”"),
        (Stub.fail(402, "Insufficient Balance"), "余额不足"),
        (Stub.fail(400, "Arrearage: Access denied"), "余额不足"),
        (Stub.fail(400, "something else is wrong"), "不接受这次请求"),
    ],
)
def test_what_the_user_must_set_right_is_an_error_with_a_hint(openai_stub, response, words):
    openai_stub.then(response)
    with pytest.raises(ModelError, match=words) as caught:
        complete(openai_stub)
    assert caught.value.exit_code == 3
    assert caught.value.hint


@pytest.mark.parametrize(
    "failure",
    [Stub.fail(status, "x") for status in (408, 409, 429, 500, 502, 503, 504, 529)]
    + [
        Stub.reset(),
        Stub.raw(b"<html>busy</html>", kind="text/html"),
        Stub.raw(b"<html>busy</html>"),
        Stub.raw(b'{"choices": null}'),
        Stub.raw(b'{"choices": []}'),
        Stub.raw(b'{"choices": [{"message": null}]}'),
        Stub.raw(b'{"choices": "x"}'),
        Stub.raw(b"[]"),
        Stub.raw(b""),
        Stub.raw(b"\xff\xfe"),
        Stub.raw(b'{"error": {"message": "upstream broke"}}'),
        Stub.say("半", finish="insufficient_system_resource"),
    ],
)
def test_passing_failures_are_tried_again_and_then_typed(openai_stub, failure):
    recorder = Recorder()
    openai_stub.then(failure, failure, openai_stub.say("好"), failure, failure, failure)
    chat = make_chat(openai_stub.url, None, recorder)
    assert chat.complete(MESSAGES, Rung.TAGGED, SCHEMA).text == "好"
    assert recorder.slept == [1.0, 4.0]
    assert all("秒后再试" in event.text for event in recorder.events)
    reply = chat.complete(MESSAGES, Rung.TAGGED, SCHEMA)
    assert (reply.stop, reply.text) == (Stop.TRANSPORT, "")
    assert "试了 3 次" in reply.detail
    assert len(openai_stub.requests) == 6


@pytest.mark.parametrize(("header", "slept"), [("7", 7.0), ("0", 0.0), ("600", 20.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("soon", 1.0)])
def test_retry_after_is_honoured_within_reason(openai_stub, header, slept):
    recorder = Recorder()
    openai_stub.then(openai_stub.fail(429, "slow down", headers={"Retry-After": header}), openai_stub.say("好"))
    assert complete(openai_stub, recorder=recorder).text == "好"
    assert recorder.slept == [slept]


def test_a_slow_service_times_out(openai_stub):
    openai_stub.then(openai_stub.say("晚了", wait=5), openai_stub.say("好"))
    started = time.monotonic()
    assert complete(openai_stub, timeout=0.3).text == "好"
    assert time.monotonic() - started < 4


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_an_endpoint_that_never_answers_is_an_error_and_one_that_did_is_an_outcome(openai_stub):
    with pytest.raises(ModelError, match=r"连不上模型服务.*refused") as caught:
        make_chat(f"http://127.0.0.1:{closed_port()}/v1").complete(MESSAGES, Rung.TAGGED, SCHEMA)
    assert "--offline" in caught.value.hint
    openai_stub.then(openai_stub.reset(), openai_stub.reset(), openai_stub.reset())
    with pytest.raises(ModelError, match="连不上模型服务"):
        complete(openai_stub)


def test_a_web_page_instead_of_an_interface_points_at_the_address(openai_stub):
    openai_stub.answer(lambda request: openai_stub.raw(b"<html>Welcome</html>", kind="text/html"))
    with pytest.raises(ModelError, match="不是聊天接口的格式") as caught:
        complete(openai_stub)
    assert "/v1" in caught.value.hint


def test_a_busy_service_is_an_outcome_even_at_first(openai_stub):
    openai_stub.answer(lambda request: openai_stub.fail(503, "overloaded"))
    assert complete(openai_stub).stop is Stop.TRANSPORT


def test_no_quota_is_waited_for_first_and_then_an_error(openai_stub):
    openai_stub.answer(lambda request: openai_stub.fail(429, "You exceeded your current quota", code="insufficient_quota"))
    with pytest.raises(ModelError, match="余额不足"):
        complete(openai_stub)
    assert len(openai_stub.requests) == 3


def test_parameters_the_service_does_not_take_are_left_out_from_then_on(openai_stub):
    def picky(request):
        if "temperature" in request.body:
            return openai_stub.fail(400, "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1)")
        if "max_tokens" in request.body:
            return openai_stub.fail(400, "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.")
        return openai_stub.say("好")

    openai_stub.answer(picky)
    chat = make_chat(openai_stub.url, max_tokens=100)
    for _ in range(2):
        assert chat.complete(MESSAGES, Rung.TAGGED, SCHEMA).text == "好"
    assert len(openai_stub.requests) == 4
    assert openai_stub.requests[-1].body["max_completion_tokens"] == 100


@pytest.mark.parametrize(
    "words",
    [
        "parameter.enable_thinking must be set to false for non-streaming calls",
        "parameter.enable_thinking必须设置为false才能进行非流式调用",
        "enable thinking can not be support when `stream=False`.",
    ],
)
def test_a_model_that_thinks_only_in_streams_is_told_not_to(openai_stub, words):
    openai_stub.answer(lambda request: openai_stub.say("好") if request.body.get("enable_thinking") is False else openai_stub.fail(400, words))
    chat = make_chat(openai_stub.url)
    assert [chat.complete(MESSAGES, Rung.JSON_OBJECT, SCHEMA).text for _ in range(2)] == ["好", "好"]
    assert len(openai_stub.requests) == 3


def test_a_model_that_takes_one_temperature_only_is_given_none(openai_stub):
    words = "invalid temperature: only 1 is allowed for this model"
    openai_stub.answer(lambda request: openai_stub.fail(400, words) if "temperature" in request.body else openai_stub.say("好"))
    assert complete(openai_stub).text == "好"


def test_a_later_request_that_is_refused_only_concerns_itself(openai_stub):
    openai_stub.then(openai_stub.say("好"), openai_stub.fail(400, "maximum context length is 4096 tokens"))
    chat = make_chat(openai_stub.url)
    chat.complete(MESSAGES, Rung.TAGGED, SCHEMA)
    reply = chat.complete(MESSAGES, Rung.TAGGED, SCHEMA)
    assert reply.stop is Stop.REFUSED
    assert "maximum context length" in reply.detail


def test_the_ledger_answers_first_unless_asked_afresh(openai_stub, tmp_path):
    openai_stub.then(openai_stub.say("一"), openai_stub.say("二"))
    first = make_chat(openai_stub.url, tmp_path).complete(MESSAGES, Rung.TAGGED, SCHEMA)
    again = make_chat(openai_stub.url, tmp_path).complete(MESSAGES, Rung.TAGGED, SCHEMA)
    assert (first.text, first.cached, again.text, again.cached) == ("一", False, "一", True)
    fresh = make_chat(openai_stub.url, tmp_path, fresh=True).complete(MESSAGES, Rung.TAGGED, SCHEMA)
    latest = make_chat(openai_stub.url, tmp_path).complete(MESSAGES, Rung.TAGGED, SCHEMA)
    assert (fresh.text, fresh.cached, latest.text) == ("二", False, "二")


@pytest.mark.parametrize("change", [{"temperature": 0.9}, {"model": "other"}, {"max_tokens": 9}, {"extra_body": {"a": 1}}])
def test_another_request_is_not_answered_from_the_ledger(openai_stub, tmp_path, change):
    openai_stub.then(openai_stub.say("一"), openai_stub.say("二"))
    make_chat(openai_stub.url, tmp_path).complete(MESSAGES, Rung.TAGGED, SCHEMA)
    assert make_chat(openai_stub.url, tmp_path, **change).complete(MESSAGES, Rung.TAGGED, SCHEMA).text == "二"


@pytest.mark.parametrize("stop", ["length", "content_filter"])
def test_what_is_not_whole_is_kept_but_paid_for_again(openai_stub, tmp_path, stop):
    openai_stub.then(openai_stub.say("半", finish=stop), openai_stub.say("全"))
    chat = make_chat(openai_stub.url, tmp_path)
    assert [chat.complete(MESSAGES, Rung.TAGGED, SCHEMA).text for _ in range(3)] == ["半", "全", "全"]


@pytest.mark.parametrize("key", ["sk-有中文", "sk-a\nb", "sk-a b"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(key):
    with pytest.raises(InputError, match="API Key") as caught:
        make_chat("http://127.0.0.1:1/v1", api_key=key)
    assert key not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("url", ["127.0.0.1:8000/v1", "ftp://x/v1", "http://", "http://[::1", "http://127.0.0.1:8o/v1", "http：//x/v1"])
def test_an_address_that_cannot_be_one_is_refused(url):
    with pytest.raises(InputError, match="接口地址"):
        make_chat(url)


def test_settling_goes_down_only_and_is_remembered(tmp_path):
    chat = make_chat("http://127.0.0.1:1/v1", tmp_path)
    assert chat.rung is Rung.JSON_SCHEMA
    assert chat.settle(Rung.TAGGED) is Rung.TAGGED
    assert chat.settle(Rung.JSON_OBJECT) is Rung.TAGGED
    assert make_chat("http://127.0.0.1:1/v1", tmp_path).rung is Rung.TAGGED


def test_openai_is_the_default_address_and_tests_never_reach_it():
    assert Endpoint(model="m").address == "https://api.openai.com/v1"
    with pytest.raises(RuntimeError, match="tried to connect"):
        make_chat("").complete(MESSAGES, Rung.TAGGED, SCHEMA)


def test_usage_adds_up():
    assert sum([Usage(1, 2), Usage(3, 4)], Usage()) == Usage(4, 6)
