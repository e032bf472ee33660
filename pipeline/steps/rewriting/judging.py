"""How good the section is, whether the new one is better, and what in it must not stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline import checks, units
from pipeline.checks.catalogue import rules
from pipeline.checks.context import Context
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.library import index_of
from pipeline.checks.problems import rubric
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.words import EMPTY
from pipeline.findings import Finding, Level
from pipeline.report import SectionKind, Sentence, SentenceKind
from pipeline.rewriting import Diagnosis, Reworked
from pipeline.texts.measure import chars, to_chinese
from pipeline.texts.names import names
from pipeline.texts.quantities import Quantity, quantities
from pipeline.texts.runs import RUN, compact, mask

_RULES = frozenset({"P01", *(f"P{n:02d}" for n in range(3, 13)), "P15", "P16"})
_TITLE = re.compile(r"《[^》]{2,40}》")
_QUOTED = re.compile(r"“[^”]*”")
_GAP = re.compile(r"【待补充：[^】]*】")
NO_GAIN = "得分没有提高"
_CUT = Sentence(
    text="【待补充：这里有一句话没有事实依据，已经删去，请补上依据或改写】。", kind=SentenceKind.GAP, question="删去的那句话，有没有依据？"
)
_MANY = 3
"""One or two empty predicates beside figures are no fault: what stands as it is keeps them."""
LEAST_SELF = 2
"""Sentences with 我 or 本人 that the section must have, by 领域手册 §9."""


def diagnose(manuscript: Manuscript, context: Context) -> Diagnosis:
    """The score with its points and the findings of the rules on problems, causes and measures."""
    chosen = [rule for rule in rules() if rule.code in _RULES]
    found = [f for f in checks.run(manuscript, context, chosen) if f.code != "P12" or f.section == SectionKind.PLAN]
    scored = rubric.score(manuscript, context)
    points = [
        f"第{to_chinese(p.number)}个问题{f'“{p.heading}”' if p.heading else ''} {p.score} 分："
        + ("；".join(f"{point.name}{point.got}/{point.of}（{point.why}）" for point in p.points if point.got < point.of) or "没有要改的")
        for p in scored.problems
    ]
    points += [f"全节 {p.got} 分：{p.why}" for p in scored.points]
    return Diagnosis(score=scored.score, findings=tuple(found), points=tuple(points), empty=empties(manuscript))


def empties(manuscript: Manuscript) -> int:
    """Empty predicates in headings and prose of the problems and causes; what a gap asks is not said."""
    parts = manuscript.of(SectionKind.PROBLEM, SectionKind.CAUSE)
    texts = [t for part in parts for item in part.items for t in (item.heading, item.text)]
    return sum(len(EMPTY.findall(_GAP.sub("", t))) for t in texts)


class Known:
    """What may be said: every number, name and document title of the old report, the answers and the facts, and of our own norms."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = "\n".join((*texts, *(n.phrase for n in units.norms())))
        self._quantities = quantities(self.text)

    def strange(self, sentence: str) -> list[str]:
        """The numbers, names and titles of ``sentence`` that stand nowhere in what is known."""
        said = _GAP.sub("", sentence)
        found = [q.text for q in quantities(said) if not self._has(q)]
        found += [n.text for n in names(said) if n.text not in self.text]
        return found + [t for t in _TITLE.findall(said) if t not in self.text]

    def _has(self, asked: Quantity) -> bool:
        return any(q.value == asked.value and q.same_measure(asked) for q in self._quantities)


def shared_run(text: str, context: Context) -> str:
    """The first run of 13 characters that ``text`` has in common with a sample, fixed wordings aside; "" where there is none."""
    if not context.samples:
        return ""
    masked = mask(compact(_GAP.sub("", text)), units.fixed_wordings())
    grams = (masked[start : start + RUN] for start, _, _ in index_of(context.samples).found(masked))
    return next((gram for gram in grams if "\0" not in gram), "")


def notes_on(made: Sequence[Reworked], known: Known, context: Context) -> dict[int, tuple[str, ...]]:
    """What a writer must change, by the number of the problem; empty where nothing."""
    found = {new.number: tuple(_notes(new, known, context)) for new in made}
    return {number: notes for number, notes in found.items() if notes}


def _notes(new: Reworked, known: Known, context: Context) -> Iterable[str]:
    for sentence in new.sentences:
        for word in known.strange(sentence.text):
            yield f"“{sentence.text}”里的“{word}”没有人给过，删去或换成材料里有的。"
        if run := _copied(sentence, context):
            yield f"“{run}”和一份样本一样，换一种说法。"
        ours = sentence.kind is not SentenceKind.GAP and not any(i.startswith(("原文", "问")) for i in sentence.facts)
        if ours and EMPTY.search(_QUOTED.sub("", sentence.text)):
            yield f"“{sentence.text}”用“不够”“有待”收场，写出具体的事或想法。"
    if new.cause and not any(FIRST_PERSON.search(s.text) for s in new.cause):
        yield "原因里没有“我”。"


def without(made: Sequence[Reworked], known: Known, context: Context) -> tuple[Reworked, ...]:
    """The writings with a visible gap in the place of every sentence that says what nobody gave, or what a sample says."""

    def clean(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        return tuple(_CUT if s.kind is not SentenceKind.GAP and (known.strange(s.text) or _copied(s, context)) else s for s in sentences)

    return tuple(m.model_copy(update={"statement": clean(m.statement), "cause": clean(m.cause), "measure": clean(m.measure)}) for m in made)


def _copied(sentence: Sentence, context: Context) -> str:
    """The run that a sentence of ours shares with a sample; what the user wrote is the user's."""
    ours = sentence.kind is not SentenceKind.GAP and not any(id_.startswith("原文") for id_ in sentence.facts)
    return shared_run(sentence.text, context) if ours else ""


def shortcomings(before: Diagnosis, after: Diagnosis, old: Manuscript, new: Manuscript) -> list[str]:
    """What of the acceptance (领域手册 §9) the new section does not meet, in Chinese; empty where it is taken over.

    Where the score stays, fewer empty predicates, fewer findings or a gap where nothing showed that something is missing are better too.
    """
    found = []
    gaps = sum("【待补充" in line.text for line in new.lines(SectionKind.PROBLEM, SectionKind.CAUSE))
    same = after.empty >= before.empty and len(after.findings) >= len(before.findings) and not gaps
    if after.score < before.score or (after.score == before.score and same):
        found.append(f"{NO_GAIN}（{before.score} → {after.score}）")
    if _errors(after.findings) > _errors(before.findings):
        found.append("多出了必须改的毛病")
    if len(rows(new)) != len(rows(old)):
        found.append(f"问题条数变了（{len(rows(old))} → {len(rows(new))}）")
    if before.empty >= _MANY and 2 * after.empty > before.empty:
        found.append(f"“不够”“有待”之类没有减半（{before.empty} → {after.empty}）")
    if not gaps and _self(new) < min(LEAST_SELF, len(rows(new))):
        found.append("说到“我”的不足两句")
    return found


def _errors(findings: Iterable[Finding]) -> int:
    return sum(f.level is Level.ERROR for f in findings)


def _self(manuscript: Manuscript) -> int:
    return sum(1 for line in manuscript.lines(SectionKind.PROBLEM, SectionKind.CAUSE) if FIRST_PERSON.search(line.text))


def size(manuscript: Manuscript) -> int:
    """Characters of the problem section and that of causes."""
    return sum(chars(part.text) for part in manuscript.of(SectionKind.PROBLEM, SectionKind.CAUSE))
