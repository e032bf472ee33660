"""``shuzhi corpus search``: passages of samples that fit a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import choices
from pipeline.cli.choices import Format, print_json

if TYPE_CHECKING:
    from pipeline.samples.retrieval import Hit

_MOST = 100
_EXCERPT = 160


def search(  # noqa: PLR0913, PLR0917 - one for each option
    query: Annotated[str, typer.Argument(metavar="QUERY", help="找什么，照平常说话写。")],
    units: Annotated[list[str] | None, typer.Option("--unit", metavar="TYPE", help="优先哪些单位类型。")] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="KIND", help="只找哪一部分：履职、整改、书记项目、问题、原因、打算……")] = None,
    count: Annotated[int, typer.Option("-k", metavar="N", help="最多几段。")] = 5,
    weak: Annotated[bool, typer.Option("--weak", help="写得弱、不当范例的段落也列出来。")] = False,
    form: Annotated[Format, typer.Option("--format", help="打成表（text）还是 JSON。")] = Format.TEXT,
    yes: Annotated[bool, typer.Option("--yes", help="同意把查询和样本发到所配置的向量服务或样本库服务器，不再问。")] = False,
) -> int:
    """在样本里检索。写得弱的部分不当范例，默认不列。"""
    from pipeline import settings, wiring
    from pipeline.cli.consent import agree
    from pipeline.cli.progress import Progress
    from pipeline.errors import InputError

    if not 1 <= count <= _MOST:
        raise InputError(f"-k 要在 1 到 {_MOST} 之间，不能是 {count}")
    types, kind = choices.unit_types(units), choices.section(section)
    chosen = settings.read()
    with wiring.network(allowed=not chosen.offline), Progress() as progress:
        agree(wiring.store_destinations(chosen), chosen.home, progress.listen, yes=yes)
        hits = wiring.make_retriever(chosen, progress.listen).search(query, unit_types=types, section=kind, k=count, models_only=not weak)
    if form is Format.JSON:
        print_json([_record(hit) for hit in hits])
    elif hits:
        _show(hits)
    else:
        typer.echo("没有找到。换个说法，或去掉 --section 再试。", err=True)
    return 0


def _record(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "id": passage.id,
        "score": round(hit.score, 6),
        "report": passage.report,
        "unit_types": list(passage.unit_types),
        "section": str(passage.section),
        "theme": passage.theme,
        "heading": passage.heading,
        "text": passage.text,
    }


def _show(hits: list[Hit]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_lines=True)
    table.add_column("", justify="right")
    table.add_column("出处", overflow="fold", max_width=24)
    table.add_column("段落", overflow="fold", ratio=1)
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        place = "·".join(part for part in (choices.SECTION_NAMES[str(passage.section)], passage.theme) if part)
        text = " ".join(passage.text.split())
        excerpt = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
        source = f"{passage.report}\n{'、'.join(passage.unit_types)} {passage.year}\n{place}"
        table.add_row(str(number), source, f"[bold]{escape(passage.heading)}[/bold]\n{escape(excerpt)}")
    Console(highlight=False).print(table)
