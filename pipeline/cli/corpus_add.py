"""``shuzhi corpus add``: files and folders into the sample library."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.choices import Format, print_json, unit_types

if TYPE_CHECKING:
    from pipeline.flows.collecting import Collected, Outcome

_SHOWN = 20
_STATUS = {"added": "收进", "known": "库里已有", "dropped": "不是述职报告，没有收", "failed": "读不了"}


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹：.docx .md .txt .pdf .html。")],
    units: Annotated[list[str] | None, typer.Option("--unit", metavar="TYPE", help="单位类型，可以写几个；不写则按内容猜。")] = None,
    form: Annotated[Format, typer.Option("--format", help="把结果打成表（text）还是 JSON。")] = Format.TEXT,
) -> int:
    """把述职报告加进样本库：先清洗、遮住人名，不像述职报告的不收。

    退出码：0 完成；1 完成，但有文件读不了；2 用法不对；4 有文件带密级标志，一份也没有存。
    """
    from pipeline import settings, wiring
    from pipeline.cli.progress import Progress
    from pipeline.flows.collecting import collect

    chosen = settings.read()
    types = unit_types(units)
    with wiring.network(allowed=False), Progress() as progress:
        collected = collect(tuple(paths), wiring.make_library(chosen), types, progress.listen)
    if form is Format.JSON:
        print_json(_record(collected))
    _show(collected)
    return 1 if collected.of("failed") else 0


def _record(collected: Collected) -> dict[str, Any]:
    def told(outcome: Outcome) -> dict[str, Any]:
        return {
            "file": outcome.file,
            "id": outcome.id or None,
            "title": outcome.title,
            "unit_types": list(outcome.unit_types),
            "year": outcome.year or None,
            "why": outcome.why,
            "hint": outcome.hint,
            "kin": list(outcome.kin),
            "dirt": dict(outcome.dirt),
        }

    record: dict[str, Any] = {status: [told(outcome) for outcome in collected.of(status)] for status in _STATUS}
    return record | {"files": collected.files, "ignored": collected.ignored}


def _show(collected: Collected) -> None:
    """What became of the files, on stderr: every one that failed, what was left out and why, and what was taken in."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for outcome in collected.of("failed"):
        console.print(f"✗ {outcome.file}：{outcome.why}" + (f"（{outcome.hint}）" if outcome.hint else ""), markup=False)
    _listed(console, [f"－ {o.file}{f'《{o.title}》' if o.title else ''}：{o.why}" for o in collected.of("dropped")])
    _listed(console, [f"＝ {o.file}：{o.why}（{o.id}）" for o in collected.of("known")])
    if collected.of("added"):
        console.print(_table(collected.of("added")))
    counts = [f"{words} {len(collected.of(status))} 份" for status, words in _STATUS.items() if collected.of(status)]
    ignored = f"另有 {collected.ignored} 个别的文件没有动。" if collected.ignored else ""
    console.print(f"读了 {collected.files} 个文件：{'，'.join(counts)}。{ignored}")
    if collected.of("added"):
        console.print("下次起草或检索时会自动更新索引；想现在就建，运行 shuzhi corpus rebuild。")


def _listed(console: Any, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        console.print(line, markup=False)
    if len(lines) > _SHOWN:
        console.print(f"……还有 {len(lines) - _SHOWN} 份，加 --format json 可以看到全部。")


def _table(outcomes: tuple[Outcome, ...]) -> Any:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="收进样本库")
    for name in ("编号", "来自", "单位类型", "年度", "清洗"):
        table.add_column(name, overflow="fold", no_wrap=name == "编号")
    for outcome in outcomes[:_SHOWN]:
        types = "、".join(outcome.unit_types) + ("（猜的）" if outcome.guessed else "")
        note = _cleaned(outcome) + (f"；{outcome.why}" if outcome.why else f"；与 {'、'.join(outcome.kin)} 有大段相同" if outcome.kin else "")
        table.add_row(outcome.id, escape(Path(outcome.file).name), types, f"{outcome.year}{'？' if outcome.unsure else ''}", note)
    if len(outcomes) > _SHOWN:
        table.caption = f"……还有 {len(outcomes) - _SHOWN} 份"
    return table


def _cleaned(outcome: Outcome) -> str:
    """修 3 处、掩 12 处: how much was done, by what was done."""
    actions: Counter[str] = Counter()
    for code, count in outcome.dirt.items():
        actions[code[-1]] += count
    return "、".join(f"{action} {count} 处" for action, count in actions.items()) or "干净"
