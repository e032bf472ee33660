"""Events → lines and bars on stderr. Without a terminal: plain lines, no colours, no bars."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bars

from pipeline.events import (
    CallsCounted,
    Diagnosed,
    Event,
    FileProgress,
    IndexProgress,
    Notice,
    PlanReady,
    ProblemsRewritten,
    SectionFinished,
    SectionStarted,
)


class Progress:
    """A listener that shows. Use as a context: bars are taken down at the end, and what the model cost is said.

    Prices are for a million tokens; without them no money is named.
    """

    def __init__(self, price_in: float | None = None, price_out: float | None = None) -> None:
        self._prices = (price_in, price_out)
        self._counted = CallsCounted()
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bars = Bars(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._index: TaskID | None = None
        self._sections: TaskID | None = None
        self._files: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bars.stop()
        if self._counted.calls or self._counted.cached_calls:
            self._console.print(f"模型：{costs(self._counted, *self._prices)}")

    def pause(self) -> None:
        """Take the bars down, so that something may be asked."""
        self._bars.stop()

    def go_on(self) -> None:
        self._bars.start()

    def listen(self, event: Event) -> None:
        """Show ``event``."""
        match event:
            case IndexProgress(done, total):
                self._indexing(done, total)
            case FileProgress(done, total, name):
                self._reading(done, total, name)
            case PlanReady(headings):
                self._console.print(f"提纲：{' → '.join(headings)}")
                self._sections = self._bars.add_task("起草", total=len(headings))
            case SectionFinished(heading, written, chars, round_):
                verb = "改好" if round_ else "写好"
                self._console.print(f"  {'✓' if written else '✗'} {heading}：{f'{verb}，{chars} 字' if written else '没有写成'}")
                if self._sections is not None and not round_:
                    self._bars.advance(self._sections)
            case CallsCounted():
                self._counting(event)
            case ProblemsRewritten(count, score, round_):
                verb = "再改一遍" if round_ else "改写"
                self._console.print(f"  {verb}：{count} 个问题，{score} 分")
            case SectionStarted() | Diagnosed():
                pass
            case Notice(text):
                self._console.print(text)

    def _indexing(self, done: int, total: int) -> None:
        if self._index is None:
            if self._bars.disable:
                self._console.print(f"正在建立样本索引（{total} 段）……")
            self._index = self._bars.add_task("建立样本索引", total=total)
        self._bars.update(self._index, completed=done)

    def _counting(self, counted: CallsCounted) -> None:
        # Parallel calls report out of turn; the count only grows.
        if counted.calls + counted.cached_calls >= self._counted.calls + self._counted.cached_calls:
            self._counted = counted
        if self._sections is not None:
            self._bars.update(self._sections, description=f"起草（{costs(self._counted, *self._prices)}）")

    def _reading(self, done: int, total: int, name: str) -> None:
        if self._files is None:
            self._files = self._bars.add_task("读文件", total=total)
        self._bars.update(self._files, completed=done, description=f"读 {escape(name[:24])}" if name else "读完")


def costs(counted: CallsCounted, price_in: float | None, price_out: float | None) -> str:
    """Say in Chinese what was asked and what it cost."""
    about = "约 " if counted.estimated else ""
    words = f"问了 {counted.calls} 次"
    if counted.cached_calls:
        words += f"，存下的用了 {counted.cached_calls} 次"
    words += f"；{about}{counted.prompt_tokens + counted.completion_tokens} tokens"
    if counted.cached_tokens and counted.prompt_tokens:
        words += f"（提示里 {counted.cached_tokens / counted.prompt_tokens:.0%} 命中服务方缓存）"
    if price_in is not None and price_out is not None:
        words += f"，约 {(counted.prompt_tokens * price_in + counted.completion_tokens * price_out) / 1e6:.3f} 元"
    return words
