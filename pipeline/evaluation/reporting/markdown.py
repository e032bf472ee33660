"""``report.md``: what a reviewer of a change reads."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evaluation.comparing import Comparison
from pipeline.evaluation.reporting.tables import SUITES, Table, tables
from pipeline.evaluation.results import Results


def as_markdown(results: Results, comparison: Comparison | None) -> str:
    """Heading, verdict, tables, notes."""
    return "\n".join(_lines(results, comparison)).rstrip() + "\n"


def _lines(results: Results, comparison: Comparison | None) -> Iterator[str]:
    yield "# 评测结果\n"
    yield f"{headline(results)}\n"
    if comparison:
        yield f"**{verdict(comparison)}**\n"
        yield from (f"- {line}" for line in comparison.around)
        yield ""
    for table in tables(results, comparison):
        yield from table_lines(table)
    yield "## 说明\n"
    for suite, notes in results.notes.items():
        yield from (f"- {SUITES[suite]}：{note}" for note in notes)


def headline(results: Results) -> str:
    """What was run, in a line."""
    about = results.about
    return f"shuzhi {about['shuzhi']}，{about['cases']} 个留出的用例，{'、'.join(SUITES[suite] for suite in about['suites'])}。"


def verdict(comparison: Comparison) -> str:
    """What came of the comparison, in a sentence."""
    worse, better = (sum(c.status == status for c in comparison.changes) for status in ("worse", "better"))
    if not comparison.changes:
        return f"与基线 {comparison.baseline} 完全一样（{comparison.same} 项）。"
    told = f"与基线 {comparison.baseline} 相比：变差 {worse} 项，变好 {better} 项，另有 {len(comparison.changes) - worse - better} 项变了但看不出好坏"
    return f"{told}，{comparison.same} 项没有变。"


def table_lines(table: Table) -> Iterator[str]:
    """The table as Markdown, its title a heading of the second level."""
    yield f"## {table.title}\n"
    if table.about:
        yield f"{table.about}\n"
    yield f"| {' | '.join(table.head)} |"
    yield "|---|" + "--:|" * (len(table.head) - 1)
    for row in table.rows:
        yield f"| {' | '.join(cell.text.replace('|', '｜') for cell in row)} |"
    yield ""
