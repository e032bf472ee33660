"""``shuzhi init``: from nothing, or from notes, a ledger, last year's report, to a facts file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(  # noqa: PLR0913, PLR0917 - one for each option
    units: Annotated[list[str] | None, typer.Option("--unit", metavar="TYPE", help="单位类型，如 村、机关；联合支部可以写几个。")] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", help="从这些文件里找事实：工作笔记、会议台账、上一年的报告（.docx .xlsx .txt .md），可以写几个。"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="事实文件写到哪里（.yaml）；已有的会接着填，不会覆盖。")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="不连接任何网络，只按规则找事实。")] = False,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="用哪个模型帮着找事实。")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="模型服务的地址（OpenAI 兼容）。")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="同意把材料发到所用的模型服务，不再问。")] = False,
) -> int:
    """新建或接着填一份事实文件，也从旧材料里找事实。

    在终端里一问一答，不在终端里就写一份带说明的空表。找到的事实都带原文和出处，没有你点头不会写进去。

    退出码：0 完成；2 输入有错；3 模型用不了；4 文件带密级标志。
    """
    from pipeline.cli.initializing import run_init

    return run_init(units, tuple(sources or ()), output, settings={"offline": offline or None, "model": model, "base_url": base_url}, yes=yes)
