"""Problems, causes and measures, all rendered from the same rows, so that they match one to one."""

from __future__ import annotations

import re
from typing import TypeVar

from pipeline import units
from pipeline.facts.norms import life_records
from pipeline.plan import Row
from pipeline.texts.measure import to_chinese
from pipeline.texts.quoting import quoted
from pipeline.units import Norm, ProblemKind
from pipeline.writers.by_rules.parts import Part, fact, gap, proposal, reading, stance
from pipeline.writers.by_rules.slots import filled, pick
from pipeline.writers.by_rules.voice import in_first_person, tidy
from pipeline.writers.port import Brief

_COLON_FRAMES = ("主要原因在我自己：{}。", "这件事责任在我：{}。")
_FRAMED = 40

T = TypeVar("T")

_FOUND_BY = {
    "自查": "自查时发现，",
    "点评": "上级点评时指出，",
    "上级点评": "上级点评时指出，",
    "巡察": "巡察反馈指出，",
    "巡视": "巡视反馈指出，",
    "群众": "群众反映，",
    "群众反映": "群众反映，",
    "谈心谈话": "谈心谈话中有同志提出，",
    "测评": "测评时有同志提出，",
}
CHECKED = re.compile(r"抽查|点评|检查|核对|对账|公开|通报|评议|考核|督促|不少于|达到|提高到|年内|月底前|月前|季度")
STARTS = ("针对{}的问题，", "对{}这一条，", "围绕解决{}，", "至于{}，")
_CAUSE_FRAMES = ("主要原因在我自己：{}。", "说到底，是我{}。", "这件事责任在我：{}。", "往深里找，是我{}。")


def problem_parts(brief: Brief, row: Row) -> list[Part]:
    """What happened, what the rules ask, what it does; and the cause too, unless causes have a section of their own."""
    kind = _kind(row)
    parts = _statement(row, kind)
    norm = _norm_missed(brief, row.statement)
    if norm and row.kind == "组织生活漏开" and "应" not in row.statement:
        parts.append(reading(f"按照规定，{norm.phrase}，这一条没有做到。", *row.facts, rank=1))
    effects = _in_turn(brief, row, kind.effects, "effect")
    parts += [stance(filled(brief, e), rank=1) for e in effects[:1]]
    if brief.plan.skeleton != "分列":
        parts += _cause(brief, row, kind, opening="")
    if _wants_depth(brief):
        parts += [stance(filled(brief, e), rank=4) for e in effects[1:2]]
    return parts


def cause_parts(brief: Brief, row: Row) -> list[Part]:
    """The cause of one row, for the section of causes: named by its problem, in the order of the problems."""
    return _cause(brief, row, _kind(row), opening=f"{to_chinese(row.number)}是{in_first_person(row.heading)}，")


def measure_parts(brief: Brief, row: Row) -> list[Part]:
    """What will be done about one row: the user's own measures, and how they are checked; proposals where the user gave none."""
    kind = _kind(row)
    said = "".join(row.measures)
    options = _in_turn(brief, row, kind.measures, "measure")
    proposed = next((m for m in options if not says_the_same(m.action, said)), None) or options[0]
    start = STARTS[(row.number - 1) % len(STARTS)].format(quoted(in_first_person(row.heading)))
    if not row.measures:
        question = f"第{to_chinese(row.number)}个问题的措施是替你拟的，做得到吗？{kind.ask_measure}"
        return [
            proposal(f"{start}{filled(brief, proposed.action)}。", question),
            proposal(f"{filled(brief, proposed.check)}。", f"“{filled(brief, proposed.check)}”做得到吗？做不到请改成你的查法。"),
        ]
    ids = tuple(dict.fromkeys((*row.plan_facts, *row.facts)))
    parts = [fact(f"{start}{as_promise(row.measures[0])}。", *ids)]
    parts += [fact(f"{as_promise(m)}。", *ids) for m in row.measures[1:]]
    check, action = filled(brief, proposed.check), filled(brief, proposed.action)
    nth = to_chinese(row.number)
    if not says_the_same(action, said):
        parts.append(proposal(f"同时，{action}。", f"第{nth}条措施里“{action}”是替你拟的，做得到吗？不要就删去。", rank=5))
    if not CHECKED.search(said):
        parts.append(proposal(f"{check}。", f"第{nth}条措施怎么检查，是替你拟的（“{check}”），做得到吗？"))
    return parts


def _statement(row: Row, kind: ProblemKind) -> list[Part]:
    if not row.statement:
        return [gap(kind.ask_evidence)]
    said = in_first_person(tidy(row.statement))
    if row.derived:
        question = f"“{said}”是从你给的数字里看出来的，要不要作为问题写进去？如果不符，请删去或改写。"
        return [reading(f"{said}。", *row.facts, question=question)]
    return [fact(f"{_FOUND_BY.get(row.found_by, '')}{said}。", *row.facts)]


def _cause(brief: Brief, row: Row, kind: ProblemKind, opening: str) -> list[Part]:
    candidates = [filled(brief, c) for c in _in_turn(brief, row, kind.causes, "cause")]
    ask = f"第{to_chinese(row.number)}个问题的原因是替你拟的，是这样吗？{kind.ask_cause}"
    if row.cause:
        own = in_first_person(tidy(row.cause))
        text = f"{opening}主要在于我{without_i(own)}。" if opening else _framed(row, own)
        return [fact(text, *row.facts), *(_deeper(candidates[0], ask) if _wants_depth(brief) else [])]
    text = f"{opening}主要在于{candidates[0]}。" if opening else f"主要原因在我自己：{candidates[0]}。"
    return [proposal(text, ask), *_deeper(candidates[1], ask)] if len(candidates) > 1 else [proposal(text, ask)]


def _wants_depth(brief: Brief) -> bool:
    """Only a rule that gives problems a fixed weight is reason to add to a cause the user has stated."""
    return brief.rule.problem_share is not None or brief.rule.problem_low is not None


def _deeper(cause: str, ask: str) -> list[Part]:
    return [proposal(f"再往深处想，{cause}。", ask, rank=3)]


def _framed(row: Row, cause: str) -> str:
    plain = len(cause) <= _FRAMED and not re.search(r"[“；：]|^\d", cause)
    frame = _CAUSE_FRAMES[(row.number - 1) % len(_CAUSE_FRAMES)] if plain else _COLON_FRAMES[row.number % len(_COLON_FRAMES)]
    return frame.format(without_i(cause) if "是我{}" in frame else cause)


def without_i(cause: str) -> str:
    return re.sub(r"^(?:主要)?(?:是|因为)?(?:我|本人)", "", cause)


def says_the_same(proposed: str, said: str) -> bool:
    """Whether a proposal would repeat what the user already promised: more than two pairs of characters shared."""
    pairs = {proposed[i : i + 2] for i in range(len(proposed) - 1)}
    return len({p for p in pairs if p in said}) > 2


def as_promise(measure: str) -> str:
    """A measure as it would be promised aloud: 主题党日每月一次 → 做到主题党日每月一次."""
    measure = in_first_person(tidy(measure))
    return f"做到{measure}" if re.match(r"[^，；。]{2,8}每[月季年周]", measure) else measure


def _kind(row: Row) -> ProblemKind:
    return next(k for k in units.problem_kinds() if k.name == row.kind)


def _norm_missed(brief: Brief, statement: str) -> Norm | None:
    """The norm of the form of organisational life that ``statement`` speaks of, where the year's count shows that it was missed."""
    missed = (r for r in life_records(brief.facts) if r.missing and r.name in statement)
    return next((r.norm for r in missed), None)


def _in_turn(brief: Brief, row: Row, options: tuple[T, ...], what: str) -> tuple[T, ...]:
    """All ``options``, starting at one that rows of the same kind do not share."""
    if not options:
        return ()
    same = [r.number for r in brief.plan.rows if r.kind == row.kind]
    start = pick(brief, range(len(options)), row.kind, what) + same.index(row.number)
    return tuple(options[(start + i) % len(options)] for i in range(len(options)))
