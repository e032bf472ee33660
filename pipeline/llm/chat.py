"""One stateless call to a chat model, with the ledger before it and patience around it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import InputError, ModelError
from pipeline.events import Listener, Notice, silent
from pipeline.llm.ledger import Ledger, request_key
from pipeline.llm.meter import Meter
from pipeline.llm.records import Endpoint, Reply, Rung, Stop, Unsupported, lower
from pipeline.llm.verdict import MAX_WAIT, Again, Halted, Unusable, Verdict, Without, judge, unreachable
from pipeline.texts.personal import Mask

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from pipeline.llm.wire import Received, Wire

FUNCTION = "answer"
_WAITS = (1.0, 4.0)  # before the second and the third try
_STOPS = {"length": Stop.LENGTH, "max_tokens": Stop.LENGTH, "content_filter": Stop.CONTENT_FILTER, "sensitive": Stop.CONTENT_FILTER}
_BROKE_OFF = {"insufficient_system_resource", "network_error", "error"}
_NOT_SAID = {Stop.TRANSPORT, Stop.BUDGET}
_OPEN = Mask()
_ROLES = {"human": "user", "ai": "assistant"}


class Chat:
    """Calls to one endpoint; safe for threads. ``fresh`` asks anew whatever the ledger holds, and still writes into it.

    ``meter`` counts and limits, for all chats of a run. ``sleep`` is called with the seconds to wait between tries. Raises InputError where
    key or address cannot be right.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        ledger: Ledger | None,
        listen: Listener = silent,
        *,
        fresh: bool = False,
        meter: Meter | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        _check(endpoint)
        _keep_private()
        self.endpoint = endpoint
        self._ledger = ledger
        self._listen = listen
        self._fresh = fresh
        self._meter = meter or Meter()
        self._sleep = sleep
        self._lock = threading.Lock()
        self._wire: Wire | None = None
        self._dropped: frozenset[str] = frozenset()
        self._reached = False
        self._rung = (ledger.rung(endpoint) if ledger else None) or Rung.JSON_SCHEMA

    def __repr__(self) -> str:
        return f"Chat({self.endpoint!r})"

    @property
    def rung(self) -> Rung:
        """The rung to begin with: the one that last worked here, else the strictest."""
        return self._rung

    def settle(self, rung: Rung) -> Rung:
        """Begin with ``rung`` from now on, in later runs too, unless another thread has come further down; return where to begin."""
        with self._lock:
            self._rung = lower(self._rung, rung)
        if self._ledger:
            self._ledger.remember_rung(self.endpoint, self._rung)
        return self._rung

    def complete(self, messages: Sequence[BaseMessage], rung: Rung, schema: Mapping[str, Any], mask: Mask = _OPEN) -> Reply | Unsupported:
        """Ask once, or return what the ledger holds for the same request; every reply is written down before it is returned.

        ``schema`` is the JSON schema of the answer. Nothing leaves but through ``mask``, and the ledger keeps its tokens. A reply that cannot be
        had has the stop ``transport``; raises ModelError where the endpoint cannot be used at all: key, model or address are wrong, or nothing
        ever got through.
        """
        form = form_of(rung, schema)
        hidden = [message.model_copy(update={"content": mask.hide(str(message.content))}) for message in messages]
        key = request_key(self.endpoint, [{"role": _ROLES.get(m.type, m.type), "content": m.content} for m in hidden], form)
        if self._ledger and not self._fresh and (kept := self._ledger.find(key)):
            self._meter.book_cached()
            return replace(kept, text=mask.show(kept.text))
        reply = self._patiently(hidden, rung, form, key)
        if isinstance(reply, Unsupported):
            return reply
        if self._ledger and reply.stop not in _NOT_SAID:
            self._ledger.keep(self.endpoint, reply)
        return replace(reply, text=mask.show(reply.text))

    def withdraw(self, replies: Iterable[Reply]) -> None:
        """Never reuse these replies: they were whole, but led nowhere, and a later run deserves new ones."""
        if self._ledger:
            self._ledger.withdraw({reply.key for reply in replies})

    def _patiently(self, messages: Sequence[BaseMessage], rung: Rung, form: Mapping[str, Any], key: str) -> Reply | Unsupported:
        waits = list(_WAITS)
        size = sum(len(str(message.content)) for message in messages)
        while True:
            dropped = self._dropped
            if limit := self._meter.admit(size):
                return Reply("", Stop.BUDGET, rung, detail=limit, key=key)
            result = self._once(messages, rung, form, key)
            self._meter.book(size, result.usage if isinstance(result, Reply) else None, result.text if isinstance(result, Reply) else "")
            if isinstance(result, Without) and result.parameter not in dropped:
                self._leave_out(result.parameter)
            elif isinstance(result, Again) and waits:
                wait = min(result.wait if result.wait is not None else waits[0], MAX_WAIT)
                waits.pop(0)
                self._listen(Notice(f"模型服务暂时没有回答：{result.detail}，{wait:.0f} 秒后再试。"))
                self._sleep(wait)
            else:
                return self._settled(result, rung, key)

    def _once(self, messages: Sequence[BaseMessage], rung: Rung, form: Mapping[str, Any], key: str) -> Reply | Verdict:
        from pipeline.llm.wire import Failure

        result = self._line().send(messages, form)
        if isinstance(result, Failure):
            if result.raw.strip() and self._ledger:  # of no use, and all the same somebody's words
                self._ledger.keep(self.endpoint, Reply(result.raw, Stop.TRANSPORT, rung, detail="应答中途断了或读不成", key=key))
            return judge(result, rung, self.endpoint)
        self._reached = True
        if result.finish_reason in _BROKE_OFF:
            return Again(f"服务中途停了（{result.finish_reason}）", reached=True)
        return _reply(result, rung, key)

    def _settled(self, result: Reply | Verdict, rung: Rung, key: str) -> Reply | Unsupported:
        """Turn the last result into a reply; what concerns the endpoint as a whole is raised."""
        match result:
            case Reply() | Unsupported():
                return result
            case Unusable():
                raise ModelError(result.message, hint=result.hint)
            case Again():
                if not self._reached and (result.suspicion or not result.reached):
                    problem = result.suspicion or unreachable(self.endpoint, result.detail)
                    raise ModelError(problem.message, hint=problem.hint)
                return Reply("", Stop.TRANSPORT, rung, detail=f"试了 {len(_WAITS) + 1} 次都没有得到回答：{result.detail}", key=key)
            case Without():
                return self._halted(Halted(Stop.REFUSED, f"模型服务不接受参数 {result.parameter}"), rung, key)
            case Halted():
                return self._halted(result, rung, key)

    def _halted(self, result: Halted, rung: Rung, key: str) -> Reply:
        # A first request that is refused for its form says that the endpoint is not one for us; a later one only concerns its own text.
        if result.stop is Stop.REFUSED and not self._reached:
            raise ModelError(result.detail, hint="请核对 --model 和 --base-url：这个接口要能做 OpenAI 格式的对话。")
        return Reply("", result.stop, rung, detail=result.detail, key=key)

    def _line(self) -> Wire:
        from pipeline.llm.wire import Wire

        with self._lock:
            if self._wire is None:
                self._wire = Wire(self.endpoint, self._dropped)
            return self._wire

    def _leave_out(self, parameter: str) -> None:
        with self._lock:
            self._dropped |= {parameter}
            self._wire = None


def _check(endpoint: Endpoint) -> None:
    """Refuse what would only fail deep inside the HTTP client, there with the key in the message."""
    key = endpoint.api_key.get_secret_value().strip() if endpoint.api_key else ""
    if not all("!" <= char <= "~" for char in key):
        raise InputError("API Key 里有空格、换行或中文字符", hint="请重新复制，前后不要带别的字。")
    try:
        parts = urlsplit(endpoint.address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError("模型服务的接口地址写得不对", hint="应以 http:// 或 https:// 开头，一般以 /v1 结尾，例如 http://127.0.0.1:11434/v1。")


def _keep_private() -> None:
    """Keep LangChain from sending every input and output to LangSmith, as it does where the environment of another project says so."""
    import langsmith

    langsmith.configure(enabled=False)


def form_of(rung: Rung, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the body of a request says on ``rung`` about the form of its answer; ``schema`` is the JSON schema of the answer."""
    match rung:
        case Rung.JSON_SCHEMA:
            # Not strict: strict mode takes only part of JSON Schema, and what comes back is validated here in any case.
            return {"response_format": {"type": "json_schema", "json_schema": {"name": FUNCTION, "schema": dict(schema), "strict": False}}}
        case Rung.JSON_OBJECT:
            return {"response_format": {"type": "json_object"}}
        case Rung.TOOLS:
            function = {"name": FUNCTION, "description": "交回写好的内容", "parameters": dict(schema)}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": "auto"}
        case Rung.TAGGED:
            return {}


def _reply(received: Received, rung: Rung, key: str) -> Reply:
    # Before a call some models talk; what they say is kept, and the reader passes over it.
    spoken = [received.text, *(received.arguments if rung is Rung.TOOLS else ())]
    text, usage = "\n".join(part for part in spoken if part.strip()) or received.text, received.usage
    if received.refusal:
        return Reply(text or received.refusal, Stop.REFUSED, rung, usage, detail=f"模型拒绝回答：{received.refusal[:200]}", key=key)
    stop = _STOPS.get(received.finish_reason.lower(), Stop.DONE)
    if stop is Stop.CONTENT_FILTER:
        return Reply(text, stop, rung, usage, detail="回答被模型服务的内容审核拦下", key=key)
    if not text.strip():
        return Reply(text, Stop.EMPTY, rung, usage, detail=_why_empty(received, stop), key=key)
    return Reply(text, stop, rung, usage, key=key)


def _why_empty(received: Received, stop: Stop) -> str:
    if not received.thinking:
        return "模型给了空白回答"
    how = "思考用完了长度，没有写出回答" if stop is Stop.LENGTH else "模型只有思考，没有写出回答"
    return f"{how}：{received.thinking[-200:]}"
