from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript, Part
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_LISTED = frozenset({SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN})
_MARK = re.compile(r"[。；！？]")
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*$|\d[.．、]\s*$")
_SHORT, _LONG, _LONGEST_NUMBER = 30, 40, 6
_ADVICE = "补上内容；没有可写的，把标题删去，编号顺下来。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for part in manuscript.parts:
        if part.heading and not part.unwritten and not any(item.lines for item in part.items):
            yield manuscript.hit((part.start, part.start + len(part.heading)), f"“{part.heading}”下面没有内容", _ADVICE)
        elif part.kind in _LISTED:
            yield from _items(manuscript, part)


def _items(manuscript: Manuscript, part: Part) -> Iterator[Hit]:
    """An item that is a few words without an end among items that have headings and text."""
    full = sum(1 for item in part.items if item.heading and len(item.text) >= _LONG)
    for index, item in enumerate(part.items):
        bare = not item.heading and item.lines and len(item.text) <= _SHORT and not _MARK.search(item.text)
        if bare and index == 0 and not _NUMBERED.search(manuscript.text[max(0, item.start - _LONGEST_NUMBER) : item.start]):
            continue  # a line that leads over to the items
        if full and (bare or (item.heading and not item.lines)):
            words = item.heading or item.text
            start = item.lines[0].start if bare else item.start
            yield manuscript.hit((start, start + len(words)), f"“{words}”下面没有内容", _ADVICE)


_WHOLE = "2025年度抓基层党建工作述职报告\n一、履职情况\n我主持召开支委会12次。\n二、存在的主要问题\n{}三、下一步打算\n我每月查一次学习记录。\n"

RULE = Rule(
    code="S08",
    name="有标题没有内容",
    level=Level.WARNING,
    about="标题下面一个字没有，多半是删了正文忘了删标题，或者搭好架子没有填。",
    source="领域手册 §3.3（分节存在不等于内容存在）",
    bad=Example(_WHOLE.format(""), section=None),
    good=Example(_WHOLE.format("我对党员教育抓得不细，主题党日只开了9次。\n"), section=None),
    check=check,
)
