"""``shuzhi corpus rebuild``: the search index anew from the report files."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.choices import Format, print_json


def rebuild(
    form: Annotated[Format, typer.Option("--format", help="打成文字（text）还是 JSON。")] = Format.TEXT,
) -> int:
    """重建检索索引。平常不用：样本变了，索引会自己更新。"""
    from pipeline import settings, wiring
    from pipeline.cli.progress import Progress

    chosen = settings.read()
    with wiring.network(allowed=not chosen.offline), Progress() as progress:
        reports, passages = wiring.rebuild_index(chosen, progress.listen)
    if form is Format.JSON:
        print_json({"reports": reports, "passages": passages})
    else:
        typer.echo(f"索引建好了：{reports} 份报告，{passages} 段。", err=True)
    return 0
