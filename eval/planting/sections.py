"""Problems, measures and sentences of a clean report, for planters, by the project's own parser.

Planters may know where a problem is; they know nothing of how the rules look for its faults.
"""

from __future__ import annotations

import random

from pipeline.checks import Manuscript, of_document
from pipeline.checks.manuscript import Block
from pipeline.documents import parse
from pipeline.report import SectionKind
from planting.places import Span, replaced


def read(text: str) -> Manuscript:
    return of_document(parse(text), text)


def items(text: str, *kinds: SectionKind) -> list[Block]:
    """The items with prose of the parts of ``kinds``; where some bear headings, those only."""
    found = [item for part in read(text).of(*kinds) for item in part.items if item.lines]
    return [item for item in found if item.heading] or found


def merged(text: str) -> bool:
    """Whether causes stand with their problems."""
    manuscript = read(text)
    return manuscript.part(SectionKind.PROBLEM) is not None and manuscript.part(SectionKind.CAUSE) is None


def rewritten(text: str, block: Block, heading: str, prose: str) -> tuple[str, Span]:
    """``block`` with other words, laid out as it was: its number and what parts heading and prose stay."""
    if not block.heading:
        return replaced(text, (block.lines[0].start, block.end), f"{heading}。{prose}" if heading else prose)
    between = text[block.start + len(block.heading) : block.lines[0].start]
    return replaced(text, (block.start, block.end), heading + between + prose)


def behind_a_sentence(text: str, added: str, rng: random.Random, *kinds: SectionKind) -> tuple[str, Span] | None:
    """``added`` as a sentence more within the prose of ``kinds``, behind one that is not the last of its paragraph."""
    lines = [line for line in read(text).lines(*kinds) if line.text.endswith("。") and text[line.end : line.end + 1] not in ("", "\n")]
    if not lines:
        return None
    place = rng.choice(lines).end
    return replaced(text, (place, place), added)
