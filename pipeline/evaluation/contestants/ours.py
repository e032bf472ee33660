"""Our own writers, run as ``shuzhi draft`` runs them: the offline one, and the model writer on recorded replies."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from pipeline.errors import ModelError
from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.contestants.recordings import Recorded, recorded
from pipeline.evaluation.indexing import finder
from pipeline.evaluation.metrics.subject import Output
from pipeline.events import silent
from pipeline.flows.draft import Request, draft
from pipeline.llm.chat import Chat
from pipeline.llm.records import Endpoint, Reply, Rung, Stop
from pipeline.rendering import as_text
from pipeline.result import Draft
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Writer

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_TASK = re.compile(r"## 任务：(.+)")


def offline(case: Case, bench: Bench) -> Output:
    """A draft of the rule writer."""
    return _output(*_made(case, bench, RuleWriter()))


def on_recordings(case: Case, bench: Bench) -> Output | None:
    """A draft of the model writer, its requests answered with the recorded replies to the same tasks; None without any."""
    from pipeline.writers.by_model import ModelWriter

    conversation = recorded("model", case.id, bench)
    if not conversation:
        return None
    chat = Replay(conversation)
    try:
        result, seconds = _made(case, bench, ModelWriter(chat, parallel=1, whole=True))
    except ModelError:
        return None
    notes = tuple(f"没有录到“{task}”的回答" for task in chat.missed)
    notes += (f"{chat.changed} 条提示词与录的时候不同",) if chat.changed else ()
    return _output(result, seconds, calls=chat.calls, tokens=sum(r.tokens for r in conversation), notes=notes)


def _made(case: Case, bench: Bench, writer: Writer) -> tuple[Draft, float]:
    began = time.perf_counter()
    result = draft(Request(case.facts, today(case)), writer, finder(bench, case), silent)
    return result, time.perf_counter() - began


def today(case: Case) -> dt.date:
    """The day on which a report without a date of its own is written: results must not hang on the day of running."""
    return case.facts.written_on or dt.date(case.facts.year + 1, 1, 12)


def _output(result: Draft, seconds: float, calls: int = 0, tokens: int = 0, notes: tuple[str, ...] = ()) -> Output:
    asked = tuple(dict.fromkeys((*result.todo, *(c.question for c in result.confirm))))
    return Output(as_text(result.report), asked, calls, tokens, seconds, notes)


class Replay(Chat):
    """A chat that answers each task with what was recorded for it, in order; the last reply is repeated where mending asks again.

    ``missed`` are tasks nobody recorded, ``changed`` counts first requests of a task whose words are no longer those of the recording.
    """

    def __init__(self, conversation: Sequence[Recorded]) -> None:
        super().__init__(Endpoint(model="recorded", base_url="http://127.0.0.1:9/v1", api_key=SecretStr("recorded")), None)
        self._replies: dict[str, deque[Recorded]] = defaultdict(deque)
        for record in conversation:
            self._replies[record.task].append(record)
        self._asked: set[str] = set()
        self.missed: list[str] = []
        self.calls = self.changed = 0

    def complete(self, messages: Sequence[BaseMessage], rung: Rung, schema: Mapping[str, Any], *_: Any, **__: Any) -> Reply:  # noqa: ARG002
        """The recorded reply; a task without one is as good as refused."""
        self.calls += 1
        prompt = "\n".join(str(m.content) for m in messages)
        task = task_of(prompt)
        waiting = self._replies.get(task)
        if not waiting:
            self.missed.append(task)
            return Reply("", Stop.REFUSED, rung, detail="没有录到这一项的回答")
        record = waiting.popleft() if len(waiting) > 1 else waiting[0]
        if task not in self._asked:
            self._asked.add(task)
            self.changed += record.asked.strip() not in prompt
        return Reply(record.reply, Stop.DONE, rung)


class Capture(Chat):
    """A chat that keeps every prompt and answers none."""

    def __init__(self) -> None:
        super().__init__(Endpoint(model="nobody", base_url="http://127.0.0.1:9/v1", api_key=SecretStr("nobody")), None)
        self.prompts: list[str] = []

    def complete(self, messages: Sequence[BaseMessage], rung: Rung, schema: Mapping[str, Any], *_: Any, **__: Any) -> Reply:  # noqa: ARG002
        """Refuse."""
        self.prompts.append("\n".join(str(m.content) for m in messages))
        return Reply("", Stop.REFUSED, rung, detail="只看提示词")


def task_of(prompt: str) -> str:
    """The title of the task in a prompt of ours, "" where it has none."""
    found = _TASK.search(prompt)
    return found.group(1).strip() if found else ""


def prompts_of(case: Case, bench: Bench) -> list[str]:
    """Every first request that a draft of ``case`` would send."""
    from pipeline.writers.by_model import ModelWriter

    chat = Capture()
    with suppress(ModelError):  # nobody answers, and a writer may well give up
        draft(Request(case.facts, today(case)), ModelWriter(chat, parallel=1, whole=True), finder(bench, case), silent)
    return chat.prompts
