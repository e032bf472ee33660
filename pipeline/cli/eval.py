"""``shuzhi eval``: does the whole get better or worse, on held-out reports, without a network."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class SuiteName(StrEnum):
    """What is measured."""

    RETRIEVAL = "retrieval"
    DRAFT = "draft"
    REWRITE = "rewrite"
    CHECK = "check"
    ALL = "all"


def evaluate(  # noqa: PLR0913, PLR0917 - options are options
    suite: Annotated[SuiteName, typer.Option("--suite", help="量哪一部分：检索、起草、改写、检查，或全部。")] = SuiteName.ALL,
    cases: Annotated[Path | None, typer.Option("--cases", metavar="DIR", help="用例文件夹；不写就用项目里的 eval/。")] = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="FILE", help="与从前的 results.json 比，确实变差就以 1 结束。")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", help="写 results.json、report.md、report.html 的文件夹。")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="同时用几个进程。")] = 2,
    judge: Annotated[bool, typer.Option("--judge", help="另请配置好的模型两两评判起草的稿子：要联网，只供参考。")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="不用从前算过的，全部重算。")] = False,
) -> int:
    """在留出的用例上离线评测，不用密钥，不连网络。

    退出码：0 完成；1 比基线差，或范文漏进了提示词；2 输入有错，或基线没有、过期。
    """
    from pipeline.cli.evaluating import Wanted, run_eval

    return run_eval(Wanted(suite.value, cases, against, output, workers, fresh, judge))
