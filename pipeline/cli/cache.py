"""``shuzhi cache``: what the ledger of model calls holds."""

from __future__ import annotations

from typing import Annotated

import typer


def cache(clear: Annotated[bool, typer.Option("--clear", help="全部删除；以后同样的问题要重新付费。")] = False) -> int:
    """看看存下的模型回答，或全部删除。"""
    from pipeline import settings as settings_floor
    from pipeline.events import Event, Notice
    from pipeline.llm.ledger import Ledger

    def tell(event: Event) -> None:
        if isinstance(event, Notice):
            typer.echo(event.text, err=True)

    settings = settings_floor.read()
    ledger = Ledger(settings.home, tell, limit=settings.ledger_mb << 20)
    if clear:
        typer.echo(f"已删除 {ledger.clear()} 条回答，也忘了各个服务支持哪种形式。")
        return 0
    held = ledger.holdings()
    typer.echo(f"文件：{ledger.path}")
    typer.echo(f"回答：{held.replies} 条，其中 {held.reusable} 条重跑时直接用，不再付费")
    typer.echo(f"大小：{held.bytes / (1 << 20):.2f} MB，上限 {settings.ledger_mb} MB（SHUZHI_LEDGER_MB；超过就删最早的）")
    if held.replies:
        typer.echo(f"时间：{held.oldest} 至 {held.newest}（协调世界时）")
    return 0
