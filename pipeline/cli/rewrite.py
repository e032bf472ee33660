"""``shuzhi rewrite``: a report in; its 存在问题, judged, asked about and written anew, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def rewrite(  # noqa: PLR0913, PLR0917 - options are options
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="报告（.docx .md .txt）。只动“存在问题”部分，其余一字不改。")],
    facts: Annotated[Path | None, typer.Option("--facts", metavar="FACTS", help="事实文件，从里面找能作证据的事。")] = None,
    outputs: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="写到哪里，可以写几个：.docx 在原文件上留修订，.md 是改写前后对照，.txt 是改好的全文，.json 给程序用。不写则把对照打在屏幕上。",
        ),
    ] = None,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE", help="回答文件，每行“问题编号: 回答”。")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="不在终端里提问。")] = False,
    plan: Annotated[bool, typer.Option("--plan/--no-plan", help="打算里没有对应措施的，替你拟一条补在后面。")] = True,
    offline: Annotated[bool, typer.Option("--offline", help="不连接任何网络，用离线写法改写。")] = False,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="用哪个模型，例如 deepseek-v4-flash。")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="模型服务的地址（OpenAI 兼容）。")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="同意把内容发给互联网上的模型服务，不再问。")] = False,
) -> int:
    """改写“存在问题”：先打分、提问，再照原样改好。

    没有依据的地方留【待补充】，替你拟的话列出来等你确认。

    退出码：0 完成；1 完成但还有必须先改的，或改不好、原文没有动；2 输入有错；3 模型用不了；4 输入带密级标志。
    """
    from pipeline.cli.rewriting import Wanted, run_rewrite

    settings = {"offline": offline or None, "model": model, "base_url": base_url}
    return run_rewrite(report, Wanted(facts, answers, tuple(outputs or ()), asks=not no_input, plan=plan, yes=yes), settings)
