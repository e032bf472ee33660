"""Asking for an answer: template → call → reading, and the ladder around them, as a LangChain runnable.

The ladder steps down where a service does not know a form, asks again in the validator's words where the answer is wrong, once for a shorter
one where it was cut, and gives up with a typed outcome. Calls share nothing: what happens to one leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NotRequired, TypedDict

from pipeline.llm.answers import A, Answer, AnswerError, Reading, read_answer, without_thinking
from pipeline.llm.chat import FUNCTION, Chat
from pipeline.llm.records import Reply, Rung, Stop, Unsupported, Usage, lower
from pipeline.prompts import Prompt, PromptError
from pipeline.texts.personal import Mask, tokens_in

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable, RunnableConfig

FORM = "form"  # the input that the ladder supplies
_REPAIRS = 2
_ECHO = 12_000


class Ask(TypedDict):
    """``inputs`` of the prompt but for ``form``; ``context`` for the validators; ``label`` names the part in the outcome.

    ``mask`` hides personal data on the way out; validators see it back in its place.
    """

    inputs: Mapping[str, str]
    context: Mapping[str, Any]
    label: str
    mask: NotRequired[Mask]


@dataclass(frozen=True)
class Outcome(Generic[A]):
    """How one ask ended.

    ``answer`` is None unless a valid one was found. ``stop`` is ``done``, or ``length`` where the answer broke off and had to be cut back;
    without an answer it is the reason. ``raws`` are all texts in the order they came. ``usage`` and ``calls`` count what this run paid for,
    ``cached_calls`` what the ledger gave. ``problems``, in Chinese: why there is no answer, or what was left out of it.
    """

    label: str
    answer: A | None
    stop: Stop
    raws: tuple[str, ...]
    usage: Usage
    calls: int
    cached_calls: int
    rung: Rung
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Read(Generic[A]):
    """What one call came to."""

    reply: Reply | Unsupported
    reading: Reading[A] | None = None
    problems: tuple[str, ...] = ()


def chain(prompt: Prompt, answer_type: type[A], chat: Chat) -> Runnable[Ask, Outcome[A]]:
    """Return a runnable from an ask to its outcome; ``.batch(asks, config={"max_concurrency": n})`` keeps their order.

    The prompt must have the input ``form`` and name ``answer_type`` as its answer, else PromptError. Raises ModelError where the endpoint cannot
    be used at all; everything else is an outcome.
    """
    from langchain_core.runnables import RunnableLambda

    if FORM not in prompt.inputs or prompt.answer != answer_type.__name__:
        raise PromptError(f"{prompt.name} must have the input {FORM} and the answer {answer_type.__name__}")
    call = _call(prompt, answer_type, chat)

    def climb(ask: Ask, config: RunnableConfig) -> Outcome[A]:
        ladder: _Ladder[A] = _Ladder(ask["label"], chat)
        while (outcome := ladder.step(call.invoke(ladder.request(ask), config))) is None:
            pass
        return outcome

    # One runnable around the sequence: a batch of a bare sequence would wait after each step until all others have done it.
    return RunnableLambda(climb, name=prompt.name)


def _form(answer_type: type[Answer], rung: Rung) -> str:
    match rung:
        case Rung.TAGGED:
            return answer_type.tagged_form()
        case Rung.TOOLS:
            return f"调用函数 {FUNCTION} 交回结果，它的参数就是下面说的 JSON 对象；不能调用函数就直接输出。{answer_type.json_form()}"
        case _:
            return answer_type.json_form()


def _call(prompt: Prompt, answer_type: type[A], chat: Chat) -> Runnable[dict[str, Any], _Read[A]]:
    from langchain_core.prompt_values import PromptValue
    from langchain_core.runnables import RunnableLambda, RunnablePassthrough

    schema = answer_type.model_json_schema()

    def fill(request: dict[str, Any]) -> dict[str, str]:
        return prompt.check({**request["inputs"], FORM: _form(answer_type, request["rung"])})

    def send(request: dict[str, Any]) -> Reply | Unsupported:
        value: PromptValue = request["prompt"]
        return chat.complete([*value.to_messages(), *request["more"]], request["rung"], schema, request["mask"])

    def read(request: dict[str, Any]) -> _Read[A]:
        reply = request["reply"]
        if not isinstance(reply, Reply) or reply.stop not in {Stop.DONE, Stop.LENGTH}:
            return _Read(reply)
        try:
            _refuse_unknown_tokens(reply.text)
            return _Read(reply, read_answer(reply.text, answer_type, reply.rung, request["context"], truncated=reply.stop is Stop.LENGTH))
        except AnswerError as error:
            return _Read(reply, problems=error.problems)

    filled = RunnablePassthrough.assign(prompt=RunnableLambda(fill) | prompt.template())
    return filled | RunnablePassthrough.assign(reply=RunnableLambda(send)) | RunnableLambda(read)


def _refuse_unknown_tokens(text: str) -> None:
    """Raise AnswerError where ``text``, the values put back, still holds tokens: they stand for nothing."""
    if lost := dict.fromkeys(tokens_in(text)):
        raise AnswerError((f"没有{'、'.join(lost)}这样的记号，材料里的记号要照原样抄",), text)


@dataclass
class _Ladder(Generic[A]):
    """Where one ask stands; lives as long as the ask. ``best`` is the latest valid answer that broke off."""

    label: str
    chat: Chat
    rung: Rung = field(init=False)
    more: tuple[BaseMessage, ...] = ()
    replies: list[Reply] = field(default_factory=list)
    repairs: int = 0
    shortened: bool = False
    emptied: bool = False
    best: Reading[A] | None = None

    def __post_init__(self) -> None:
        self.rung = self.chat.rung

    def request(self, ask: Ask) -> dict[str, Any]:
        """Return what the next call is made from."""
        return {"inputs": ask["inputs"], "context": ask["context"], "mask": ask.get("mask", Mask()), "rung": self.rung, "more": self.more}

    def step(self, result: _Read[A]) -> Outcome[A] | None:
        """Take in the result of a call: return the outcome, or None after preparing the next call."""
        reply = result.reply
        if isinstance(reply, Unsupported):
            return self._unsupported(reply)
        self.replies.append(reply)
        if reply.stop is Stop.EMPTY:
            return self._empty(reply)
        if reply.stop not in {Stop.DONE, Stop.LENGTH}:
            return self._fail(reply.stop, (reply.detail,))
        if result.reading and not result.reading.missing:
            return self._end(Stop.DONE, result.reading.answer, result.reading.notes)
        if result.reading or reply.stop is Stop.LENGTH:
            return self._cut(result)
        return self._wrong(result.problems)

    def _unsupported(self, refusal: Unsupported) -> Outcome[A] | None:
        below = refusal.rung.below
        if below is None:  # tagged text asks nothing of the service
            return self._fail(Stop.REFUSED, (refusal.detail,))
        # A rung tried only because the one above had been empty says nothing of where to begin.
        self.rung = self.chat.settle(below) if refusal.rung is self.chat.rung else lower(below, self.chat.rung)
        return None

    def _empty(self, reply: Reply) -> Outcome[A] | None:
        if self.emptied:
            return self._fail(Stop.EMPTY, (reply.detail,))
        self.emptied = True
        self.rung = self.rung.below or self.rung  # not remembered: JSON modes that return nothing do so now and then
        return None

    def _cut(self, result: _Read[A]) -> Outcome[A] | None:
        self.best = result.reading or self.best
        if self.shortened:
            return self._fail(Stop.LENGTH, ("回答两次都太长，没有写完", *result.problems))
        self.shortened = True
        self.more = self._again("上面的回答太长，没有写完就断了。请重新给出完整的回答：格式和要求不变，写得更短些，压缩到原来的三分之二以内。")
        return None

    def _wrong(self, problems: tuple[str, ...]) -> Outcome[A] | None:
        if self.repairs >= _REPAIRS:
            return self._fail(Stop.SCHEMA, problems)
        self.repairs += 1
        listed = "\n".join(f"{number}. {problem}" for number, problem in enumerate(problems, 1))
        self.more = self._again(f"上面的回答有下列问题：\n{listed}\n请改正这些问题，其余内容不变，按原来要求的格式重新给出完整的回答，不要解释。")
        return None

    def _again(self, words: str) -> tuple[BaseMessage, ...]:
        """Return what follows the prompt next time: the last answer and ``words``, not the answers before it."""
        from langchain_core.messages import AIMessage, HumanMessage

        said = self.replies[-1].text
        # Beyond any length that was asked for it is not worth paying for again.
        return AIMessage((without_thinking(said).strip() or said)[:_ECHO]), HumanMessage(words)

    def _fail(self, stop: Stop, problems: tuple[str, ...]) -> Outcome[A]:
        """End without a whole answer: with the latest that broke off where there is one."""
        if self.best:
            return self._end(Stop.LENGTH, self.best.answer, self.best.notes)
        if stop in {Stop.SCHEMA, Stop.LENGTH}:  # given again from the ledger, these replies would lead a later run to the same end
            self.chat.withdraw(self.replies)
        return self._end(stop, problems=problems)

    def _end(self, stop: Stop, answer: A | None = None, problems: tuple[str, ...] = ()) -> Outcome[A]:
        paid = [reply for reply in self.replies if not reply.cached and reply.stop not in {Stop.TRANSPORT, Stop.BUDGET}]
        return Outcome(
            label=self.label,
            answer=answer,
            stop=stop,
            raws=tuple(reply.text for reply in self.replies if reply.text),
            usage=sum((reply.usage for reply in paid), Usage()),
            calls=len(paid),
            cached_calls=sum(reply.cached for reply in self.replies),
            rung=self.rung,
            problems=tuple(problem for problem in problems if problem),
        )
