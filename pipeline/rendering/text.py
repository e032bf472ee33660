"""Markdown and plain text."""

from __future__ import annotations

from pipeline.layout import LineKind, lines
from pipeline.report import Report


def as_markdown(report: Report) -> str:
    """Markdown: title and first-level headings as headings, run-in headings bold, a blank line between paragraphs."""
    parts = []
    for line in lines(report):
        match line.kind:
            case LineKind.TITLE:
                parts.append(f"# {line.text}")
            case LineKind.HEADING:
                parts.append(f"## {line.text}")
            case _ if line.run_in:
                parts.append(f"**{line.run_in}**{line.text[len(line.run_in) :]}")
            case _:
                parts.append(line.text)
    return "\n\n".join(parts) + "\n"


def as_text(report: Report) -> str:
    """Plain text: a paragraph a line, indented by two full-width spaces; title, headings and salutation begin as a clerk would type them."""
    flush = (LineKind.TITLE, LineKind.SALUTATION)
    return "\n".join(line.text if line.kind in flush else f"　　{line.text}" for line in lines(report)) + "\n"
