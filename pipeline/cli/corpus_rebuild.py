"""``shuzhi corpus rebuild``: the search index anew from the report files."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.choices import Format, print_json


def rebuild(
    form: Annotated[Format, typer.Option("--format", help="打成文字（text）还是 JSON。")] = Format.TEXT,
    yes: Annotated[bool, typer.Option("--yes", help="同意把样本发到所配置的向量服务或样本库服务器，不再问。")] = False,
) -> int:
    """重建检索索引。平常不用：样本变了，索引会自己更新。"""
    from pipeline import settings, wiring
    from pipeline.cli.consent import agree
    from pipeline.cli.progress import Progress

    chosen = settings.read()
    with wiring.network(allowed=not chosen.offline), Progress() as progress:
        agree(wiring.store_destinations(chosen), chosen.home, progress.listen, yes=yes)
        reports, passages = wiring.rebuild_index(chosen, progress.listen)
    if form is Format.JSON:
        print_json({"reports": reports, "passages": passages})
    else:
        typer.echo(f"索引建好了：{reports} 份报告，{passages} 段。", err=True)
    return 0
