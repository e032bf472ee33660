"""The problems of a manuscript as rows: what is wrong, with which evidence, why, and what is to be done about it, in all three skeletons.

合并: causes follow the statement in the same item. 分列: causes have a part of their own, matched by order or by words. 配因: a cause of its own
after each statement. Measures are the items of the plan, matched by words, and by order where words do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Block, Line, Manuscript
from pipeline.checks.problems.words import CAUSE_CUE, anchors
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.texts.measure import to_chinese
from pipeline.texts.names import telling_words
from pipeline.texts.quantities import quantities
from pipeline.texts.quoting import quoted

_LEAD_OVER = 60
_PAIRS_EVERYWHERE = frozenset("党建 工作 党员 支部 建设 问题 加强 情况 组织 党的 基层 有的 没有 不够 进一 一步".split())
"""Pairs of characters that problems and measures share whatever they are about."""
_SAID_SO = re.compile(r"\s*(?:主要|主观|产生)?原因(?:分析|剖析)?[：:]")
"""The skeleton with a cause below each problem says where it begins; a 我没有 before that is still the problem."""
_GAP = re.compile(r"【待补充[^】]*】")
_EVERYWHERE = frozenset("支部 支委会 支委 主题 会议 书记 同志 意见 组织 工作 活动 问题 材料".split())
_FIGURE = 10
"""Smaller figures meet by chance."""
_DATES = ("年", "月", "日", "")
_NEAR = 2
"""Words that a problem and a measure must share to be about one thing, where their order does not say so."""


@dataclass(frozen=True)
class Row:
    """One problem, numbered from 1. ``statement``, ``cause`` and ``measure`` are sentences; ``linked`` says whether the measure is about it."""

    number: int
    block: Block
    statement: tuple[Line, ...]
    cause: tuple[Line, ...]
    measure: tuple[Line, ...]
    linked: bool

    @property
    def said(self) -> str:
        """Heading and statement."""
        return self.block.heading + "。" + "".join(line.text for line in self.statement)

    @property
    def why(self) -> str:
        return "".join(line.text for line in self.cause)

    @property
    def remedy(self) -> str:
        return "".join(line.text for line in self.measure)

    @property
    def evidence(self) -> list[tuple[int, int]]:
        """Where in the whole text its evidence stands: figures, months, documents, cases."""
        return [(line.start + a, line.start + b) for line in (*self.statement, *self.cause) for a, b in anchors(line.text)]

    def hit(self, message: str, advice: str, level: Level | None = None) -> Hit:
        """A hit on the heading of the problem, or on its first sentence."""
        if self.block.heading:
            span = (self.block.start, self.block.start + len(self.block.heading))
        else:
            span = (self.statement[0].start, self.statement[0].end)
        return Hit(message, advice, *span, SectionKind.PROBLEM, self.number - 1, level)


def rows(manuscript: Manuscript) -> list[Row]:
    """The problems, in order; worked out once for all rules that ask."""
    if "problem rows" not in manuscript.memo:
        manuscript.memo["problem rows"] = _read(manuscript)
    return cast("list[Row]", manuscript.memo["problem rows"])


def _read(manuscript: Manuscript) -> list[Row]:
    blocks = [block for part in manuscript.of(SectionKind.PROBLEM) for block in _listed(part.items)]
    causes = [block for part in manuscript.of(SectionKind.CAUSE) for block in _listed(part.items)]
    plans = [block for part in manuscript.of(SectionKind.PLAN) for block in _listed(part.items)]
    topics = [_topics(block) for block in blocks]
    answered = [_answered(index, block, plans) for index, block in enumerate(blocks)]
    # Measures that name another problem are out of the count; what is left may stand in the order of the problems.
    named = {id(plan) for plan in answered if plan}
    free = [plan for plan in plans if id(plan) not in named]
    in_order = free if len(free) == len(blocks) else plans
    found = []
    for index, block in enumerate(blocks):
        statement, own_cause = _parted(block.lines)
        cause = own_cause or _matched(index, topics, causes, len(blocks))[0]
        own = answered[index]
        measure, linked = (own.lines, True) if own else _matched(index, topics, in_order, len(blocks))
        if not linked and index < len(in_order) and (_named_alike(block, in_order[index]) or _counts_on(block, in_order[index])):
            measure, linked = in_order[index].lines, True
        found.append(Row(index + 1, block, statement, cause, measure, linked))
    return found


def _listed(items: Sequence[Block]) -> list[Block]:
    """The items that are problems: where some bear headings, a line that leads over to them is none."""
    full = [item for item in items if item.lines]
    headed = [item for item in full if item.heading]
    return headed or [item for item in full if len(full) == 1 or len(item.text) > _LEAD_OVER or not item.text.endswith(("：", ":"))]


def _topics(block: Block) -> set[str]:
    """The words that tell what a block is about; those of every branch's year tell nothing."""
    return set(telling_words(_words_of(block))) - _EVERYWHERE


def _words_of(block: Block) -> str:
    """What a block is about; what a gap asks is not said."""
    return block.heading * 2 + _GAP.sub("", block.text)


def _parted(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Statement and cause: the cause begins with the first sentence that says so."""
    said = next((i for i, line in enumerate(lines) if _SAID_SO.match(line.text)), None)
    at = said if said is not None else next((i for i, line in enumerate(lines) if CAUSE_CUE.search(line.text)), len(lines))
    if at == 0:
        return lines[:1], lines[1:] or lines
    return lines[:at], lines[at:]


def _answered(index: int, block: Block, plans: Sequence[Block]) -> Block | None:
    """The measure that names the problem: the fact it rests on in a draft of ours, its heading, or its number (对第二个问题)."""
    given = next((plan for plan in plans if any(f"问题{index + 1}" in line.facts for line in plan.lines)), None)
    if given:
        return given
    names = {block.heading, quoted(block.heading)[1:-1]} - {""}
    named = re.compile("|".join([f"第{to_chinese(index + 1)}个问题", *map(re.escape, sorted(names))]))
    return next((plan for plan in plans if named.search(plan.heading + plan.text)), None)


def _named_alike(block: Block, plan: Block) -> bool:
    """Whether the measure in the problem's place begins with a word of its heading: 党员教育管理偏松, 针对党员管理，…"""
    opening = plan.heading or _opening(plan.text)
    pairs = {block.heading[i : i + 2] for i in range(len(block.heading) - 1)} - _EVERYWHERE - _PAIRS_EVERYWHERE
    return any(pair in opening and pair.isalpha() for pair in pairs)


def _counts_on(block: Block, plan: Block) -> bool:
    """Whether the measure in the problem's place takes up a figure of it, or what two of them leave: 96名谈了61名, 谈完剩下的35名."""
    told = [(q.value, q.unit) for q in quantities(block.heading + block.text) if q.value >= _FIGURE and q.unit not in _DATES]
    left = {(a - b, unit) for a, unit in told for b, other in told if unit == other and a - b >= _FIGURE}
    return any((q.value, q.unit) in left | set(told) for q in quantities(plan.heading + plan.text))


def _opening(text: str) -> str:
    return re.split(r"[，。；：]", text, maxsplit=1)[0]


def _matched(index: int, topics: list[set[str]], blocks: list[Block], count: int) -> tuple[tuple[Line, ...], bool]:
    """The block about the topic of ``index``, and whether words say so; as many blocks as problems are taken in order."""
    if not blocks:
        return (), False
    shared = [len(topics[index] & _topics(block)) for block in blocks]
    best = max(range(len(blocks)), key=lambda i: (shared[i], -abs(i - index)))
    if len(blocks) != count:
        return (blocks[best].lines, True) if shared[best] >= _NEAR else ((), False)
    if shared[index] < _NEAR <= shared[best]:
        return blocks[best].lines, True
    return blocks[index].lines, shared[index] > 0
