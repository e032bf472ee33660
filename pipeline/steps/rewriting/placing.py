"""What a writer made, put where the old words stood: numbering, headings and paragraphs as the report has them, all else untouched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import units
from pipeline.checks.manuscript import Block
from pipeline.checks.problems.rows import Row
from pipeline.checks.problems.words import EMPTY
from pipeline.report import Sentence, SentenceKind
from pipeline.rewriting import Rework, Reworked
from pipeline.steps.rewriting.edits import Edit
from pipeline.steps.rewriting.locating import Located, line_start, prose_end
from pipeline.texts.measure import to_chinese
from pipeline.units.choosing import choose

_CUE = re.compile(r"^(?:以上问题的)?(?:主要|主观)?原因(?:主要)?(?:是|在于)?[：:，]?")
_NAMED = re.compile(r"^(?:针对“[^”]*”的问题|对“[^”]*”这一条|围绕解决“[^”]*”|至于“[^”]*”|针对第[一二三四五六七八九十]+个问题)，")
_COUNT = re.compile(r"[一二三四五六七八九十]+|\d+|[①-⑳]")
_NUMERALS = "一二三四五六七八九十"
OPENING = re.compile(r"^(?:主要原因在我自己|根子在我这里|责任首先在我|往我自己身上找)：|^(?:说到底|往深里找)，是(?=我)")

"""How a cause begins that stands under no cue of the report's own."""


def edits(located: Located, reworks: Sequence[Rework], made: Sequence[Reworked], *, plan: bool) -> list[Edit]:
    """Every change to the source. ``plan``: measures that are missing are put at the end of the plan section.

    Where there is no plan section a measure stands behind its problem.
    """
    rows = {row.number: row for row in located.rows}
    has_plan = bool(located.plans)
    found = []
    apart = _one_each(located) or sum(not r.stands for r in reworks) == len(located.rows)
    for rework, new in zip(reworks, made, strict=True):
        row = rows[rework.number]
        tail = _NAMED.sub("下一步，", _text(new.measure)) if plan and not has_plan and not rework.linked else ""
        if not rework.stands:
            found.append(_problem(located, row, rework, new, ("" if rework.apart and apart else _cause(located.arranged, row, new), tail)))
        elif tail:
            at = located.span(row.block.start, row.block.end)[1]
            found.append(Edit(at, at, tail, "补上对应的措施"))
    found += _causes(located, reworks, made)
    found += _quoted_headings(located, made)
    if plan and has_plan:
        found += _plans(located, reworks, made)
    return found


def _quoted_headings(located: Located, made: Sequence[Reworked]) -> list[Edit]:
    """The plan calls problems by their headings (针对“……”的问题): where one has changed, so does what it is called."""
    old = {row.number: row.block.heading for row in located.rows}
    found = []
    for new in made:
        before = old.get(new.number, "")
        if before and new.heading and new.heading != before and "【" not in new.heading:
            for block in located.plans:
                at = located.arranged.find(f"“{before}”", block.start, block.end)
                if at >= 0:
                    start, end = located.span(at + 1, at + 1 + len(before))
                    found.append(Edit(start, end, new.heading, "小标题改了，打算里跟着改"))
    return found


def _text(sentences: Sequence[Sentence]) -> str:
    return "".join(s.text for s in sentences)


def _one_each(located: Located) -> bool:
    """Whether the section of causes has one for each problem."""
    return len(located.causes) == len(located.rows)


def _problem(located: Located, row: Row, rework: Rework, new: Reworked, behind: tuple[str, str]) -> Edit:
    """``behind``: the cause and the measure that stand behind the statement, "" where they stand elsewhere."""
    text, block = located.arranged, row.block
    start, end = located.span(block.start, prose_end(text, block))
    heading, between = "", ""
    if block.heading:
        after = block.start + len(block.heading)
        heading, between = new.heading, text[after : block.lines[0].start]
    elif new.heading:
        heading, between = new.heading, "。"
    statement = _text(new.statement)
    ids = tuple(f for f in new.facts if not f.startswith("原文"))
    own_line = (heading,) if "\n" in between else ()
    return Edit(start, end, f"{heading}{between}{statement}{''.join(behind)}", _reason(row, rework, new), ids, own_line)


def _cause(text: str, row: Row, new: Reworked) -> str:
    """The cause behind its problem; in a paragraph of its own, under its old cue, where the old one stood so."""
    words = _text(new.cause)
    if not row.cause or not words or row.cause[0].start <= row.block.lines[0].start:
        return words
    first = row.cause[0]
    if "\n" not in text[first.start - 1 : first.start] or not row.block.start <= first.start < row.block.end:
        return words
    cue = _CUE.match(first.text)
    bare = OPENING.sub("", words)
    return "\n" + (f"{cue.group()}{bare}" if cue and not _CUE.match(bare) else words)


def _reason(row: Row, rework: Rework, new: Reworked) -> str:
    """What was done to one problem and why, for a comment beside the change."""
    done = []
    if row.block.heading and new.heading != row.block.heading:
        done.append("标题说成看得见的毛病")
    if any(not g.own for g in rework.said):
        done.append("补上你给的情况")
    if EMPTY.search(row.said) and not EMPTY.search(_text(new.statement)):
        done.append("删去程度词")
    if any(s.kind is SentenceKind.GAP for s in new.statement):
        done.append("缺的证据留出位置")
    if any(not g.own for g in rework.cause):
        done.append("原因换成你自己说的")
    elif any(s.kind is SentenceKind.PROPOSAL for s in new.cause):
        done.append("原因是替你拟的，请确认")
    elif any(s.kind is SentenceKind.GAP for s in new.cause):
        done.append("自己的原因留出位置")
    return f"第{to_chinese(rework.number)}个问题：{'；'.join(done) or '只留下说清了事情的话'}"


def _causes(located: Located, reworks: Sequence[Rework], made: Sequence[Reworked]) -> list[Edit]:
    """Changes to a section of causes: item by item where it has one for each problem, else as a whole."""
    blocks = located.causes
    by_number = {n.number: (r, n) for r, n in zip(reworks, made, strict=True) if not r.stands}
    if not blocks or not by_number:
        return []
    if _one_each(located):
        return [_one_cause(located, located.rows[n - 1], block, *by_number[n]) for n, block in enumerate(blocks, 1) if n in by_number]
    if len(by_number) < len(located.rows):
        return []
    start, end = located.span(blocks[0].start, prose_end(located.arranged, blocks[-1]))
    mark = _mark(located.arranged, blocks[0])
    joiner = "\n" if "\n" in located.arranged[blocks[0].start : blocks[-1].start] else ""
    texts = [_text(new.cause) for _, new in by_number.values()]
    marked = [texts[0], *(f"{_next(mark, n)}{t}" for n, t in enumerate(texts[1:], 1))]
    ids = tuple(f for _, new in by_number.values() for f in new.facts if not f.startswith("原文"))
    return [Edit(start, end, joiner.join(marked), "原因与问题一一对应", ids)]


def _one_cause(located: Located, row: Row, block: Block, rework: Rework, new: Reworked) -> Edit:
    text = located.arranged
    start, end = located.span(block.start, prose_end(text, block))
    words = _text(new.cause)
    head = ""
    own_line: tuple[str, ...] = ()
    if block.heading and "\n" in text[block.start + len(block.heading) : block.lines[0].start]:
        heading = new.heading or block.heading
        words = re.sub(r"^(?:出现|至于)?“[^”]*”(?:这一条|的问题)?，", "", words)
        head, own_line = heading + text[block.start + len(block.heading) : block.lines[0].start], (heading,)
    ids = tuple(f for f in new.facts if not f.startswith("原文"))
    return Edit(start, end, head + words, _reason(row, rework, new), ids, own_line)


def _plans(located: Located, reworks: Sequence[Rework], made: Sequence[Reworked]) -> list[Edit]:
    """The measures that are missing, behind the last item of the plan, numbered on."""
    text, last = located.arranged, located.plans[-1]
    wanted = [(r, n) for r, n in zip(reworks, made, strict=True) if n.measure]
    if not wanted:
        return []
    at = located.span(last.start, prose_end(text, last))[1]
    mark = _mark(text, last)
    inline = _inline(located)
    first = located.plans[0]
    between = text[first.start + len(first.heading) : first.lines[0].start] if first.heading and last.heading else ""
    taken = {item.heading for item in located.plans}
    pieces, headings, ids = [], [], []
    for step, (rework, new) in enumerate(wanted, 1):
        heading = _plan_heading(rework, taken) if last.heading and not inline else ""
        taken.add(heading)
        body = _text(new.measure)
        pieces.append(("" if inline else "\n") + _next(mark, step) + (f"{heading}{between}" if heading else "") + body)
        headings += [heading] if "\n" in between else []
        ids += [f for f in new.facts if not f.startswith("原文")]
    numbers = "、".join(to_chinese(r.number) for r, _ in wanted)
    return [Edit(at, at, "".join(pieces), f"第{numbers}个问题在打算里没有对应的措施，补在这里", tuple(dict.fromkeys(ids)), tuple(headings))]


def _inline(located: Located) -> bool:
    """Whether the plan is one chain in one paragraph."""
    plans = located.plans
    return len(plans) > 1 and "\n" not in located.arranged[plans[0].start : plans[-1].end]


def _plan_heading(rework: Rework, taken: set[str]) -> str:
    options = next(k for k in units.problem_kinds() if k.name == rework.kind).plan_headings if rework.sure else ()
    free = [o for o in options if o not in taken]
    return choose(free, rework.number) if free else f"对第{to_chinese(rework.number)}个问题的改进"


def _mark(text: str, block: Block) -> str:
    """The number in front of ``block``, as it is written: （一）, 1., 一是; "" where there is none."""
    before = text[line_start(text, block.start) : block.start]
    found = re.search(r"(?:[（(]?(?:第?[一二三四五六七八九十]+|\d{1,2}|[①-⑳])(?:[）)、．.]|个问题[，：]|条[，：]|是|，)?\s*)$", before)
    prefix = re.match(r"[#*\s]*", before)
    return (prefix.group() if prefix and found and prefix.end() <= found.start() else "") + found.group() if found else ""


def _next(mark: str, steps: int) -> str:
    """``mark`` counted on: （三） → （四）, 3. → 4."""
    found = _COUNT.search(mark)
    if not found:
        return mark
    count = found.group()
    if count.isdecimal():
        new = str(int(count) + steps)
    elif count in "①②③④⑤⑥⑦⑧⑨⑩":
        new = chr(ord(count) + steps)
    else:
        value = _NUMERALS.index(count) + 1 if count in _NUMERALS else 10 + _NUMERALS.index(count[-1]) + 1
        new = to_chinese(value + steps)
    return mark[: found.start()] + new + mark[found.end() :]
