"""Findings as one self-contained web page: the text with highlights, a margin with what to do beside each paragraph; it prints well."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from pipeline.findings import Finding, Level
from pipeline.rendering.findings import LEVELS

_STYLE = """
:root{--ink:#1f2328;--dim:#656d76;--line:#e3e6ea;--paper:#fff;--error:#b42318;--error-bg:#fde8e6;--warning:#92600a;--warning-bg:#fdf1d3;
--info:#175a8c;--info-bg:#e3f0fa}
*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:var(--ink);font:17px/1.9 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
main{max-width:1180px;margin:24px auto;background:var(--paper);padding:36px 40px;border:1px solid var(--line);border-radius:8px}
h1{font-size:24px;line-height:1.5;margin:0 0 4px}
.facts{color:var(--dim);font-size:14px;margin:0 0 18px}
ul.sum{list-style:none;display:flex;flex-wrap:wrap;gap:10px;padding:0;margin:0 0 22px;font-size:15px}
ul.sum li{padding:2px 14px;border-radius:14px}
.whole{border-top:1px solid var(--line);padding-top:14px;margin-bottom:14px}
.row{display:grid;grid-template-columns:minmax(0,1fr) 360px;gap:32px;border-top:1px solid transparent}
.row:has(.note){border-top-color:var(--line)}
.row p{margin:6px 0;text-indent:2em;overflow-wrap:anywhere}
.row p.head{text-indent:0;font-weight:700}
.notes{font-size:14px;line-height:1.6;padding:8px 0}
.note{border-left:3px solid;padding:2px 0 2px 10px;margin:0 0 10px;break-inside:avoid}
.note b{display:block}.note .do{color:var(--dim)}
.error{border-color:var(--error);color:var(--error)}.warning{border-color:var(--warning);color:var(--warning)}.info{border-color:var(--info);color:var(--info)}
.note span{color:var(--ink)}.note .do{color:var(--dim)}
mark{padding:1px 0;border-bottom:2px solid;color:inherit}
mark.error,li.error{background:var(--error-bg)}mark.warning,li.warning{background:var(--warning-bg)}mark.info,li.info{background:var(--info-bg)}
mark.error{border-color:var(--error);color:inherit}mark.warning{border-color:var(--warning);color:inherit}mark.info{border-color:var(--info);color:inherit}
sup{font-size:11px;color:var(--dim);margin-left:1px;text-indent:0}
@media (max-width:820px){main{padding:20px 16px;margin:0;border:0}.row{grid-template-columns:1fr;gap:0}.notes{padding:0 0 8px}}
@media print{body{background:#fff;font-size:12pt}main{border:0;margin:0;padding:0;max-width:none}
.row{grid-template-columns:minmax(0,1fr) 62mm;gap:6mm}
mark,li{-webkit-print-color-adjust:exact;print-color-adjust:exact}.notes{font-size:9.5pt}}
"""


def as_findings_html(title: str, facts: str, text: str, findings: tuple[Finding, ...], names: Mapping[str, str]) -> str:
    """A whole page, numbered in the order of the text.

    ``facts`` says under the title what was checked; ``names`` are the Chinese names of the rules by code.
    """
    body = f'<main><h1>{escape(title)}</h1><p class="facts">{escape(facts)}</p>{findings_body(text, findings, names)}</main>'
    head = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    return f"{head}<title>{escape(title)} · 检查结果</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"


def _reading_order(finding: Finding) -> tuple[bool, int, int]:
    """What concerns the whole first, then place by place, and last what the whole is only told of."""
    return finding.start < 0 and finding.level is Level.INFO, finding.start, finding.end


def findings_body(text: str, findings: tuple[Finding, ...], names: Mapping[str, str]) -> str:
    """What stands on the page below its title: the sums, the notes on the whole, the text with its notes. It needs the page's styles."""
    numbered = list(enumerate(sorted(findings, key=_reading_order), 1))
    placed = [(n, f) for n, f in numbered if f.start >= 0]
    whole = "".join(_note(n, f, names) for n, f in numbered if f.start < 0 and f.level is not Level.INFO)
    beside = "".join(_note(n, f, names) for n, f in numbered if f.start < 0 and f.level is Level.INFO)
    rows = "".join(_row(line, start, [(n, f) for n, f in placed if start <= f.start <= start + len(line)], names) for line, start in _lines(text))
    first = f'<section class="whole notes" aria-label="全文的意见">{whole}</section>' if whole else ""
    last = f'<section class="whole notes" aria-label="供参考的">{beside}</section>' if beside else ""
    return _sums(findings) + first + rows + last


def _lines(text: str) -> list[tuple[str, int]]:
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((line, start))
        start += len(line) + 1
    return lines


def _sums(findings: tuple[Finding, ...]) -> str:
    counts = [(level, sum(f.level is level for f in findings)) for level in Level]
    if not findings:
        return '<ul class="sum"><li class="info">没有发现问题</li></ul>'
    return '<ul class="sum">' + "".join(f'<li class="{level.value}">{LEVELS[level]} {count}</li>' for level, count in counts if count) + "</ul>"


def _row(line: str, start: int, found: list[tuple[int, Finding]], names: Mapping[str, str]) -> str:
    notes = "".join(_note(n, f, names) for n, f in found)
    head = ' class="head"' if len(line) <= 40 and not line.rstrip().endswith(("。", "！", "？", "；")) else ""
    return f'<div class="row"><p{head}>{_marked(line, start, found)}</p><aside class="notes">{notes}</aside></div>'


def _marked(line: str, start: int, found: list[tuple[int, Finding]]) -> str:
    """The line with every finding's words marked; where two overlap, the first keeps its words and the second gets what is left of its own."""
    out, place = "", 0
    for number, finding in sorted(found, key=lambda pair: (pair[1].start, pair[1].end)):
        begin, end = max(finding.start - start, place), min(finding.end - start, len(line))
        out += escape(line[place : max(begin, place)])
        if end > begin:
            out += f'<mark class="{finding.level.value}" title="{escape(finding.message)}">{escape(line[begin:end])}</mark>'
            place = end
        else:
            place = max(place, begin)
        out += f"<sup>{number}</sup>"
    return out + escape(line[place:])


def _note(number: int, finding: Finding, names: Mapping[str, str]) -> str:
    name = names.get(finding.code, "")
    said = f"<b>{number}. {LEVELS[finding.level]} · {escape(name)}（{finding.code}）</b><span>{escape(finding.message)}</span>"
    return f'<div class="note {finding.level.value}">{said}<br><span class="do">→ {escape(finding.advice)}</span></div>'
