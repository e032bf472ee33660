"""``shuzhi draft``: a facts file in, a report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def draft(  # noqa: PLR0913, PLR0917 - one for each option
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="事实文件（.yaml 或 .json）。")],
    outputs: Annotated[
        list[Path] | None,
        typer.Option("-o", "--output", metavar="FILE", help="写到哪里，可以写几个；结尾 .docx .md .txt .json 决定格式。不写则把正文打在屏幕上。"),
    ] = None,
    last_year: Annotated[Path | None, typer.Option("--last-year", metavar="REPORT", help="上一年的报告，用来检查有没有照抄。")] = None,
    template: Annotated[Path | None, typer.Option("--template", metavar="FILE", help="照这个 .docx 的页面、样式和字体排版。")] = None,
    comments: Annotated[bool, typer.Option("--comments", help="检查结果和要你确认的话，写成 Word 批注。")] = False,
    trace: Annotated[Path | None, typer.Option("--trace", metavar="FILE", help="另写一份出处表（.docx 或 .xlsx）：每个数字从哪条事实来。")] = None,
    oral: Annotated[Path | None, typer.Option("--oral", metavar="FILE", help="另写一份现场念的稿子（1200–1500 字），事实和数字与正稿一致。")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="不连接任何网络，用离线写法起草。")] = False,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="用哪个模型，例如 deepseek-v4-flash。")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="模型服务的地址（OpenAI 兼容）。")] = None,
    max_calls: Annotated[int | None, typer.Option("--max-calls", metavar="N", help="最多向模型请求几次，到了就停，写成的留下。")] = None,
    max_tokens: Annotated[int | None, typer.Option("--max-tokens", metavar="N", help="这一次总共最多用多少 tokens，到了就停，写成的留下。")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用存下的模型回答，全部重新问。")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="同意把内容发到所用的模型服务，不再问。")] = False,
) -> int:
    """从事实文件起草一份述职报告。

    退出码：0 完成；1 完成但有必须先改的地方；2 输入有错；3 模型用不了；4 输入带密级标志。
    """
    from pipeline.cli.drafting import run_draft
    from pipeline.cli.extras import Extras

    extras = Extras(template, comments, (trace,) if trace else (), (oral,) if oral else ())
    chosen = {"offline": offline or None, "model": model, "base_url": base_url}
    limits = {"max_calls": max_calls, "max_total_tokens": max_tokens, "fresh": fresh or None}
    return run_draft(facts, tuple(outputs or ()), last_year, settings=chosen | limits, extras=extras, yes=yes)
