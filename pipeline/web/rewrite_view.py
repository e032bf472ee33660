"""A rewriting as its page shows it: each problem before and after, with marks in its words, its points, and what is asked about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.checks.catalogue import all_rules
from pipeline.findings import Finding
from pipeline.flows.rewrite import RewriteRequest
from pipeline.flows.weighing import Passage, Section, Weighed, weigh
from pipeline.rendering.findings import LEVELS
from pipeline.rewriting import Question, Rewrite
from pipeline.texts.measure import to_chinese
from pipeline.web.rewrites import KeptRewrite

_GAP = re.compile(r"【待补充[^】]*】")
_ID = re.compile(r"^问(\d+)-..：")

Mark = tuple[int, int, str, int]
"""Start, end, kind and number of words that are marked; the number 0 for none."""


def view(kept: KeptRewrite, request: RewriteRequest) -> dict[str, Any]:
    """Everything the template of a rewriting needs. Raises InputError where the report cannot be read so any more."""
    examined, before = weigh(request)
    result = kept.result
    after = weigh(request, result.text)[1] if result and result.changed else None
    return {
        "id": kept.id,
        "number": kept.number,
        "title": kept.title,
        "name": kept.name,
        "file": kept.file,
        "score": before.diagnosis.score,
        "problems": _problems(before, after, examined.questions, kept),
        "rest": _rest(before),
        "asked": len(examined.questions),
        "result": _result(result, after) if result else None,
        "stale": kept.stale,
    }


def _problems(before: Section, after: Section | None, asked: Sequence[Question], kept: KeptRewrite) -> list[dict[str, Any]]:
    later = {problem.number: problem for problem in after.problems} if after else {}
    confirms = [c.excerpt for c in kept.result.confirm] if kept.result else []
    return [
        {
            "number": problem.number,
            "name": f"第{to_chinese(problem.number)}个问题",
            "before": _side(problem, ()),
            "after": _side(later[problem.number], confirms) if problem.number in later else None,
            "questions": [_question(q, kept.answers) for q in asked if q.problem == problem.number],
        }
        for problem in before.problems
    ]


def _question(question: Question, answers: dict[str, str]) -> dict[str, str]:
    """What it is about stands above it already: only the question itself is shown."""
    _, _, text = question.text.partition("”：")
    return {"id": question.id, "text": text or question.text, "why": question.why, "answer": answers.get(question.id, "")}


def _side(problem: Weighed, confirms: Iterable[str]) -> dict[str, Any]:
    numbered = list(enumerate(problem.findings, 1))
    return {
        "heading": problem.heading,
        "score": problem.score,
        "paragraphs": [paragraph for passage in problem.passages for paragraph in _paragraphs(passage, numbered, confirms)],
        "points": [{"name": p.name, "got": p.got, "of": p.of, "why": p.why} for p in problem.points if p.got < p.of],
        "notes": [_note(f, n) for n, f in numbered],
    }


def _rest(section: Section) -> dict[str, Any]:
    """What is said of the section as a whole."""
    return {"points": [{"got": p.got, "why": p.why} for p in section.points], "notes": [_note(f, 0) for f in section.findings]}


def _note(finding: Finding, number: int) -> dict[str, Any]:
    names = {rule.code: rule.name for rule in all_rules()}
    told = {"level": finding.level.value, "word": LEVELS[finding.level], "name": names.get(finding.code, "")}
    return told | {"number": number, "message": finding.message, "advice": finding.advice, "excerpt": finding.excerpt}


def _paragraphs(passage: Passage, findings: Sequence[tuple[int, Finding]], confirms: Iterable[str]) -> list[list[dict[str, Any]]]:
    """The words of ``passage`` by paragraph, each a run of pieces with the mark they bear."""
    text = passage.text
    marks: list[Mark] = [(m.start(), m.end(), "gap", 0) for m in _GAP.finditer(text)]
    marks += [(at, at + len(words), "proposal", 0) for words in confirms if words and (at := text.find(words)) >= 0]
    within = [(n, f.start - passage.start, f.end - passage.start, f.level.value) for n, f in findings]
    marks += [(max(start, 0), min(end, len(text)), level, n) for n, start, end, level in within if 0 <= start < len(text)]
    pieces = _pieces(text, sorted(marks, key=lambda mark: (mark[0], mark[3])))
    paragraphs: list[list[dict[str, Any]]] = [[]]
    for piece in pieces:
        first, *others = piece["text"].split("\n")
        paragraphs[-1].append(piece | {"text": first, "number": 0 if others else piece["number"]})
        for n, line in enumerate(others, 1):
            paragraphs.append([piece | {"text": line, "number": piece["number"] if n == len(others) else 0}])
    return [paragraph for paragraph in paragraphs if any(piece["text"].strip() for piece in paragraph)]


def _pieces(text: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """``text`` in order; where two marks overlap, the first keeps its words and the second gets what is left of its own."""
    made, place = [], 0
    for start, end, kind, number in marks:
        begin = max(start, place)
        if begin > place:
            made.append({"text": text[place:begin], "mark": "", "number": 0})
        made.append({"text": text[begin : max(end, begin)], "mark": kind, "number": number})
        place = max(place, end)
    return [*made, {"text": text[place:], "mark": "", "number": 0}]


def _result(result: Rewrite, after: Section | None) -> dict[str, Any]:
    return {
        "changed": result.changed,
        "blocked": result.blocked,
        "verdict": result.verdict,
        "score": result.diagnosis_after.score,
        "writer": "离线写法" if result.writer == "offline" else result.model,
        "todo": [_plainly(line) for line in result.todo],
        "confirm": [{"excerpt": c.excerpt, "question": c.question} for c in result.confirm],
        "elsewhere": _elsewhere(result),
        "rest": _rest(after) if after else None,
    }


def _plainly(todo: str) -> str:
    """The ids of questions are for files of answers; a page says which problem it is about."""
    found = _ID.match(todo)
    if not found:
        return todo
    rest = todo[found.end() :]
    return rest if rest.startswith("第") else f"第{to_chinese(int(found[1]))}个问题：{rest}"


def _elsewhere(result: Rewrite) -> list[dict[str, Any]]:
    """What changed outside the problems and their causes: measures put into the plan."""
    found = []
    for change in result.replacements:
        new = [p.text for p in change.new if p.text.strip() and p.text.strip() not in result.after]
        if new:
            found.append({"old": [line for line in change.old if line.strip()], "new": new, "reason": change.reason})
    return found
