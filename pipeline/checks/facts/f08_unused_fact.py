from __future__ import annotations

from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.facts.matching import pairs
from pipeline.checks.facts.numbers import of_line
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.facts import Evidence
from pipeline.facts.records import EvidenceKind
from pipeline.findings import Level
from pipeline.texts.quantities import quantities

_A_THING, _UNTOLD = 6, 0.5
_SMALL = frozenset(map(float, range(10)))
"""Numbers that stand everywhere tell nothing."""
_TOLD = 0.45
"""A fact is told where one item has this share of its pairs of characters, or half of it and a number of the fact's besides."""


def unused_ids(manuscript: Manuscript, context: Context) -> tuple[str, ...]:
    """The ids of the facts that no sentence cites – in a document, that no item tells –, in the order of the facts file."""
    if manuscript.marked:
        cited = {id_ for line in manuscript.lines() for id_ in line.facts}
        return tuple(e.id for e in context.known.evidence if e.id not in cited)
    blocks = [block for part in manuscript.parts for block in part.items]
    told = [(pairs(f"{b.heading}，{b.text}"), {q.value for line in b.lines for q in of_line(line, manuscript)}) for b in blocks]
    return tuple(e.id for e in context.known.evidence if not _is_told(e, manuscript.text, told))


def _is_told(evidence: Evidence, text: str, told: list[tuple[frozenset[str], set[float]]]) -> bool:
    if evidence.kind is EvidenceKind.LIFE:
        name = evidence.id.partition(".")[2]
        norm = units.find_norm(name)
        if any(word in text for word in (name, *((norm.name, *norm.aliases) if norm else ()))):
            return True
        # 书记讲党课 2 is told by 党课4堂，我讲2堂: a part of the name beside the number is enough.
        own, numbers = pairs(name.removeprefix("书记")), {q.value for q in quantities(evidence.text)}
        return any(len(own & words) * 3 >= len(own) and numbers <= values for words, values in told)
    own = pairs(evidence.text)
    numbers = {q.value for q in quantities(evidence.text)}
    for words, values in told:
        share = len(own & words) / len(own) if own else 1.0
        if share >= _TOLD or (share >= _TOLD / 2 and numbers & values):
            return True
    return False


def untold_halves(manuscript: Manuscript, context: Context) -> Iterator[tuple[str, str]]:
    """(id, what is left out) of facts of several things, told in a document by halves: 走访12户；退回红包6人次，共4300元."""
    blocks = [block for part in manuscript.parts for block in part.items]
    words = pairs("，".join(f"{b.heading}，{b.text}" for b in blocks))
    values = {q.value for b in blocks for line in b.lines for q in of_line(line, manuscript)}
    for evidence in context.known.evidence:
        for half in evidence.text.split("；") if evidence.kind is EvidenceKind.FACT else ():
            own, numbers = pairs(half), {q.value for q in quantities(half)}
            if len(own) >= _A_THING and numbers and numbers.isdisjoint(values - _SMALL) and len(own & words) < len(own) * _UNTOLD:
                yield evidence.id, half


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    unused = unused_ids(manuscript, context)
    for id_ in unused:
        message = f"这条事实没有用上：{id_} {context.known.by_id[id_].text[:40]}"
        yield Hit(message, "如果要紧，请改写它的主题或内容后再生成，或自己补进去。")
    if not manuscript.marked:
        for id_, half in untold_halves(manuscript, context):
            if id_ not in unused:
                yield Hit(f"这条事实只用了一半：{id_} 里的“{half[:30]}”没有写", "如果要紧，请自己补进去；不要紧就不用管。")


RULE = Rule(
    code="F08",
    name="有事实没有用上",
    level=Level.INFO,
    about="给了的事实，报告里一句也没有用到。要紧的事漏了，评议时没法说。",
    source="本项目的设计：不用的事实都列出来",
    bad=Example("我组织支部党员大会4次。", facts=("组织支部党员大会4次", "走访困难党员12人，落实慰问金6000元")),
    good=Example("我组织支部党员大会4次，走访党员12人，慰问金6000元都已落实。", facts=("组织支部党员大会4次", "走访困难党员12人，落实慰问金6000元")),
    check=check,
    needs=(Need.FACTS,),
)
