"""``shuzhi check``: a report, or a facts file, in; what a reviewer would stop at, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import CheckFormat


def check(  # noqa: PLR0913, PLR0917 - options are options
    reports: Annotated[
        list[Path], typer.Argument(metavar="REPORT…", help="报告（.docx .md .txt），可以给几份；给事实文件（.yaml .json）就检查事实本身。")
    ],
    facts: Annotated[Path | None, typer.Option("--facts", metavar="FACTS", help="事实文件，用来核对报告里的数字和名称。")] = None,
    last_year: Annotated[Path | None, typer.Option("--last-year", metavar="REPORT", help="上一年的报告，用来检查有没有照抄。")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YYYY", min=2000, max=2100, help="报告年度；不写就从报告里读。")] = None,
    written: Annotated[str | None, typer.Option("--written", metavar="YYYY-MM-DD", help="写作日期；不写就看落款。")] = None,
    form: Annotated[CheckFormat, typer.Option("--format", help="打成文字（text）、JSON，还是网页（html）。")] = CheckFormat.TEXT,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="写到文件，不打在屏幕上。")] = None,
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODE", help="只查这些规则，如 F 或 P03，可以写几个。")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="不查这些规则。")] = None,
) -> int:
    """检查一份述职报告：事实、问题、提法、原创、保密、文面。

    退出码：0 没有必须改的；1 有必须改的；2 输入有错；4 报告带密级标志。
    """
    from pipeline.cli.checking import Wanted, run_check

    wanted = Wanted(facts, last_year, year, written, tuple(select or ()), tuple(ignore or ()))
    return run_check(tuple(reports), wanted, form, output)
