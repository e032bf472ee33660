"""A model that obeys: it answers every prompt of the pipeline with the material it was given, marks and all. Tests bend single answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from openai_stub import Request, Response, Stub

_FACT = re.compile(r"^〔([^〕]+)〕(?:（[^）]*）)?(.+?)(?:（(?:规定|由)[^）]*）)?$", re.MULTILINE)
Bend = Callable[[str, dict[str, str]], dict[str, str]]


def task_of(request: Request) -> str:
    """The title of the task in a request: 写履职情况, 改“…” …"""
    return re.search(
        r"^## 任务：(.+)", request.messages[-1]["content"] if len(request.messages) < 3 else request.messages[1]["content"], re.MULTILINE
    ).group(1)


def obedient(bend: Bend | None = None) -> Callable[[Request], Response]:
    """A script for the stub. ``bend`` may change the parts (name → text) of the answer to a task (its title)."""

    def answer(request: Request) -> Response:
        prompt = request.messages[1]["content"]
        task = task_of(request)
        facts = dict(_FACT.findall(prompt[prompt.index("<材料>") : prompt.index("</材料>")]))
        parts = _headings(prompt) if "主线" in task else _mended(prompt) if task.startswith("改") else _written(prompt, facts)
        if bend:
            parts = bend(task, parts)
        return Stub.say(json.dumps({"parts": [{"name": n, "text": t} for n, t in parts.items()]}, ensure_ascii=False))

    return answer


def _headings(prompt: str) -> dict[str, str]:
    named = re.findall(r"^(\S+?)：现在是“(.+?)”$", prompt, re.MULTILINE)
    return {"主线": "把支部的事一件一件抓实", **dict(named)}


def _written(prompt: str, facts: dict[str, str]) -> dict[str, str]:
    listed = prompt[prompt.index("要写的部分：") :]
    return {name: _text(name, spec, facts) for name, spec in re.findall(r"^(\S+?)(?:（接在.*?）)?：(.+)$", listed, re.MULTILINE)}


def _text(name: str, spec: str, facts: dict[str, str]) -> str:
    if "【待补充：" in spec:
        return re.search(r"【待补充：[^】]*】", spec).group()
    if "标〔拟〕" in spec:
        return "我图省事，没有往深处想。〔拟〕"
    ids = re.search(r"用这些材料：([^；]+)", spec) or re.search(r"〔([^〕]+)〕", spec)
    if not ids:
        return "以上述职，请予评议。" if name == "结尾" else "我把支部的事放在心上。现将情况述职如下。" if name == "导语" else "由我牵头去办。〔拟〕"
    return "".join(f"我说说{facts[i].rstrip('。')}。〔{i}〕" for i in ids.group(1).split("、"))


def _mended(prompt: str) -> dict[str, str]:
    draft = prompt[prompt.index("现在的稿子：") :]
    return {name: text.strip() for name, text in re.findall(r"<<<(.+?)>>>\n(.*?)(?=\n<<<|\n\n|\Z)", draft, re.DOTALL)}
