"""A rewriting for people and programs: before and after in Markdown, the new document as text, and the contract's JSON."""

from __future__ import annotations

import json
from typing import Any

from pipeline.findings import Finding
from pipeline.rendering.findings import LEVELS
from pipeline.rewriting import Diagnosis, Rewrite


def as_rewrite_markdown(result: Rewrite) -> str:
    """Before and after, one under the other, with what each says of itself; then what to fill in and to confirm."""
    before, after = result.diagnosis_before, result.diagnosis_after
    parts = [f"# 存在问题：改写前后（{before.score} 分 → {after.score} 分）", result.verdict]
    parts += [f"## 改写前（{before.score} 分）", _quoted(result.before), *_told(before)]
    if result.changed:
        parts += [f"## 改写后（{after.score} 分）", _quoted(result.after), *_told(after)]
        parts += [_list("## 改了哪些地方", [_change(r.reason, r.facts) for r in result.replacements])]
        added = [p.text for r in result.replacements if r.first == r.last for p in r.new]
        parts += [f"## 补在打算里的\n\n{_quoted(chr(10).join(added))}"] if added else []
    parts += [
        _list("## 待补充", list(result.todo)),
        _list("## 请确认（这些话是替你拟的，或取自你的事实文件）", [f"{c.excerpt}\n  → {c.question}" for c in result.confirm]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_rewrite_json(result: Rewrite) -> str:
    """The contract's JSON; ``document`` and what follows it are additions."""
    record: dict[str, Any] = {
        "before": result.before,
        "after": result.after,
        "diagnosis_before": _diagnosis(result.diagnosis_before),
        "diagnosis_after": _diagnosis(result.diagnosis_after),
        "problems": [p.model_dump(mode="json") for p in result.problems],
        "questions": [{"id": q.id, "text": q.text, "problem": q.problem, "why": q.why, "answered": q.answered} for q in result.questions],
        "todo": list(result.todo),
        "confirm": [c.model_dump() for c in result.confirm],
        "changed": result.changed,
        "verdict": result.verdict,
        "document": result.text,
        "replacements": [r.model_dump(mode="json") for r in result.replacements],
        "writer": result.writer,
        "model": result.model,
        "prompts": list(result.prompts),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _diagnosis(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "score": diagnosis.score,
        "findings": [_finding(f) for f in diagnosis.findings],
        "points": list(diagnosis.points),
        "empty": diagnosis.empty,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    shown = finding.model_dump(mode="json")
    return {key: shown[key] for key in ("code", "level", "section", "excerpt", "message", "advice")}


def _told(diagnosis: Diagnosis) -> list[str]:
    lines = [f"- {point}" for point in diagnosis.points]
    lines += [f"- 〔{LEVELS[f.level]} {f.code}〕{f.message}。{f.advice}" for f in diagnosis.findings]
    return ["\n".join(lines)] if lines else []


def _change(reason: str, facts: tuple[str, ...]) -> str:
    return f"{reason}（依据：{'、'.join(facts)}）" if facts else reason


def _quoted(text: str) -> str:
    """The words as a quotation, a paragraph each: the numbering of the report must not become a list of Markdown."""
    return "\n>\n".join(f"> {_escaped(line)}" for line in text.split("\n") if line.strip())


def _escaped(line: str) -> str:
    line = line.strip()
    number, dot, rest = line.partition(".")
    return f"{number}\\.{rest}" if dot and number.isdecimal() else f"\\{line}" if line.startswith(("#", "-", "*", "+", ">")) else line


def _list(title: str, entries: list[str]) -> str:
    return f"{title}\n\n" + "\n".join(f"- {entry}" for entry in entries) if entries else ""
