"""What ``draft`` makes beside the report, and how its Word file shall look: a template, comments, a trace, an oral version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.cli import outputs
from pipeline.errors import InputError
from pipeline.facts import Facts
from pipeline.result import Draft
from pipeline.word.fonts import Fonts, usable

TRACE_NAMES = frozenset({"trace", "出处", "出处表"})
TRACE_ENDINGS = (".docx", ".xlsx")


@dataclass(frozen=True)
class Extras:
    """``traces`` and ``orals`` are files to write. ``template`` is a .docx of the user's or None; ``comments`` puts findings into the Word file."""

    template: Path | None = None
    comments: bool = False
    traces: tuple[Path, ...] = ()
    orals: tuple[Path, ...] = ()


def checked(targets: tuple[Path, ...], extras: Extras) -> tuple[tuple[Path, ...], Extras]:
    """The targets of the report, and the extras with the traces among the targets: files named trace or 出处表, and every .xlsx.

    Raises InputError for a file that could not be written, or that is named twice.
    """
    named = tuple(t for t in targets if t.suffix.lower() == ".xlsx" or (t.stem.lower() in TRACE_NAMES and t.suffix.lower() == ".docx"))
    rest, traces = tuple(t for t in targets if t not in named), (*extras.traces, *named)
    outputs.check((*rest, *extras.orals))
    for target in traces:
        if target.suffix.lower() not in TRACE_ENDINGS:
            raise InputError(f"出处表不能写成“{target}”", hint="文件名要以 .docx 或 .xlsx 结尾，例如：--trace 出处表.xlsx")
        outputs.check_place(target)
    everything = [t.resolve() for t in (*rest, *traces, *extras.orals)]
    twice = next((t for t in everything if everything.count(t) > 1), None)
    if twice:
        raise InputError(f"“{twice.name}”写了两次", hint="正稿、出处表、现场稿要各用一个文件名。")
    return rest, replace(extras, traces=traces)


def looks(extras: Extras, fonts: Fonts, *, in_word: bool) -> tuple[outputs.Looks, tuple[str, ...]]:
    """How the Word file shall look, and what the user must be told of it; ``in_word``: there will be one. Raises InputError for a bad template."""
    template = None
    if extras.template:
        from pipeline.word.template import read_template

        template = read_template(extras.template)
    if not in_word:
        idle = "--template 和 --comments 只对 .docx 起作用，这次没有写 .docx。" if extras.template or extras.comments else ""
        return outputs.Looks(fonts, template, extras.comments), (idle,) if idle else ()
    chosen, notes = usable(fonts)
    return outputs.Looks(chosen, template, extras.comments), () if template else notes


def traced(targets: tuple[Path, ...], draft: Draft, facts: Facts, fonts: Fonts) -> list[tuple[Path, bytes]]:
    """The trace of ``draft`` for every target."""
    if not targets:
        return []
    from pipeline.rendering.trace_xlsx import trace_xlsx
    from pipeline.steps.tracing import trace
    from pipeline.word.trace import trace_docx

    made = trace(draft, facts)
    return [(t, trace_xlsx(made, draft.report) if t.suffix.lower() == ".xlsx" else trace_docx(made, draft.report, fonts)) for t in targets]
