"""What the tests of the floor share: an answer type, a prompt, and a chat that never really waits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

import pipeline
from pipeline import prompts
from pipeline.events import Event
from pipeline.llm.answers import Answer, tagged_blocks
from pipeline.llm.ask import Ask, Outcome, chain
from pipeline.llm.chat import Chat
from pipeline.llm.ledger import Ledger
from pipeline.llm.records import Endpoint

KEY = "sk-planted-7f3e91c2"
PROMPT = """---
id: part
version: 1
inputs: [facts, form]
answer: Part
---
# system

你起草述职报告。

# stable

事实：
{{facts}}

# task

写一段。
{{form}}
"""


class Line(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: str
    facts: tuple[str, ...]


class Part(Answer):
    """A heading and lines that rest on facts known to the context."""

    heading: str
    lines: tuple[Line, ...]

    @classmethod
    def json_form(cls) -> str:
        return '只输出一个 JSON 对象：{"heading": "标题", "lines": [{"text": "一句话", "facts": ["F1"]}]}'

    @classmethod
    def tagged_form(cls) -> str:
        return "用这个格式：\n<<<标题>>>\n标题\n<<<正文>>>\n一句一行，句末写〔F1〕"

    @classmethod
    def from_tagged(cls, text: str) -> dict[str, Any]:
        blocks = dict(tagged_blocks(text))
        if "正文" not in blocks:
            raise ValueError("没有找到<<<正文>>>")
        lines = [line.rstrip("〕").partition("〔") for line in blocks["正文"].splitlines() if line.strip()]
        return {"heading": blocks.get("标题", ""), "lines": [{"text": text, "facts": [id_] if id_ else []} for text, _, id_ in lines]}

    @model_validator(mode="after")
    def _known(self, info: ValidationInfo) -> Self:
        known = (info.context or {}).get("facts")
        for line in self.lines:
            if unknown := [id_ for id_ in line.facts if known is not None and id_ not in known]:
                raise ValueError(f"没有编号为 {'、'.join(unknown)} 的事实")
        return self


GOOD = '{"heading": "抓学习", "lines": [{"text": "开展学习12次。", "facts": ["F1"]}]}'
BAD_FACT = GOOD.replace("F1", "F9")
TAGGED = "<<<标题>>>\n抓学习\n<<<正文>>>\n开展学习12次。〔F1〕"
ANSWER = Part(heading="抓学习", lines=(Line(text="开展学习12次。", facts=("F1",)),))


class Recorder:
    """Waits and notices, noted instead of spent."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.events: list[Event] = []


def make_chat(url: str, home: Path | None = None, recorder: Recorder | None = None, *, fresh: bool = False, **endpoint: Any) -> Chat:
    recorder = recorder or Recorder()
    where = Endpoint(**{"model": "stub-model", "base_url": url, "api_key": KEY, "timeout": 20.0} | endpoint)
    ledger = Ledger(home, recorder.events.append) if home else None
    return Chat(where, ledger, recorder.events.append, fresh=fresh, sleep=recorder.slept.append)


def make_prompt(folder: Path) -> prompts.Prompt:
    (folder / "part.v1.md").write_text(PROMPT, encoding="utf-8")
    return prompts.load("part", folder=folder)


def make_ask(label: str = "第一部分", facts: str = "F1 开展学习12次") -> Ask:
    return Ask(inputs={"facts": facts}, context={"facts": {"F1"}}, label=label)


def ask_once(folder: Path, chat: Chat, facts: str = "F1 开展学习12次") -> Outcome[Part]:
    return chain(make_prompt(folder), Part, chat).invoke(make_ask(facts=facts))


RUN = """
import json, sys, pathlib
from llm_parts import *
url, home, folder, fact = sys.argv[1:]
folder = pathlib.Path(folder)
outcome = chain(prompts.load("part", folder=folder), Part, make_chat(url, pathlib.Path(home))).invoke(make_ask(facts=fact))
print(json.dumps([outcome.stop, outcome.calls, outcome.cached_calls]))
"""


def run_apart(*arguments: object) -> subprocess.Popen[str]:
    """Run one ask in a process of its own: url, home, folder of the prompt, facts. It prints stop, calls and cached calls as JSON."""
    root = Path(pipeline.__file__).parents[1]
    paths = os.pathsep.join([str(root), str(Path(__file__).parent)])
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
