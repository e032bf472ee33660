"""Fact marks in a model's prose: 〔F01〕 after a sentence says what it rests on, 〔拟〕 that it proposes. Read, stripped, written back."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.report import Item, Sentence, SentenceKind
from pipeline.texts.quantities import quantities

PROPOSED = "拟"
_MARK = re.compile(r"〔([^〔〕]*)〕")
_MARKS_BEFORE_END = re.compile(r"((?:〔[^〔〕]*〕\s*)+)([。！？；]+[”’）]*)")
_SENTENCE = re.compile(r"(?:【待补充：[^】]*】|[^。！？\n【]|【(?!待补充：))+?(?:[。！？]+[”’）]*|(?=\n)|$)(?:\s*〔[^〔〕]*〕)*|\n")
_GAP = re.compile(r"【待补充：([^】]*)】")


@dataclass(frozen=True)
class Marked:
    """A sentence as the model gave it: ``text`` without marks, the ids it named in order, whether it proposes, whether it opens a paragraph."""

    text: str
    ids: tuple[str, ...]
    proposed: bool
    opens: bool


def read_marks(prose: str) -> list[Marked]:
    """Split prose into sentences with their marks. A mark inside a sentence counts for that sentence."""
    # Models put the mark before or after the stop; after it is ours.
    prose = _MARKS_BEFORE_END.sub(r"\2\1", prose.strip())
    found: list[Marked] = []
    opens = False
    for match in _SENTENCE.finditer(prose):
        piece = match.group()
        if piece == "\n":
            opens = bool(found)
            continue
        named = [name.strip() for mark in _MARK.findall(piece) for name in re.split(r"[、，,;；\s]+", mark) if name.strip()]
        text = _MARK.sub("", piece).strip()
        if not text:
            if found and named:
                found[-1] = _with(found[-1], named)
            continue
        ids = tuple(dict.fromkeys(n for n in named if n != PROPOSED))
        found.append(Marked(text if text[-1] in "。！？”）】" else f"{text}。", ids, PROPOSED in named, opens))
        opens = False
    return found


def sentences(prose: str, numbers_of: Collection[float], question: str) -> tuple[Sentence, ...]:
    """Read prose into the report's sentences. A number outside ``numbers_of`` (those of all facts) makes its sentence a reading.

    ``question`` is asked of every proposal.
    """
    return tuple(_sentence(marked, numbers_of, question) for marked in read_marks(prose))


def with_marks(item: Item) -> str:
    """The item's prose with its marks, as a model is to give it back."""
    return "".join(("\n" if s.opens and i else "") + s.text + _mark_of(s) for i, s in enumerate(item.sentences))


def _with(marked: Marked, named: list[str]) -> Marked:
    ids = tuple(dict.fromkeys((*marked.ids, *(n for n in named if n != PROPOSED))))
    return Marked(marked.text, ids, marked.proposed or PROPOSED in named, marked.opens)


def _sentence(marked: Marked, numbers_of: Collection[float], question: str) -> Sentence:
    gap = _GAP.search(marked.text)
    if gap:
        asked = gap.group(1).rstrip("？?。")
        return Sentence(text=marked.text, kind=SentenceKind.GAP, facts=marked.ids, question=f"{asked}？", opens=marked.opens)
    if marked.proposed:
        return Sentence(text=marked.text, kind=SentenceKind.PROPOSAL, facts=marked.ids, question=question, opens=marked.opens)
    if not marked.ids:
        return Sentence(text=marked.text, kind=SentenceKind.STANCE, opens=marked.opens)
    plain = all(q.value in numbers_of for q in quantities(marked.text))
    return Sentence(text=marked.text, kind=SentenceKind.FACT if plain else SentenceKind.READING, facts=marked.ids, opens=marked.opens)


def _mark_of(sentence: Sentence) -> str:
    names = [*sentence.facts, *([PROPOSED] if sentence.kind is SentenceKind.PROPOSAL else [])]
    return f"〔{'、'.join(names)}〕" if names else ""
