"""``shuzhi web``: the local page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.web.guard import Key


def web(
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="用哪个端口；不写就自己找一个空着的。")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不自动打开浏览器，只给出地址。")] = False,
) -> int:
    """打开本机的网页：填事实、起草、检查、看样本。

    只有这台机器能打开；事实文件存在当前文件夹。
    """
    from pipeline.web.serving import serve

    def opened(key: Key) -> None:
        typer.echo("网页开好了，只有这台机器能打开。浏览器没有自己打开的话，把下面的地址复制过去：", err=True)
        typer.echo(key.address)
        typer.echo(f"事实文件存在：{Path.cwd()}\n用完按 Ctrl+C 关掉；关掉窗口也行，填过的都在文件里。", err=True)
        if not no_browser:
            import webbrowser

            webbrowser.open(key.address)

    try:
        serve(Path.cwd(), port, opened)
    except KeyboardInterrupt:
        typer.echo("网页关了。填过的都在文件里，下次接着填。", err=True)
    return 0
