from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.paragraphs import HAN, paragraphs
from pipeline.findings import Level

_ODD = re.compile(
    rf"\"[^\"\n]{{1,40}}\"|(?<![A-Za-z])'[^'\n]{{0,20}}[{HAN}][^'\n]{{0,20}}'|[「『][^」』\n]{{1,40}}[」』]|“[^“”\"\n]{{1,20}}\"|\"[^“”\"\n]{{1,20}}”"
)
_INSIDE = re.compile(r"“[^”\n]{0,40}“[^”\n]{1,40}”[^“”\n]{0,40}”")
_LONGEST_QUOTE = 16


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    seen: list[tuple[int, int]] = []
    for paragraph in paragraphs(manuscript):
        seen += [(paragraph.start + m.start(), paragraph.start + m.end()) for m in _ODD.finditer(paragraph.text)]
        for match in _INSIDE.finditer(paragraph.text):
            span = (paragraph.start + match.start(), paragraph.start + match.end())
            yield manuscript.hit(span, f"“{match.group()[1:-1]}”引号里又用了双引号", "外面用双引号“”，里面用单引号‘’。")
        for start, end in _single_outside(paragraph.text):
            yield manuscript.hit((paragraph.start + start, paragraph.start + end), "单引号用在了外面", "外面用双引号“”，里面才用单引号‘’。")
        for start, end in _backward(paragraph.text):
            yield manuscript.hit((paragraph.start + start, paragraph.start + end), "引号左右用反了", "左边用“，右边用”。")
    if seen:
        shown = manuscript.text[slice(*seen[0])]
        more = f"（共 {len(seen)} 处）" if len(seen) > 1 else ""
        yield manuscript.hit(seen[0], f"{shown}用的不是中文引号{more}", "全篇统一用“”，引号里再用引号才用‘’。")


def _single_outside(text: str) -> Iterator[tuple[int, int]]:
    """Spans in ‘’ that no “” encloses."""
    depth = opened = 0
    for place, mark in enumerate(text):
        depth += (mark == "“") - (mark == "”")
        if mark == "‘" and depth <= 0:
            opened = place + 1
        elif mark == "’" and depth <= 0 and opened:
            yield opened - 1, place + 1
            opened = 0


def _backward(text: str) -> Iterator[tuple[int, int]]:
    """Spans in ”“, which close before they open."""
    marks = [(place, mark) for place, mark in enumerate(text) if mark in "“”"]
    opened = False
    for (place, mark), (after, following) in pairwise(marks):
        if mark == "”" and not opened and following == "“" and after - place <= _LONGEST_QUOTE:
            yield place, after + 1
        opened = mark == "“"


RULE = Rule(
    code="T03",
    name="引号混用",
    level=Level.WARNING,
    about="中文稿子用“”，引号里的引号用‘’。直引号、直角引号混在里面，或者里外颠倒，都是拼接的痕迹。",
    source="领域手册 §5.5（外双内单）；GB/T 15834",
    bad=Example('我推行"一线工作法"，做到‘四个走遍’。'),
    good=Example("我推行“一线工作法”，要求“把‘两个走遍’落到户”。"),
    check=check,
)
