"""Probing an endpoint: a few tiny calls that say which rungs of the ladder it takes. No text of the user's is sent."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from pipeline.llm.answers import Answer, AnswerError, read_answer, tagged_blocks
from pipeline.llm.chat import FUNCTION, Chat
from pipeline.llm.records import Endpoint, Reply, Rung, Stop, Unsupported


@dataclass(frozen=True)
class Probed:
    """One rung: whether a valid answer came back, what was said where not, and the seconds it took."""

    rung: Rung
    works: bool
    words: str
    seconds: float


class _Tiny(Answer):
    """The smallest answer that has a form."""

    greeting: str

    @classmethod
    def json_form(cls) -> str:
        return '只输出一个 JSON 对象：{"greeting": "你好"}'

    @classmethod
    def tagged_form(cls) -> str:
        return "按下面的样子输出，不要别的话：\n<<<greeting>>>\n你好"

    @classmethod
    def from_tagged(cls, text: str) -> dict[str, Any]:
        return dict(tagged_blocks(text))


def probe(endpoint: Endpoint) -> tuple[Probed, ...]:
    """Try every rung once. Raises ModelError where the endpoint cannot be used at all."""
    chat = Chat(endpoint, None)
    return tuple(_try(chat, rung) for rung in Rung)


def best(probed: tuple[Probed, ...]) -> Rung | None:
    """The strictest rung that works, None where none does."""
    return next((one.rung for one in probed if one.works), None)


def _try(chat: Chat, rung: Rung) -> Probed:
    from langchain_core.messages import HumanMessage

    form = _Tiny.tagged_form() if rung is Rung.TAGGED else _Tiny.json_form()
    asked = f"调用函数 {FUNCTION}，它的参数是下面的 JSON。{form}" if rung is Rung.TOOLS else form
    began = time.monotonic()
    result = chat.complete([HumanMessage(asked)], rung, _Tiny.model_json_schema())
    words = _why_not(result, rung)
    return Probed(rung, not words, words, time.monotonic() - began)


def _why_not(result: Reply | Unsupported, rung: Rung) -> str:
    if isinstance(result, Unsupported):
        return f"不支持：{result.detail}"
    if result.stop is not Stop.DONE:
        return result.detail or f"没有完整的回答（{result.stop}）"
    try:
        read_answer(result.text, _Tiny, rung)
    except AnswerError as error:
        return "；".join(error.problems)
    return ""
