"""``shuzhi corpus inspect``: how a file is read, before it is added: cleaned, with its sections and items."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.choices import SECTION_NAMES, Format, print_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pipeline.documents import DocItem
    from pipeline.flows.inspecting import Inspection

_BEGINNING = 18
_DONE = {"修": "已修", "掩": "已遮盖", "弃": "已弃去", "警": "请留意"}


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要看的报告：.docx .md .txt .pdf .html。")],
    form: Annotated[Format, typer.Option("--format", help="打成表（text）还是 JSON。")] = Format.TEXT,
) -> int:
    """看一份报告会被怎样读懂：清洗了什么，分成哪些部分、哪些条。

    什么也不保存。
    """
    from pipeline.documents import read_text
    from pipeline.flows import inspecting

    found = inspecting.inspect(read_text(file), file.name)
    if form is Format.JSON:
        print_json(found.as_dict())
    else:
        _show(found, file.name)
    return 0


def _show(found: Inspection, name: str) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    console.print(found.document.title or f"{name}（没有标题）", style="bold")
    year = f"{found.document.year} 年度" if found.document.year else "看不出年度"
    console.print(f"{year} · {'、'.join(found.unit_types) or '看不出单位类型'} · {_length(found)} 字\n")
    if found.document.sections:
        console.print(_parts(found))
    else:
        console.print("没有读出任何正文。")
    if found.unusable:
        console.print(f"\n这份材料当不了样本：{found.unusable}。", style="bold")
    _show_dirt(console, found)


def _length(found: Inspection) -> int:
    from pipeline.texts.measure import chars

    return chars(found.text)


def _parts(found: Inspection) -> Table:
    from rich.table import Table
    from rich.text import Text

    from pipeline.flows.inspecting import item_chars, section_chars

    whole = max(_length(found), 1)
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("部分", no_wrap=True)
    table.add_column("标题")
    table.add_column("字数", justify="right", no_wrap=True)
    table.add_column("占比", justify="right", no_wrap=True)
    for section in found.document.sections:
        size = section_chars(section)
        table.add_row(SECTION_NAMES[section.kind], Text(section.heading, style="bold"), str(size), f"{size / whole:.0%}")
        if len(section.items) > 1 or any(item.heading for item in section.items):
            for item in section.items:
                table.add_row("", _named(item), Text(str(item_chars(item)), style="dim"), "")
    return table


def _named(item: DocItem) -> Text:
    from rich.text import Text

    if item.heading:
        return Text(f"  {item.heading}")
    beginning = " ".join(item.text.split())
    return Text(f"  {beginning[:_BEGINNING]}{'……' if len(beginning) > _BEGINNING else ''}", style="dim")


def _show_dirt(console: Console, found: Inspection) -> None:
    from rich.table import Table
    from rich.text import Text

    if not found.dirt:
        console.print("\n没有要清洗的地方。")
        return
    table = Table(title=f"清洗（{len(found.dirt)} 处）", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("编号", no_wrap=True)
    table.add_column("处理", no_wrap=True)
    table.add_column("原文")
    for dirt in found.dirt:
        table.add_row(dirt.code, _DONE[dirt.action], Text(dirt.excerpt))
    console.print()
    console.print(table)
