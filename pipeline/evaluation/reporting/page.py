"""``report.html``: one self-contained page. Tables, a chart for each metric by family, and each case's drafts beside its reference."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipeline.evaluation.cases import Bench
from pipeline.evaluation.comparing import Comparison
from pipeline.evaluation.reporting.casepages import cases_html
from pipeline.evaluation.reporting.charts import Mark, chart, colour_of
from pipeline.evaluation.reporting.markdown import headline, verdict
from pipeline.evaluation.reporting.style import STYLE
from pipeline.evaluation.reporting.tables import FAMILIES, SUITES, Cell, Table, contestant_name, tables
from pipeline.evaluation.results import Results
from pipeline.evaluation.scores import Key
from pipeline.evaluation.suites import drafting, retrieving

_CHARTED = (retrieving.NAME, drafting.NAME)


def as_html(results: Results, comparison: Comparison | None, bench: Bench) -> str:
    """The whole page; it needs nothing beside itself."""
    head = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    body = "".join(_body(results, comparison, bench))
    return f"{head}<title>评测结果</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"


def _body(results: Results, comparison: Comparison | None, bench: Bench) -> Iterator[str]:
    yield f'<h1>评测结果</h1><p class="dim">{escape(headline(results))}</p>'
    if comparison:
        tone = "bad" if comparison.worse else "good"
        around = "".join(f"<li>{escape(line)}</li>" for line in comparison.around)
        yield f'<p class="verdict {tone}">{escape(verdict(comparison))}</p>{f"<ul>{around}</ul>" if around else ""}'
    yield _contents(results)
    for table in tables(results, comparison):
        yield _table(table)
    yield from _charts(results)
    if drafting.NAME in results.metrics:
        yield cases_html(results, bench)
    yield from _notes(results)


def _contents(results: Results) -> str:
    links = [("图", "charts"), *([("逐个用例", "cases")] if drafting.NAME in results.metrics else []), ("说明", "notes")]
    return '<nav>到：<a href="#tables">表</a>' + "".join(f'<a href="#{anchor}">{name}</a>' for name, anchor in links) + '</nav><a id="tables"></a>'


def _table(table: Table) -> str:
    about = f'<p class="dim">{escape(table.about)}</p>' if table.about else ""
    head = "".join(f"<th>{escape(name)}</th>" for name in table.head)
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows)
    return f'<h2>{escape(table.title)}</h2>{about}<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(cell: Cell) -> str:
    hint = f' title="{escape(cell.hint)}"' if cell.hint else ""
    value, bracket, interval = cell.text.partition(" [")
    shown = escape(value) + (f' <span class="ci">[{escape(interval)}</span>' if bracket else "")
    return f'<td class="{cell.tone}"{hint}>{shown}</td>'


def _charts(results: Results) -> Iterator[str]:
    """A group of charts a family: metrics by contestant. Cases differ between contestants with few recordings, which the table says."""
    yield '<h2 id="charts">图</h2><p class="dim">点是平均，粗线是 95% 区间；用例太少的没有区间。</p>'
    summaries = results.summaries()
    for suite in (s for s in _CHARTED if s in results.metrics):
        families: dict[str, list[str]] = {}
        for metric in results.metrics[suite]:
            there = [key.contestant for key in summaries if key.suite == suite and key.metric == metric.id]
            marks = [Mark(contestant_name(suite, c), colour_of(c), summaries[Key(suite, c, metric.id)]) for c in there if c != drafting.PROMPTS]
            if len(marks) > 1:
                families.setdefault(metric.family, []).append(chart(metric, marks))
        for family, drawn in families.items():
            yield f'<h3>{escape(FAMILIES.get(family, SUITES.get(family, family)))}</h3><div class="charts">{"".join(drawn)}</div>'


def _notes(results: Results) -> Iterator[str]:
    yield '<h2 id="notes">说明</h2><ul>'
    for suite, notes in results.notes.items():
        yield from (f"<li>{SUITES[suite]}：{escape(note)}</li>" for note in notes)
    yield "</ul><h3>指标</h3><dl>"
    for metrics in results.metrics.values():
        for metric in metrics:
            if metric.family != "rules":
                source = f"（{metric.source}）" if metric.source else ""
                yield f"<dt>{escape(metric.name)}</dt><dd>{escape(metric.about)}{escape(source)}</dd>"
    about = results.about
    data = "，".join(f"{name} {hash_}" for name, hash_ in about["data"].items())
    yield f"</dl><p class='dim'>提示词 {escape('、'.join(about['prompts']))}。数据 {escape(data)}。</p>"
