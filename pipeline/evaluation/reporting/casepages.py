"""Each case on the page: what every contestant wrote beside the reference, findings marked in the words meant."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.contestants import CONTESTANTS
from pipeline.evaluation.results import Results
from pipeline.evaluation.scores import Job, Record
from pipeline.evaluation.suites.drafting import NAME
from pipeline.texts.measure import chars

_SHOWN = ("rubric", "claims", "numbers", "used", "copied", "chars")
_LISTED = 12
_LEVELS = {"error": "必须改", "warning": "请留意", "info": "供参考"}


def cases_html(results: Results, bench: Bench) -> str:
    """One fold for each case, closed at first."""
    folds = "".join(_fold(case, results) for case in bench.cases.values())
    about = "每个用例左边是范文，右边是各家写的；划线处是检查提出的意见，停在上面看得到说的是什么。"
    return f'<h2 id="cases">逐个用例</h2><p class="dim">{about}</p>{folds}'


def _fold(case: Case, results: Results) -> str:
    written = {c: record for c in CONTESTANTS if (record := results.records.get(Job(NAME, c, case.id)))}
    summary = "　".join(f"{CONTESTANTS[c].title} {_counts(r)}" for c, r in written.items())
    kind = f"{'、'.join(case.facts.unit.types)} · {case.facts.year} · {case.facts.rule}"
    head = f'<summary><b>{escape(case.id)}</b> <span class="dim">{escape(kind)}</span><br><span class="sum">{escape(summary)}</span></summary>'
    reference = f"<article><h4>范文</h4>{_prose(case.reference, [])}</article>" if case.reference else ""
    articles = "".join(_article(c, record, results) for c, record in written.items())
    return f'<details>{head}<div class="side">{reference}{articles}</div></details>'


def _counts(record: Record) -> str:
    errors = sum(f["level"] == "error" for f in record["findings"])
    return f"{chars(record['text'])} 字，必须改 {errors}，问题 {record['metrics'].get('rubric', 0):.0f} 分"


def _article(contestant: str, record: Record, results: Results) -> str:
    names = {m.id: m for m in results.metrics[NAME]}
    told = [(names[id_], record["metrics"][id_]) for id_ in _SHOWN if id_ in record["metrics"]]
    values = "".join(f"<li>{escape(m.name)} <b>{value:.{m.digits}f}</b></li>" for m, value in told)
    notes = "".join(f'<p class="dim">{escape(note)}</p>' for note in record["notes"])
    whole = "".join(_whole(record["findings"]))
    return (
        f'<article><h4>{escape(CONTESTANTS[contestant].title)}</h4><ul class="nums">{values}</ul>{notes}{whole}'
        f"{_prose(record['text'], record['findings'])}</article>"
    )


def _whole(findings: list[dict[str, Any]]) -> Iterator[str]:
    """Findings about the whole; of many, the first."""
    whole = [f for f in findings if f["start"] < 0 and f["level"] != "info"]
    if whole:
        items = "".join(f"<li>{_LEVELS[f['level']]} {escape(f['code'])}：{escape(f['message'])}</li>" for f in whole[:_LISTED])
        more = f"<li>另有 {len(whole) - _LISTED} 条</li>" if len(whole) > _LISTED else ""
        yield f'<ul class="whole">{items}{more}</ul>'


def _prose(text: str, findings: list[dict[str, Any]]) -> str:
    placed = sorted((f for f in findings if f["start"] >= 0), key=lambda f: (f["start"], -f["end"]))
    out, start = [], 0
    for line in text.split("\n"):
        mine = [f for f in placed if start <= f["start"] < start + len(line)]
        head = ' class="head"' if len(line) <= 40 and not line.rstrip().endswith(("。", "！", "？", "；")) else ""
        out.append(f"<p{head}>{_marked(line, start, mine)}</p>" if line.strip() else "")
        start += len(line) + 1
    return "".join(out)


def _marked(line: str, start: int, findings: list[dict[str, Any]]) -> str:
    """The line with the words of each finding marked; of two that overlap, the first keeps its words."""
    out, place = "", 0
    for found in findings:
        begin, end = max(found["start"] - start, place), min(found["end"] - start, len(line))
        if end > begin:
            title = escape(f"{found['code']} {found['message']}")
            out += f'{escape(line[place:begin])}<mark class="{found["level"]}" title="{title}">{escape(line[begin:end])}</mark>'
            place = end
    return out + escape(line[place:])
