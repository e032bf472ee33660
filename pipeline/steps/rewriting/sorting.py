"""What of an old problem stays: sentences that say what happened, and those in which the secretary says what he himself thought.

Degrees, demands, merits, praise and other people's faults go. Nothing is put into other words: a sentence loses clauses at its ends, or stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.problems.words import CLICHE, DEMAND, EMPTY, MERIT, OBJECTIVE, OTHERS, anchors
from pipeline.rewriting import Given

_CLAUSE = re.compile(r"[^，；：。！？]+[，；：。！？]*(?:[”’）》]+)?")
_SEGMENT = re.compile(r"[^；]+；?")
_CONCRETE = re.compile(r"没(?!有明显)|只有|只是|从不|从来|(?<![缺减多不至])少(?!数|年|一些|先)|落下|拖|漏|补签|照念|还差|拿不出")
_OWN = re.compile(
    r"怕|图(?:省|轻|清|的是)|嫌|默许|侥幸|懒|惯|面子|情面|拿不准|省事|敷衍|应付|以为|总觉得|心里|当成|放在后|先顾|想着|不放心|放心了|没(?:有)?(?:问|翻|去|查|想)"
)
_HOLLOW = re.compile(
    r"一定程度|意识还|更加深入|新形势|长效机制|针对性|有效性|前瞻性|均衡|抓手|恒心|精神追求|自觉性|理想信念|积极性|创造性|认真谋划|不充分|不突出|任务(?:还)?(?:很|尤其)重"
)
_CUE = re.compile(r"^.{0,8}原因|原因(?:是|在|主要|：)|根子|根源|究其|怪我|症结|说到底|归根|分析起来|想来|^主要是|主观上|在于|客观情况")
_POSING = re.compile(r"事业心|责任心强|性子急|恨不得")
_SCOLDING = re.compile(r"他们|她们|这些书记|这几位|书记们|有的怕|有的嫌|一些")
_HANGING = re.compile(r"^[，；：、]|^(?:但是?|而且|并且|同时|从而|以致|导致|使得|特别是|尤其是|以及|所以|因此|因而|不过|然而|相比之下)[，]?")
_PRAISE = re.compile(
    r"重视(?:程度)?(?:较|很|比较)?高|抓得(?:紧|实|很紧|很实)|推动力度大|成绩[^，。；]{0,8}(?:看得见|明显)|势头[^，。；]{0,6}好|(?:受到|得到)[^，。；]{0,8}(?:好评|肯定|表扬|加强)|朝气足"
    r"|走在(?:全|前)|(?<!没有)(?<!不是)(?:样样有|场场都|件件)|提前[^，。；]{0,6}完成|起步早|基础(?:较)?好|取得(?:了)?[^，。；]{0,10}成(?:绩|效)|虽然|尽管"
)
_TURN = re.compile(r"但是?|可是|然而|不过|相比之下|仍|却")
_UPPER = re.compile(r"公布|印发|施行|国务院|中央|党的[一二三四五六七八九十]+大|提出|布置|规定|要求|拟于|准备|打算")
_SHORT = 8


def sorted_out(sentences: Sequence[str], ids: Sequence[str], *, demand: bool) -> tuple[tuple[Given, ...], tuple[Given, ...]]:
    """(statement, cause): what stays of ``sentences``, each with the id it is cited by. ``demand``: the problem poses a demand."""
    statement, cause = [], []
    for sentence, id_ in zip(sentences, ids, strict=True):
        if gives_reason(sentence):
            if words := _own_reason(sentence):
                cause.append(Given(text=words, ids=(id_,), own=True))
        elif words := _happened(sentence, demand=demand):
            statement.append(Given(text=words, ids=(id_,), own=True))
    return tuple(statement), tuple(cause)


def owns_up(text: str) -> bool:
    """Whether the secretary speaks in it of what he himself thought or let go."""
    return FIRST_PERSON.search(text) is not None and _OWN.search(text) is not None


def heading_is_bad(heading: str) -> bool:
    """Whether a heading says only how far something falls short, what is demanded, a merit, or begins with praise."""
    return bool(EMPTY.search(heading) or DEMAND.search(heading) or MERIT.search(heading) or _PRAISE.search(heading) or _HOLLOW.search(heading))


def without_praise(heading: str) -> str:
    """The part of a heading that tells the fault, where it begins with praise: 重点工作抓得实，日常党务相对一般."""
    first, _, rest = heading.partition("，")
    return rest if rest and _PRAISE.search(first) else heading


def gives_reason(sentence: str) -> bool:
    """Whether a sentence says why."""
    return _CUE.search(sentence) is not None or (
        FIRST_PERSON.search(sentence) is not None and _OWN.search(sentence) is not None and not anchors(sentence)
    )


def _own_reason(sentence: str) -> str:
    """The sentence where it says what the secretary thought or did; "" where it is hollow, objective or scolds others."""
    words = _trimmed(sentence)
    own = FIRST_PERSON.search(words) and (_OWN.search(words) or anchors(words))
    wrong = CLICHE.search(words) or OTHERS.search(sentence) or _SCOLDING.search(sentence) or OBJECTIVE.search(words) or _POSING.search(words)
    return words if own and not wrong and len(words) >= _SHORT else ""


def _happened(sentence: str, *, demand: bool) -> str:
    words = _trimmed(_without_praise(sentence), demand=demand)
    if len(words) < _SHORT:
        return ""
    if demand:
        return words if _CONCRETE.search(words) and not _UPPER.search(words) else ""
    if anchors(words):
        return words
    said = _CONCRETE.search(words) or re.search(r"我[^，。]{0,8}没", words)
    return words if said and not _empty(words) and not OTHERS.search(words) and not _SCOLDING.search(words) else ""


def _without_praise(sentence: str) -> str:
    turn = _TURN.search(sentence)
    return sentence[turn.end() :] if turn and _PRAISE.search(sentence[: turn.start()]) else sentence


def _trimmed(sentence: str, *, demand: bool = False) -> str:
    """``sentence`` without the clauses at the ends of its segments that only say how far something falls short (or what is demanded).

    A clause with a figure or a case stays, but for what tells of the demand.
    """
    kept = "".join(_trimmed_segment(_CLAUSE.findall(s), demand=demand) for s in _SEGMENT.findall(sentence))
    return sentence if kept == sentence else _tidy(kept)


def _trimmed_segment(clauses: list[str], *, demand: bool) -> str:
    drop = [(demand and (_UPPER.search(c) or DEMAND.search(c)) is not None) or (_empty(c) and not anchors(c)) for c in clauses]
    first = next((i for i, d in enumerate(drop) if not d), len(drop))
    last = next((i for i in range(len(drop), 0, -1) if not drop[i - 1]), 0)
    if demand and any(drop[first:last]):
        return ""
    kept = "".join(clauses[first:last])
    # What stays of a segment that lost its end must not run on into the next with a comma.
    return re.sub(r"[，：]$", "；", kept) if last < len(clauses) else kept


def _empty(clause: str) -> bool:
    return bool(EMPTY.search(clause) or DEMAND.search(clause) or MERIT.search(clause) or _HOLLOW.search(clause))


def _tidy(words: str) -> str:
    words = re.sub(r"[，；：、。]+$", "", _HANGING.sub("", words.strip()))
    return f"{words}。" if words and words[-1] not in "！？" else words
