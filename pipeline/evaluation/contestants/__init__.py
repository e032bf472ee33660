"""Who writes for a case: our two writers, and what a user would otherwise do. Each is a function from case and bench to an output or None.

None: the contestant has nothing for this case (no recorded replies). Contestants are told apart by names that stay the same over years.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.contestants import last_year, ours, plain
from pipeline.evaluation.metrics.subject import Output

Write = Callable[[Case, Bench], Output | None]


@dataclass(frozen=True)
class Contestant:
    """``title`` (Chinese) is what reports call it; ``ours`` marks the two that are held against the others."""

    id: str
    title: str
    about: str
    write: Write
    ours: bool = False
    recorded: bool = False


CONTESTANTS: dict[str, Contestant] = {
    c.id: c
    for c in (
        Contestant("offline", "本程序·离线", "shuzhi draft --offline", ours.offline, ours=True),
        Contestant("model", "本程序·模型", "shuzhi draft，模型的回答放录好的", ours.on_recordings, ours=True, recorded=True),
        Contestant("one-prompt", "一句提示词", "把事实贴给模型，问一次；回答是录好的", plain.one_prompt, recorded=True),
        Contestant("plain-chain", "普通检索链", "样本按默认切法切开、检索前几段、一句提示词；回答是录好的", plain.plain_chain, recorded=True),
        Contestant("last-year", "年份替换", "拿同类单位上年的报告，换年份、单位名和对得上的数", last_year.swap),
    )
}
