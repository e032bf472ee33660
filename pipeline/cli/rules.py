"""``shuzhi rules``: the checks, listed or explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.checks import FactsRule, Rule
    from pipeline.checks.rule import Example


def rules(code: Annotated[str | None, typer.Argument(metavar="CODE", help="规则编号，如 P03；不写就列出全部。")] = None) -> int:
    """列出全部检查规则，或讲清一条：查什么、为什么、坏例、好例、依据。"""
    from pipeline.checks.catalogue import find
    from pipeline.errors import InputError

    if code is None:
        _list()
        return 0
    rule = find(code)
    if rule is None:
        raise InputError(f"没有编号为 {code} 的规则", hint="用 shuzhi rules 可以看到全部规则。")
    _explain(rule)
    return 0


def _list() -> None:
    from rich.console import Console
    from rich.table import Table

    from pipeline.checks.catalogue import all_rules, family_name
    from pipeline.rendering.findings import LEVELS

    table = Table(show_edge=False, pad_edge=False)
    for title in ("编号", "级别", "规则", "门类"):
        table.add_column(title, no_wrap=True)
    for rule in all_rules():
        table.add_row(rule.code, LEVELS[rule.level], rule.name, family_name(rule.code))
    Console(highlight=False).print(table)


def _explain(rule: Rule | FactsRule) -> None:
    from rich.console import Console

    from pipeline.checks.catalogue import family_name
    from pipeline.rendering.findings import LEVELS

    console = Console(highlight=False, markup=False)
    console.print(f"{rule.code} {rule.name}（{family_name(rule.code)}，{LEVELS[rule.level]}）", style="bold")
    console.print(f"\n{rule.about}\n")
    for title, example in (("坏例", rule.bad), ("好例", rule.good)):
        console.print(f"{title}：", style="bold")
        console.print("".join(f"  {line}\n" for line in shown(example).split("\n")))
    console.print(f"依据：{rule.source}")


def shown(example: Example | str) -> str:
    """An example as people read it; one that only shows a length is cut."""
    from pipeline.checks.rule import Example

    text = example.text if isinstance(example, Example) else example
    text = text.strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字）"


_LONGEST = 400
