"""Sums inside one sentence: parts and their whole, what is left over, shares, and how much something rose or fell.

Each function looks at one sentence (or the text of one fact) and its quantities, and tells what does not add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from pipeline.checks.facts.measures import kinds
from pipeline.texts.quantities import Quantity

_SHARES = ("%", "％")
_STOP = re.compile(r"[。；！？]")
_OVERLAPPING = re.compile(
    r"岁|女|男|本科|大专|学历|研究生|民族|预备|以上|以下|流动|退休|在职|骨干|青年|老|外出|入党|连续|我|人均|先后|又|支委|书记|委员"
)
_REST = re.compile(r"(?:其余的?|(?<=[名人件个项户条份]，)另有|余下的?|剩下的?|剩余|还剩|余)(?:还有)?[^，。；、\d]{0,4}$")
_TOTAL = re.compile(r"[，、]?(?:一共|合计|共计|总计|共)(?:有)?$")
_JOINED = re.compile(r"^[^，。；、]{0,12}[、，][^，。；、\d]{0,14}$")
_MEN = re.compile(r"男(?:性|党员|同志|职工|教师)*$")
_WOMEN = re.compile(r"女(?:性|党员|同志|职工|教师)*$")
_FOUND = re.compile(
    r"查摆|查找|查出|清理|核查|走访|摸排|发现|收集|征集|收到|受理|梳理|排查|列出|立项|议定|领办|认领|接到|反映|承诺|下发|发放|提出|应到|应开|应"
)
_DONE = re.compile(
    r"(?:整改|改正|改完|改签|清退|退回|纠正|整治|转化|回访|解决|办结|办成|办完|完成|答复|落实|采纳|销号|化解|收回|兑现|实到|实开)(?:了|完成|到位)?$"
)
_AT_ONCE = re.compile(rf"^，(?:其中|已经?|都|均|全部)?(?:{_DONE.pattern})")
"""What is done stands right behind what there is: 提了17条，采纳21条."""
_A_PART = re.compile(rf"我|本人|书记|其中|认领|领办|包|{_DONE.pattern.rstrip('$')}")
"""What the secretary took over, or what was done already, is no whole of what follows: 我包3件，化解12件."""
_ROSE = re.compile(r"(?:提高|提升|上升|升|增加|增长|增|扩大)(?:了)?(?:至|到|为)$")
_FELL = re.compile(r"(?:下降|降低|降|减少|减|压缩|压减|精简|缩短)(?:了)?(?:至|到|为)$")
_BY_MORE = re.compile(r"(?:提高|提升|上升|升|增加|增长|增|多|扩大)(?:了|出)?$")
_BY_LESS = re.compile(r"(?:下降|降低|降|减少|减|少|压缩|压减|精简|缩短)(?:了)?$")
_OF = re.compile(r"占(?:到|比|了)?(?:[^，。；、\d]{0,8}的)?$")
_OF_SAID = re.compile(r"占(?:全[^，。；、\d]{1,4}|到|了)?$")
_WHOLE_THEN = re.compile(r"^[^，。；、\d]{0,8}的?$")
_SHORT_OF = re.compile(r"(?:缺席?|少|漏|欠|差)(?:了|开)?$")
_ROUNDING = 1.0
_EXACT = 1.0001
_NEAR, _FAR, _LABEL = 14, 30, 18
"""Characters between a whole and 其中, a whole and 分别为, and for the name of a part."""


@dataclass(frozen=True)
class Fault:
    """What does not add up, at ``start``–``end`` of the sentence. ``impossible``: no reading of the words makes it right."""

    start: int
    end: int
    message: str
    advice: str
    impossible: bool = True


def faults(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """Everything in a sentence that does not add up; ``found`` are its quantities. One fault per number at most."""
    exact = [q for q in found if q.unit and not q.approximate and q.unit not in ("年", "月", "日", "号", "年度")]
    seen: set[int] = set()
    for judge in (_more_done, _men_and_women, _each_is, _named_parts, _parts, _rest, _total, _missing, _change, _share, _share_of):
        for fault in judge(text, exact):
            if fault.start not in seen:
                seen.add(fault.start)
                yield fault


def _before(text: str, quantity: Quantity, length: int = 14) -> str:
    return text[max(0, quantity.start - length) : quantity.start]


def _like(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities count the same: here 件 and 条 do not, 人 and 名 do."""
    return a.unit == b.unit or ("people" in kinds(a.unit) and "people" in kinds(b.unit))


def _apart(text: str, a: Quantity, b: Quantity) -> bool:
    """Whether a full stop or semicolon, or too much text, stands between two quantities."""
    return b.start - a.end > 60 or _STOP.search(text, a.end, b.start) is not None


def _more_done(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """查摆问题9个，整改10个."""
    for whole, done in pairwise(found):
        if not _like(whole, done) or done.value <= whole.value or _apart(text, whole, done) or done.start - whole.end > 16:
            continue
        clause = re.split("[，、；]", _before(text, whole))[-1]
        ending = clause + text[whole.end : whole.end + 6]
        between = text[whole.end : done.start]
        found_first = _FOUND.search(ending) or not re.search("[，、；]", between) or (_AT_ONCE.match(between) and not _A_PART.search(clause))
        if _DONE.search(_before(text, done)) and found_first and not re.search("上年|去年|累计|往年|遗留", text[: done.start]):
            message = f"“{done.text}”比前面的“{whole.text}”还多"
            yield Fault(done.start, done.end, message, "办成的不会多于总数，请核对这两个数。")


def _men_and_women(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """党员12名，其中男8名、女5名."""
    for whole, first, second in zip(found, found[1:], found[2:], strict=False):
        one, other = _before(text, first, 6), _before(text, second, 6)
        pair = (_MEN.search(one) and _WOMEN.search(other)) or (_WOMEN.search(one) and _MEN.search(other))
        if (
            pair
            and _like(whole, first)
            and _like(first, second)
            and not _apart(text, whole, second)
            and not isclose(first.value + second.value, whole.value)
        ):
            yield _wrong_sum(whole, (first, second))


def _each_is(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """发展党员3名，2名是驾驶员、2名是修理工: all of them, told by what they are."""
    for number, whole in enumerate(found):
        parts: list[Quantity] = []
        for q in found[number + 1 :]:
            between = text[(parts[-1] if parts else whole).end : q.start]
            if not _like(whole, q) or text[q.end : q.end + 1] != "是" or not (_AND_THEN if parts else _THEN).match(between):
                break
            parts.append(q)
        if len(parts) > 1 and not isclose(sum(q.value for q in parts), whole.value):
            yield _wrong_sum(whole, parts)


def _named_parts(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """下设7个党支部，教工支部3个、学生支部4个: kinds of the thing itself, which are all of it."""
    for whole, first, second in zip(found, found[1:], found[2:], strict=False):
        thing = _THING.match(text, whole.end)
        if thing is None or not (_like(whole, first) and _like(first, second)) or second.start - whole.end > _FAR + _LABEL:
            continue
        named = [m for q in (first, second) if (m := _OF_A_KIND.search(text[max(0, q.start - 10) : q.start])) and m["thing"] == thing["thing"]]
        alone = text[second.end : second.end + 1] in "，。；" and text[first.end : first.end + 1] in "、，和"
        if len(named) == _PAIR and alone and not isclose(first.value + second.value, whole.value):
            yield _wrong_sum(whole, (first, second))


_PAIR = 2
_THING = re.compile(r"[^，。；、\d]{0,3}(?P<thing>支部|小组|社区|科室|班|村)，")
_OF_A_KIND = re.compile(r"[^，。；、\d]{1,6}(?P<thing>支部|小组|社区|科室|班|村)$")
_THEN = re.compile(r"[，：（]$")
_AND_THEN = re.compile(r"是[^，。；、\d]{1,14}[、，和]$")


def _wrong_sum(whole: Quantity, parts: Sequence[Quantity]) -> Fault:
    added = "＋".join(f"{q.value:g}" for q in parts)
    total = sum(q.value for q in parts)
    message = f"几部分加起来是{added}＝{total:g}，与“{whole.text}”对不上"
    return Fault(whole.start, parts[-1].end, message, "请核对总数和各部分，改成一致。")


def _parts(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """党员12名，其中第一党小组8名、第二党小组5名: parts of one kind that are more than the whole, or (分别为) not the whole."""
    for match in re.finditer("其中|包括|(?P<all>分别是|分别为)", text):
        parts = _listed(text, match.end(), found)
        reach = _FAR if match["all"] else _NEAR
        wholes = [q for q in found if parts and _like(q, parts[0]) and q.end <= match.start() and match.start() - q.end <= reach]
        if not wholes or _STOP.search(text, wholes[-1].end, match.start()):
            continue
        whole, total = wholes[-1], sum(q.value for q in parts)
        biggest = max((q for i, q in enumerate(parts) if i == 0 or "，" not in text[parts[i - 1].end : q.start]), key=lambda q: q.value)
        if re.search("升了|降了|每|各|上年|去年|同比|共|合计", text[whole.start : parts[-1].end]):
            continue
        overlapping = "people" in kinds(whole.unit) and _OVERLAPPING.search(text[match.end() : parts[-1].end + 6])
        if biggest.value > whole.value:
            message = f"其中的“{biggest.text}”比总数“{whole.text}”还多"
            yield Fault(biggest.start, biggest.end, message, "部分不会多于总数，请核对。")
        elif len(parts) > 1:
            too_many = total > whole.value * _EXACT and not overlapping and all(q.value <= whole.value for q in parts)
            if too_many or (match["all"] and not isclose(total, whole.value)):
                yield _wrong_sum(whole, parts)


def _listed(text: str, place: int, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of one measure that follow each other from ``place`` on, as a list does."""
    parts: list[Quantity] = []
    for q in (q for q in found if q.start >= place):
        if (parts and not _like(parts[0], q)) or _STOP.search(text, place, q.start) or q.start - place > _LABEL:
            break
        parts.append(q)
        place = q.end
    return parts


def _rest(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """意见23条，答复15条，其余9条……: what is said to be left is not what is left."""
    for number, rest in enumerate(found):
        if not _REST.search(_before(text, rest, 8)):
            continue
        run = [q for q in found[:number] if _like(q, rest) and not _STOP.search(text, q.end, rest.start)]
        if len(run) < 2 or re.search("每|各", text[run[0].start : rest.end]):
            continue
        sums = (isclose(sum(q.value for q in run[i + 1 : j]) + rest.value, run[i].value) for i in range(len(run)) for j in range(i + 2, len(run) + 1))
        if not any(sums) and not any(isclose(a.value, b.value + rest.value) for a in run for b in run):
            whole = run[-2]
            message = f"“{whole.text}”里去掉“{run[-1].text}”，剩下的不是“{rest.text}”"
            yield Fault(whole.start, rest.end, message, "请核对这几个数。", impossible=False)


def _total(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """集中宣讲4场、上门宣讲9场，共15场."""
    for number, total in enumerate(found):
        if not _TOTAL.search(_before(text, total, 4)):
            continue
        run: list[Quantity] = []
        place = total.start
        for q in reversed(found[:number]):
            between = text[q.end : place]
            if not _like(q, total) or (run and not _JOINED.match(between)) or (not run and len(between) > 6):
                break
            run.insert(0, q)
            place = q.start
        if len(run) > 1 and not isclose(sum(q.value for q in run), total.value) and not re.search("每|各", text[run[0].start - 6 : total.start]):
            added = sum(q.value for q in run)
            yield Fault(total.start, total.end, f"前面几项加起来是{added:g}，这里写的是“{total.text}”", "请核对总数和各部分，改成一致。")


def _missing(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """应开12次，实开9次，少2次."""
    for due, held, short in zip(found, found[1:], found[2:], strict=False):
        if not (_like(due, held) and _like(held, short)) or _apart(text, due, short):
            continue
        told = "应" in _before(text, due, 5) and re.search("实|只|仅", _before(text, held, 6)) and _SHORT_OF.search(_before(text, short, 5))
        if told and not isclose(due.value - held.value, short.value):
            message = f"应“{due.text}”、实“{held.text}”，少的不是“{short.text}”"
            yield Fault(due.start, short.end, message, "请核对这几个数。")


def _change(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """由78%提高到93%，提高12个百分点; 由78%下降到93%."""
    for number, (old, new) in enumerate(pairwise(found)):
        if old.unit != new.unit or new.start - old.end > 12 or not re.search(r"[由从]", _before(text, old, 8)):
            continue
        rose, fell = _ROSE.search(_before(text, new, 6)), _FELL.search(_before(text, new, 6))
        if (rose and new.value < old.value) or (fell and new.value > old.value):
            message = f"从“{old.text}”到“{new.text}”，与“{'升' if rose else '降'}”的说法相反"
            yield Fault(old.start, new.end, message, "请核对两个数和升降的说法。")
        elif (rose or fell) and number + 2 < len(found):
            yield from _by(text, old, new, found[number + 2])


def _by(text: str, old: Quantity, new: Quantity, by: Quantity) -> Iterator[Fault]:
    before = _before(text, by, 6)
    if by.start - new.end > 10 or not (_BY_MORE.search(before) or _BY_LESS.search(before)):
        return
    change = abs(new.value - old.value)
    if old.unit in _SHARES and by.unit in _SHARES and abs(by.value - change) < 0.05:
        message = f"由“{old.text}”到“{new.text}”是{change:g}个百分点，不是“{by.text}”"
        yield Fault(by.start, by.end, message, "两个百分数相减，说“百分点”。", impossible=False)
    elif by.unit in ("个百分点", old.unit) and abs(by.value - change) > 0.05:
        yield Fault(by.start, by.end, f"由“{old.text}”到“{new.text}”，相差{change:g}，不是“{by.text}”", "请核对这几个数。")
    elif by.unit in _SHARES and old.unit not in _SHARES and old.value > 0 and abs(by.value - 100 * change / old.value) > _ROUNDING:
        share = 100 * change / old.value
        yield Fault(by.start, by.end, f"由“{old.text}”到“{new.text}”，变动{share:.1f}%，不是“{by.text}”", "请核对这几个数。")


def _share(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """党员18名，35岁以下5名，占32%: no two numbers of the sentence give the share."""
    for number, share in enumerate(found):
        part = found[number - 1] if number else None
        if share.unit not in _SHARES or part is None or not _OF.search(_before(text, share, 14)) or share.start - part.end > 14:
            continue
        wholes = [q for q in found if q is not part and _like(q, part) and q.value > part.value and not _apart(text, q, share)]
        if wholes and all(abs(100 * q.value / w.value - share.value) > _ROUNDING for w in wholes for q in found[:number] if _like(q, part)):
            right = 100 * part.value / wholes[-1].value
            message = f"“{part.text}”占“{wholes[-1].text}”的{right:.1f}%，不是“{share.text}”"
            yield Fault(part.start, share.end, message, "请核对人数和比例。", impossible=False)


def _share_of(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """在职党员112名、退休党员22名，在职党员占286名教职工的49%: no number before it is that share of the whole."""
    for number, (whole, share) in enumerate(pairwise(found)):
        if share.unit not in _SHARES or not _OF_SAID.search(_before(text, whole, 6)) or not _WHOLE_THEN.match(text[whole.end : share.start]):
            continue
        parts = [q for q in found[:number] if _like(q, whole) and q.value < whole.value and not _apart(text, q, whole)]
        if parts and all(abs(100 * q.value / whole.value - share.value) > _ROUNDING for q in parts):
            shares = "、".join(f"{100 * q.value / whole.value:.1f}%" for q in parts)
            message = f"前面的数占“{whole.text}”的{shares}，没有一个是“{share.text}”"
            yield Fault(whole.start, share.end, message, "请核对人数和比例。", impossible=False)
