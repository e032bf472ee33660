"""``shuzhi doctor``: what works here."""

from __future__ import annotations

from typing import Annotated

import typer


def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="不连接任何网络，不试模型。")] = False,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="试哪个模型。")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="模型服务的地址（OpenAI 兼容）。")] = None,
) -> int:
    """看看这台机器上什么能用：数据文件夹、样本库、模型服务支持哪种形式。

    试模型只发几句“你好”，不发你的任何内容。退出码：0 都好；2 本机有不能用的；3 模型用不了。
    """
    from pipeline.cli.examining import examine

    return examine({"offline": offline or None, "model": model, "base_url": base_url})
