"""Findings for people and programs: text with marks under the words meant, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from pipeline.findings import Finding, Level

LEVELS = {Level.ERROR: "必须改", Level.WARNING: "请留意", Level.INFO: "供参考"}
_COLOURS = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.INFO: "cyan"}
_AROUND = 18
_ENDS = "。！？\n"


def findings_record(file: str, chars: int, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """One file's record of ``check --format json``; of the contract."""
    return {"file": file, "chars": chars, "findings": [_record(finding) for finding in findings]}


def as_findings_json(records: list[dict[str, Any]]) -> str:
    """One file: its record; several: a list of records."""
    return json.dumps(records[0] if len(records) == 1 else records, ensure_ascii=False, indent=2) + "\n"


def _record(finding: Finding) -> dict[str, Any]:
    shown = finding.model_dump(mode="json", include={"code", "level", "section", "excerpt", "message", "advice", "start", "end"})
    return {key: shown[key] for key in ("code", "level", "section", "excerpt", "message", "advice", "start", "end")}


def told(finding: Finding, text: str, where: str) -> Text:
    """One finding as lines: level, code, place and message; the words meant with marks under them; what to do."""
    shown = Text()
    shown.append(f"{LEVELS[finding.level]} {finding.code}", style=_COLOURS[finding.level])
    shown.append(f"  {where}  " if where else "  ", style="dim")
    shown.append(finding.message)
    for line in _quoted(finding, text):
        shown.append("\n    ")
        shown.append_text(line)
    shown.append(f"\n    → {finding.advice}")
    return shown


def _quoted(finding: Finding, text: str) -> Iterator[Text]:
    if finding.start < 0 or finding.end <= finding.start:
        return
    begin, end = _window(finding, text)
    before, meant, after = (
        text[begin : finding.start],
        text[finding.start : finding.end].split("\n", maxsplit=1)[0],
        text[min(finding.end, end) : end],
    )
    line = Text(before)
    line.append(meant, style=_COLOURS[finding.level])
    line.append(after)
    yield line
    yield Text(" " * cell_len(before) + "^" * max(1, cell_len(meant)), style=_COLOURS[finding.level])


def _window(finding: Finding, text: str) -> tuple[int, int]:
    """The words meant with at most _AROUND characters of their sentence on either side."""
    begin = max([finding.start - _AROUND, 0, *(text.rfind(mark, 0, finding.start) + 1 for mark in _ENDS)])
    line_end = text.find("\n", finding.start)
    last = len(text) if line_end < 0 else line_end
    stops = [at + 1 for mark in _ENDS[:-1] if (at := text.find(mark, finding.end - 1)) >= 0]
    return begin, max(min([finding.end + _AROUND, last, *stops]), min(finding.end, last))
