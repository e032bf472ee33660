"""The model writer behind the port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal

from pipeline import prompts
from pipeline.errors import ModelError
from pipeline.events import Listener, Notice, silent
from pipeline.llm.ask import Ask, Outcome, chain
from pipeline.llm.chat import Chat
from pipeline.llm.meter import TOKENS_PER_CHAR
from pipeline.llm.records import Stop
from pipeline.plan import Plan
from pipeline.report import Item, Section, SectionKind, Sentence, SentenceKind
from pipeline.rewriting import Rework, Reworked
from pipeline.writers.by_model import arranging, material, rework
from pipeline.writers.by_model.answers import Arrangement, Prose
from pipeline.writers.by_model.jobs import WHOLE, Job, jobs_for, section_of, whole_job
from pipeline.writers.by_model.personal import mask_of
from pipeline.writers.by_model.salvage import REFUSALS, Voice, mostly_right, salvage, usage_of
from pipeline.writers.port import Again, Brief, OnWritten, Task, Usage, Written

_PROSE = (WHOLE, "frame", "duty", "rectify", "project", "problems", "measures", "mend")
_ENDS = frozenset({SectionKind.LEAD, SectionKind.CLOSING})
"""Who asks for both asks for a whole report; a section written again is asked for alone."""
_REASONS = {
    Stop.LENGTH: "模型的回答太长，两次都没有写完",
    Stop.CONTENT_FILTER: "模型服务的内容审查拦下了这一部分",
    Stop.EMPTY: "模型给了空白的回答",
    Stop.REFUSED: "模型拒绝写这一部分",
    Stop.SCHEMA: "模型几次都没有按要求回答",
    Stop.TRANSPORT: "连不上模型服务，或服务中途断开",
    Stop.BUDGET: "到了你定的上限，没有再问模型",
}


class ModelWriter:
    """Writes through a chat model. Every call is stateless; calls for different sections run at once, ``parallel`` at most.

    ``whole``: the report is asked for in one reply, which reads as one text; where a model cannot bring that, section by section.
    What its model refuses is tried in smaller parts, then by ``second`` where there is one, then written by rules.
    """

    name: Literal["offline", "model"] = "model"
    mends = True

    def __init__(self, chat: Chat, *, parallel: int = 8, whole: bool = False, second: Chat | None = None, listen: Listener = silent) -> None:
        self._chat = chat
        self._whole = whole
        self._second = second
        self._listen = listen
        self._parallel = parallel

    @property
    def model(self) -> str | None:
        return self._chat.endpoint.model

    @cached_property
    def _prompts(self) -> dict[str, prompts.Prompt]:
        return {id_: prompts.load(id_) for id_ in ("plan", *_PROSE)}

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(p.name for p in self._prompts.values())

    def plan(self, brief: Brief) -> tuple[Plan, Usage]:
        """Ask for headings and thread; where the model gives none that are valid, the plan stays as it is."""
        inputs = self._stable(brief, "plan") | {"outline": material.outline(brief.plan), "names": arranging.names(brief.plan)}
        ask = Ask(inputs=inputs, context=arranging.context_of(brief.plan), label="提纲", mask=mask_of(brief.facts))
        outcome = chain(self._prompts["plan"], Arrangement, self._chat).invoke(ask)
        usage = usage_of(outcome)
        return (arranging.replanned(brief, outcome.answer) if outcome.answer else brief.plan), usage

    def write(self, brief: Brief, tasks: Sequence[Task], on_written: OnWritten) -> tuple[Written, ...]:
        """Do all tasks, in one reply or all at once. Raises ModelError where the endpoint answered none of them."""
        gaps = {t.section.kind: Written(_gap(t)) for t in tasks if _only_a_gap(t)}
        for written in gaps.values():
            on_written(written)
        asked = [t for t in tasks if not _only_a_gap(t)]
        fresh = not any(t.draft for t in asked)
        spent = Usage()
        if self._whole and fresh and {t.section.kind for t in asked} >= _ENDS:
            done, spent = self._in_one(brief, asked)
            if done:
                for written in done.values():
                    on_written(written)
                return tuple((gaps | done)[t.section.kind] for t in tasks)
        done = self._in_parts(brief, asked, on_written, fresh=fresh)
        first = next(iter(done), None)
        if first is not None:
            done[first] = replace(done[first], usage=done[first].usage + spent)
        return tuple((gaps | done)[t.section.kind] for t in tasks)

    def _in_one(self, brief: Brief, tasks: Sequence[Task]) -> tuple[dict[SectionKind, Written], Usage]:
        """The whole report from one reply, by kind; nothing where the model cannot bring it, and what it cost to find out."""
        job = whole_job(brief, tasks)
        self._estimate(brief, [job])
        outcome = self._voice(brief, self._chat).ask(job)
        if outcome.answer is not None:
            return {w.section.kind: w for w in _written(brief, job, outcome)}, Usage()
        if mostly_right(brief, job, outcome):
            self._listen(Notice("整篇写好了，有的地方不合要求，只重写那几处。"))
            return {w.section.kind: w for w in salvage(brief, job, outcome, self._voices(brief))}, Usage()
        self._listen(Notice(f"一次写不成整篇（{_REASONS.get(outcome.stop, '回答不合要求')}），改为一部分一部分写。"))
        return {}, usage_of(outcome)

    def _in_parts(self, brief: Brief, tasks: Sequence[Task], on_written: OnWritten, *, fresh: bool) -> dict[SectionKind, Written]:
        """Every section from an ask of its own, all at once."""
        from langchain_core.runnables import RunnableLambda

        jobs = jobs_for(brief, tasks)
        if fresh:
            self._estimate(brief, jobs)
        voices = self._voices(brief)

        def do(job: Job) -> tuple[Outcome[Prose], list[Written]]:
            outcome = voices[0].ask(job)
            if outcome.answer is None and (outcome.stop in REFUSALS or mostly_right(brief, job, outcome)) and all(t.draft is None for t in job.tasks):
                return outcome, salvage(brief, job, outcome, voices)
            return outcome, _written(brief, job, outcome)

        done: dict[SectionKind, Written] = {}
        outcomes, drafts = [], [t.draft for t in tasks]
        running = RunnableLambda(do).batch_as_completed(jobs, config={"max_concurrency": self._parallel})
        for _, (outcome, all_written) in running:
            outcomes.append(outcome)
            for written in all_written:
                done[written.section.kind] = written
                if written.section not in drafts:  # a draft that could not be mended is no news
                    on_written(written)
        if outcomes and all(w.section.status == "unwritten" for w in done.values()):
            raise _nothing_usable(outcomes)
        return done

    def _estimate(self, brief: Brief, jobs: Sequence[Job]) -> None:
        """Say beforehand what the sections will cost, by their characters; mending comes on top."""
        asked = sum(len(text) for job in jobs for text in self._ask(brief, job)["inputs"].values())
        fixed = sum(len(part) for job in jobs for part in self._prompts[job.prompt].parts.values())
        written = sum(section.chars for section in brief.plan.sections)
        tokens = round((asked + fixed + written) * TOKENS_PER_CHAR)
        self._listen(Notice(f"预计再问 {len(jobs)} 次，约 {tokens / 1000:.0f} 千 tokens（按字数估；改稿另计，问过的不再付费）。"))

    def _voices(self, brief: Brief) -> tuple[Voice, ...]:
        return tuple(self._voice(brief, chat) for chat in (self._chat, self._second) if chat)

    def _voice(self, brief: Brief, chat: Chat) -> Voice:
        def ask(job: Job) -> Outcome[Prose]:
            return chain(self._prompts[job.prompt], Prose, chat).invoke(self._ask(brief, job))

        return Voice(chat.endpoint.model, ask)

    @property
    def rework_prompts(self) -> tuple[str, ...]:
        return (prompts.load(rework.PROMPT).name,)

    def rework(self, brief: Brief, reworks: Sequence[Rework], again: Again) -> tuple[tuple[Reworked, ...], Usage]:
        """Ask once for all problems. Raises ModelError where no usable answer comes."""
        inputs, context = rework.inputs_of(brief, reworks, again), rework.context_of(brief, reworks)
        ask = Ask(inputs=inputs, context=context, label="存在问题", mask=mask_of(brief.facts))
        outcome = chain(prompts.load(rework.PROMPT), Prose, self._chat).invoke(ask)
        if outcome.answer is None:
            raise _nothing_usable([outcome])
        return rework.reworked(brief, reworks, outcome.answer), usage_of(outcome)

    def _ask(self, brief: Brief, job: Job) -> Ask:
        inputs = self._stable(brief, job.prompt) | job.inputs
        known = self._prompts[job.prompt].inputs
        years = {str(brief.facts.year + n) for n in (-1, 0, 1)}
        context = {"wanted": job.wanted, "ids": tuple(brief.facts.by_id) if job.ids is None else job.ids, "years": years}
        return Ask(inputs={k: v for k, v in inputs.items() if k in known}, context=context, label=job.label, mask=mask_of(brief.facts))

    def _stable(self, brief: Brief, prompt: str) -> dict[str, str]:
        """The inputs of the stable part, which every prompt begins with."""
        stable: dict[str, Any] = {"profile": material.profile(brief), "facts": material.facts_list(brief)}
        return stable if prompt == "plan" else stable | {"outline": material.outline(brief.plan)}


def _nothing_usable(outcomes: Sequence[Outcome[Prose]]) -> ModelError:
    reasons = dict.fromkeys(_REASONS.get(o.stop, "模型没有给出可用的回答") for o in outcomes)
    limited = all(o.stop is Stop.BUDGET for o in outcomes)
    return ModelError(
        f"一个部分也没有写成：{'；'.join(reasons)}",
        hint="请把 --max-calls 或 --max-tokens 放宽再运行一次，问过的不再付费；也可以加 --offline 先用离线写法。"
        if limited
        else "请检查网络、--base-url 和模型；稍后再运行一次会接着写，也可以换一个模型，或加 --offline 先用离线写法。",
    )


def _only_a_gap(task: Task) -> bool:
    """Last year's problems were not given: there is nothing to write and nothing to pay for."""
    return task.section.kind is SectionKind.RECTIFY and not any(i.facts for i in task.section.items)


def _gap(task: Task) -> Section:
    asked = "上年述职评议（或上级点评、巡察）指出了哪几个问题，各怎么改的、改到什么程度"
    sentence = Sentence(text=f"【待补充：{asked}】。", kind=SentenceKind.GAP, question=f"{asked}？")
    return Section(kind=task.section.kind, heading=task.section.heading, items=(Item(heading="", sentences=(sentence,)),))


def _written(brief: Brief, job: Job, outcome: Outcome[Prose]) -> list[Written]:
    """One Written for each task of the job; what the ask cost is booked on the first."""
    costs = [usage_of(outcome), *([Usage()] * (len(job.tasks) - 1))]
    if outcome.answer is None:
        return [Written(_unwritten(task, outcome), cost) for task, cost in zip(job.tasks, costs, strict=True)]
    return [Written(section_of(brief, task, outcome.answer), cost) for task, cost in zip(job.tasks, costs, strict=True)]


def _unwritten(task: Task, outcome: Outcome[Prose]) -> Section:
    """Failure is never content: a section that failed says so. A draft that could not be mended stays as it was."""
    if task.draft is not None:
        return task.draft
    detail = f"（{outcome.problems[0]}）" if outcome.problems else ""
    reason = _REASONS.get(outcome.stop, "模型没有给出可用的回答") + detail
    return Section(kind=task.section.kind, heading=task.section.heading, status="unwritten", reason=reason)
