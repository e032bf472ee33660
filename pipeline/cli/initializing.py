"""What ``shuzhi init`` does once its arguments are read; apart from them so that ``--help`` loads nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from pipeline import settings as settings_floor
from pipeline import wiring
from pipeline.cli.choices import unit_types
from pipeline.cli.consent import agree
from pipeline.cli.interview import DEFAULT, Interview
from pipeline.cli.outputs import write_bytes
from pipeline.cli.progress import Progress
from pipeline.documents.material import Material
from pipeline.errors import InputError
from pipeline.facts.editing import FactsText
from pipeline.facts.proposals import Proposal, as_comments, is_known
from pipeline.facts.reading import loads, text_of
from pipeline.facts.splicing import NotEditableError
from pipeline.facts.template import template
from pipeline.facts.tree import TreeError
from pipeline.flows.proposing import Proposed, likely_types, propose, read_materials
from pipeline.steps.interviewing import progress
from pipeline.texts.secrecy import refuse_marked


def run_init(units: list[str] | None, sources: tuple[Path, ...], output: Path | None, settings: dict[str, Any], *, yes: bool = False) -> int:
    """Interview at a terminal; else write a commented file, or the proposals into the one that is there. Raises ShuzhiError."""
    types = unit_types(units)
    talking = at_terminal(to_stdout=output is None)
    target = output or (Path(DEFAULT) if talking else None)
    _check(target)
    sheet = _opened(target) if target and target.exists() else None
    with Progress() as bars:
        materials = read_materials(sources, bars.listen)
    chosen = settings_floor.read(**settings)

    def proposals_for(sheet: FactsText) -> Proposed:
        if not materials:
            return Proposed()
        with wiring.network(allowed=not chosen.offline), Progress(chosen.price_in, chosen.price_out) as bars:
            find = wiring.make_extractor(chosen, bars.listen)
            agree(wiring.destinations(chosen) if find else (), chosen.home, bars.listen, yes=yes)
            return propose(materials, sheet, find, bars.listen)

    if talking and target is not None:
        return Interview(target, sheet or FactsText(template(types)), proposals_for, guessed=() if types else likely_types(materials)).run()
    return _written(target, sheet, types, materials, proposals_for)


def at_terminal(*, to_stdout: bool) -> bool:
    """Whether somebody can be asked: input and messages are a terminal's, and so is stdout where the file would go there."""
    return sys.stdin.isatty() and sys.stderr.isatty() and (sys.stdout.isatty() or not to_stdout)


def _written(
    target: Path | None,
    sheet: FactsText | None,
    types: tuple[str, ...],
    materials: tuple[Material, ...],
    proposals_for: Callable[[FactsText], Proposed],
) -> int:
    if sheet is not None and not materials:
        raise InputError(f"{target} 已经有了，没有动它", hint="要接着填，请在终端里运行同一条命令；要从材料里找事实，加 --from 文件。")
    made = sheet if sheet is not None else FactsText(template(types))
    if materials and made.text.lstrip().startswith("{"):
        raise InputError(f"{target} 是 JSON，写不了注释，找到的事实没有地方放", hint="请写到 .yaml 文件，或者在终端里运行，逐条看。")
    proposed = proposals_for(made)
    new = tuple(p for p in proposed.proposals if not is_known(made, p))
    made = as_comments(made, new)
    if target is None:
        typer.echo(made.text, nl=False)
    else:
        write_bytes(target, made.text.encode())
    _tell(target, made, new)
    if proposed.failure:
        raise proposed.failure
    return 0


def _tell(target: Path | None, sheet: FactsText, proposals: tuple[Proposal, ...]) -> None:
    if proposals:
        typer.echo(f"新找到 {len(proposals)} 条，都作为注释写在各自的位置，带着原文和出处；看过以后把要用的去掉“# ”。", err=True)
    if target is not None:
        missing = "、".join(progress(sheet).missing)
        typer.echo(f"写好了：{target}。" + (f"必填的还有：{missing}；还要至少一条事实。" if missing else ""), err=True)
        typer.echo(f"填好后：shuzhi draft {target} -o 述职报告.docx", err=True)


def _check(target: Path | None) -> None:
    if target is None:
        return
    if target.suffix.lower() not in {".yaml", ".yml", ".json"} or (target.suffix.lower() == ".json" and not target.exists()):
        raise InputError(f"事实文件不能写成“{target}”", hint="文件名要以 .yaml 结尾，例如：-o 事实.yaml")
    if target.is_dir():
        raise InputError(f"“{target}”是一个文件夹", hint="请写出文件名，例如：-o 事实.yaml")
    if not target.resolve().parent.is_dir():
        raise InputError(f"没有这个文件夹：{target.parent}", hint="请先建好文件夹，或写到别处。")


def _opened(path: Path) -> FactsText:
    """The user's file; one that is no YAML is answered with the place where it breaks."""
    text = text_of(path)
    refuse_marked(text, str(path))
    sheet = FactsText(text)
    try:
        sheet.value  # noqa: B018 - reading it is the test
    except (TreeError, NotEditableError):
        loads(text, path.name)  # says where it breaks and how to mend it
        raise
    return sheet
