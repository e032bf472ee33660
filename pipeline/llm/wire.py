"""The wire: the only module that knows langchain-openai and openai. Import it only where a call is really made (it costs seconds).

A message goes out through LangChain's ``ChatOpenAI``; what comes back, reply or failure, is a plain record without secrets.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import openai
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatResult
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from pipeline.llm import bodies
from pipeline.llm.hosts import Reach, reach
from pipeline.llm.records import OPENAI, Endpoint, Usage

_NO_KEY = SecretStr("none")  # local servers want no key, but the client insists on sending one
_TELLING = {"message", "msg", "code", "type", "param", "loc", "detail", "error", "error_msg", "errors", "reason", "status"}
_MOST = 600
_A_KEY = 8
"""Characters from which on a key is one: local servers are given x or ollama, and those letters stand in every reply."""


@dataclass(frozen=True)
class Received:
    """A reply as the service gave it; ``refusal`` and ``thinking`` are "" where it has none, ``arguments`` those of the functions it called."""

    text: str
    finish_reason: str
    refusal: str
    thinking: str
    usage: Usage
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """No reply. ``kind``: status (of HTTP), timeout, connection, unreadable. ``words`` and ``code`` are the service's own, without the key.

    ``raw`` is what came of an answer that broke off or could not be read.
    """

    kind: str
    status: int = 0
    words: str = ""
    code: str = ""
    retry_after: str = ""
    raw: str = ""


class _UnreadableError(Exception):
    """The service answered with something that is no chat completion."""

    def __init__(self, body: Any) -> None:
        super().__init__("no chat completion")
        self.body = body


class _Model(ChatOpenAI):
    """ChatOpenAI that looks at the whole response: the original drops ``reasoning_content`` and fails in several ways on odd bodies."""

    def _create_chat_result(self, response: dict[str, Any] | openai.BaseModel, generation_info: dict[str, Any] | None = None) -> ChatResult:
        body = response.model_dump(warnings=False) if isinstance(response, openai.BaseModel) else response
        choice, message = _first_choice(body)
        plain = {
            "model": body.get("model") or self.model_name,
            "usage": _counts(body.get("usage")),
            "choices": [{"finish_reason": choice.get("finish_reason"), "message": {"role": "assistant", "content": _text(message.get("content"))}}],
        }
        result = super()._create_chat_result(plain, generation_info)
        result.generations[0].message.additional_kwargs.update(
            refusal=_text(message.get("refusal")),
            thinking=_text(message.get("reasoning_content") or message.get("reasoning")),
            arguments=_arguments(message),
            cached=_cached(body.get("usage")),
        )
        return result


def _first_choice(body: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    choices = body.get("choices") if isinstance(body, dict) and not body.get("error") else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise _UnreadableError(body)
    return choice, message


def _counts(usage: Any) -> dict[str, int]:
    names = ("prompt_tokens", "completion_tokens")
    return {name: usage[name] for name in names if isinstance(usage.get(name), int)} if isinstance(usage, dict) else {}


def _cached(usage: Any) -> int:
    """Prompt tokens from the service's cache: OpenAI's name for them, then DeepSeek's."""
    if not isinstance(usage, dict):
        return 0
    details = usage.get("prompt_tokens_details")
    found = details.get("cached_tokens") if isinstance(details, dict) else usage.get("prompt_cache_hit_tokens")
    return found if isinstance(found, int) else 0


def _arguments(message: Mapping[str, Any]) -> tuple[str, ...]:
    """The arguments of every function called, as text; some services give them as an object."""
    calls = message.get("tool_calls")
    functions = [call.get("function") for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    functions += [message.get("function_call")]  # the name of old
    given = [function.get("arguments") for function in functions if isinstance(function, dict)]
    return tuple(json.dumps(one, ensure_ascii=False) if isinstance(one, dict) else _text(one) for one in given if one)


def _text(content: Any) -> str:
    """Return content as text: a string, or a list of blocks of which those with text count."""
    if isinstance(content, list):
        content = "".join(_text(block.get("text")) if isinstance(block, dict) else _text(block) for block in content)
    # Halves of surrogate pairs are replaced: no request, no file and no database takes them.
    return content.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if isinstance(content, str) else ""


class Wire:
    """An open line to one endpoint; safe for threads. ``dropped`` names the parameters the service was found not to take."""

    def __init__(self, endpoint: Endpoint, dropped: frozenset[str] = frozenset()) -> None:
        key = endpoint.api_key
        self._secret = key.get_secret_value().strip() if key else ""
        self._model = _Model(
            model=endpoint.model,
            base_url=endpoint.address,
            api_key=SecretStr(self._secret) if self._secret else _NO_KEY,
            timeout=endpoint.timeout,
            # What is meant for this machine or the own network never takes the way through a proxy that the environment names.
            http_client=bodies.client(endpoint.timeout, direct=reach(endpoint.address) is not Reach.REMOTE),
            temperature=None if "temperature" in dropped else endpoint.temperature,
            max_retries=0,  # the reasons to try again are ours to judge
            use_responses_api=False,
            disable_streaming=True,
            cache=False,  # ours is the ledger
        )
        # langchain-openai warns of what the ladder handles.
        warnings.filterwarnings("ignore", r"This model does not support OpenAI's structured|Invalid schema for OpenAI's structured")
        thinking = {"enable_thinking": False} if "thinking" in dropped else {}
        # ChatOpenAI renames max_tokens to max_completion_tokens, which only OpenAI itself is sure to know; extra_body passes names as they are.
        limit = "max_completion_tokens" if (endpoint.address == OPENAI) != ("max_tokens" in dropped) else "max_tokens"
        self._extra: dict[str, Any] = dict(endpoint.extra_body) | thinking | ({limit: endpoint.max_tokens} if endpoint.max_tokens else {})

    def send(self, messages: Sequence[BaseMessage], form: Mapping[str, Any]) -> Received | Failure:
        """Make one call and return what came of it; raises nothing that has to do with the service. ``form`` goes into the body as it is."""
        # Given as an argument, response_format goes through openai's parse(), which raises on a cut or filtered reply and loses its text.
        body = self._extra | dict(form)
        clean = [message.model_copy(update={"content": _text(message.content)}) for message in messages]
        try:
            return self._received(self._model.invoke(clean, extra_body=body or None))
        except openai.APITimeoutError as error:
            return Failure("timeout", raw=self._hidden(bodies.came(error)))
        except bodies.BodyError as error:
            return self._failure("timeout" if error.slow else "unreadable", None, 0, f"应答超过 {bodies.MOST >> 20} MB")
        except openai.APIStatusError as error:
            return self._failure("status", error.body, error.status_code, str(error), error.response.headers.get("retry-after", ""))
        except openai.APIConnectionError as error:
            return replace(self._failure("connection", None, 0, _causes(error)), raw=self._hidden(bodies.came(error)))
        except UnicodeDecodeError as error:
            return self._patched(error)
        except json.JSONDecodeError as error:
            return replace(self._failure("unreadable", None, 0, str(error)), raw=self._hidden(error.doc))
        except openai.APIError as error:
            return self._failure("unreadable", None, 0, str(error))
        except _UnreadableError as error:
            return self._failure("unreadable", error.body, 0, "")

    def _patched(self, error: UnicodeDecodeError) -> Received | Failure:
        """Read a body that is no good UTF-8 all the same; the bytes in doubt become U+FFFD, which no answer may hold."""
        text = bytes(error.object).decode("utf-8", "replace")
        try:
            result = self._model._create_chat_result(json.loads(text))  # noqa: SLF001 - our own class
        except (json.JSONDecodeError, _UnreadableError):
            return replace(self._failure("unreadable", None, 0, str(error)), raw=self._hidden(text))
        message = result.generations[0].message
        message.response_metadata = {**(result.llm_output or {}), **(result.generations[0].generation_info or {})}
        return self._received(cast("AIMessage", message))

    def _received(self, reply: AIMessage) -> Received:
        """The reply without the key, should a service give it back."""
        usage, extra = reply.usage_metadata, reply.additional_kwargs
        tokens = Usage(usage["input_tokens"], usage["output_tokens"], extra["cached"]) if usage else Usage()
        finish = str(reply.response_metadata.get("finish_reason") or "")
        return Received(
            text=self._hidden(str(reply.text)),
            finish_reason=self._hidden(finish),
            refusal=self._hidden(extra["refusal"]),
            thinking=self._hidden(extra["thinking"]),
            usage=tokens,
            arguments=tuple(self._hidden(one) for one in extra["arguments"]),
        )

    def _hidden(self, text: str) -> str:
        return text.replace(self._secret, "***") if len(self._secret) >= _A_KEY else text

    def _failure(self, kind: str, body: Any, status: int, words: str, retry_after: str = "") -> Failure:
        inner = body.get("error", body) if isinstance(body, dict) else None
        code = inner.get("code") if isinstance(inner, dict) else ""
        said = " ".join([words, *(told for told in dict.fromkeys(_telling(body)) if told not in words)]).strip()
        return Failure(kind, status, self._hidden(said)[:_MOST], str(code or ""), retry_after)


def _causes(error: BaseException) -> str:
    """Say what lies under a connection error, whose own message is always the same."""
    words = []
    while error.__cause__ is not None:
        error = error.__cause__
        words.append(f"{type(error).__name__}: {error}")
    return "; ".join(words)


def _telling(body: Any) -> Iterator[str]:
    """Yield the words of an error body, leaving aside what some services echo of the request."""
    if isinstance(body, str):
        yield body[:_MOST]
    elif isinstance(body, int):
        yield str(body)
    elif isinstance(body, list):
        for one in body:
            yield from _telling(one)
    elif isinstance(body, dict):
        for name, value in body.items():
            if name in _TELLING:
                yield from _telling(value)
