from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Block, Manuscript, Part
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_SERIES = 4
_FORCE = re.compile(r"[“]?[\u4e00-\u9fff]{1,3}力[”]?$")
_PLUS = re.compile(r"党建[”]?[+＋]")
_LAST = re.compile(r"[“]([\u4e00-\u9fff]{1,4})[”]$")
_ORDINAL = re.compile(r"对第|针对|关于|第[一二三四五]|[一二三四五]是")
_HALVES = re.compile(r"([\u4e00-\u9fff]{4,12})[，、 ]([\u4e00-\u9fff]{4,14})$")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for part in manuscript.of(SectionKind.DUTY, SectionKind.PLAN):
        headed = [item for item in part.items if item.heading]
        found = _series([item.heading.rstrip("。：；") for item in headed])
        if found:
            like, what = found
            first = headed[like[0]]
            message = f"{_count(part, headed)}个小标题里有 {len(like)} 个是一个模子：{what}"
            advice = "换成说明这一条做了什么的标题，如“主题党日缺席从31人次降到7人次”。"
            yield manuscript.hit((first.start, first.start + len(first.heading)), message, advice)


def _count(part: Part, headed: list[Block]) -> str:
    return f"“{part.heading}”里的 {len(headed)} " if part.heading else f"{len(headed)} "


def _series(headings: list[str]) -> tuple[list[int], str] | None:
    """Which headings are cast in one mould, and in Chinese which that is; None where fewer than four are."""
    starts = Counter(heading[:2] for heading in headings if not _ORDINAL.match(heading)).most_common(1)
    halves = [(len(m[1]), len(m[2])) if (m := _HALVES.fullmatch(heading)) else None for heading in headings]
    same = Counter(half for half in halves if half).most_common(1)
    moulds = [
        ([i for i, heading in enumerate(headings) if _FORCE.search(heading)], "都以“……力”收尾"),
        ([i for i, heading in enumerate(headings) if _PLUS.search(heading)], "都是“党建＋……”"),
        ([i for i, heading in enumerate(headings) if _LAST.search(heading)], "都以带引号的词收尾"),
        ([i for i, heading in enumerate(headings) if starts and heading.startswith(starts[0][0])], f"都以“{starts[0][0] if starts else ''}”开头"),
        ([i for i, half in enumerate(halves) if same and half == same[0][0]], "前后两截字数全都一样"),
    ]
    return next((mould for mould in moulds if len(mould[0]) >= _SERIES), None)


_ITEM = "{}。我主持召开支委会12次，逐项研究党员教育管理。\n"
_SAME = "".join(
    f"（{n}）" + _ITEM.format(h) for n, h in zip("一二三四", ("提升“政治力”", "激发“组织力”", "增强“引领力”", "凝聚“战斗力”"), strict=True)
)
_OWN = "".join(
    f"（{n}）" + _ITEM.format(h)
    for n, h in zip("一二三四", ("学习改在班前会上", "换届按期完成", "党员认领12件小事", "查出的问题逐条销账"), strict=True)
)

RULE = Rule(
    code="S17",
    name="模板化的小标题",
    level=Level.INFO,
    about="四个以上小标题都是“××力”、“党建＋××”、“狠抓××”，或者前后两截字数全一样，读的人一看就知道是套来的。",
    source="领域手册 §1.6 C1、C13，§3.4，§8 K27",
    bad=Example(f"2025年度抓基层党建工作述职报告\n一、履职情况\n{_SAME}", section=None),
    good=Example(f"2025年度抓基层党建工作述职报告\n一、履职情况\n{_OWN}", section=None),
    check=check,
)
