"""Measure how well ``parse`` finds the sections and items of the held-out reports: the table of "Parsing" in the README of this folder.

Run from the checkout with the package installed: ``python eval/parsing.py [--misses]``. No network, no key.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pipeline.documents import DocItem, Document, parse
from pipeline.report import SectionKind
from pipeline.texts.measure import chars

HERE = Path(__file__).resolve().parent
MARK = 8
"""Characters that a number mark (第一个问题：) may take: starts no further apart are the same."""

Way = Callable[[str], str]
"""How a report may come: its text changed in white space alone, so that the labels hold."""

Start = tuple[str, int]
"""A label and the offset of its start, in characters without white space."""


@dataclass(frozen=True)
class Outline:
    """Starts and labels of one report: sections by kind, items of all sections but lead and closing; shares of characters by section."""

    sections: tuple[Start, ...]
    items: tuple[Start, ...]
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Score:
    """Matches of what was found with what should be."""

    right: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)


class Cursor:
    """Finds snippets of a text one after the other, white space aside. Raises ValueError where one does not come any more."""

    def __init__(self, text: str) -> None:
        self.text = squeezed(text)
        self.at = 0

    def find(self, snippet: str) -> int:
        """Offset of the next ``snippet``."""
        return self.text.index(squeezed(snippet), self.at)

    def skip(self, snippet: str) -> int:
        """The same, and go on behind it."""
        start = self.find(snippet)
        self.at = start + len(squeezed(snippet))
        return start


def squeezed(text: str) -> str:
    return "".join(text.split())


def body_of(case: str) -> str:
    return (HERE / "cases" / case / "report.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]


def gold_of(case: str) -> dict[str, Any]:
    return dict(YAML(typ="safe", pure=True).load((HERE / "gold" / f"{case}.yaml").read_text(encoding="utf-8")))


def cases() -> list[str]:
    return sorted(path.stem for path in (HERE / "gold").glob("*.yaml") if path.stem != "real")


def as_written(text: str) -> str:
    return text


def one_line(text: str) -> str:
    """The whole report on one line."""
    return "".join(line.strip() for line in text.split("\n"))


def glued(text: str) -> str:
    """Every heading on its own line, but the title, run together with the paragraph below."""
    title, *lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = [title]
    for line in lines:
        if len(out) > 1 and len(out[-1]) <= 30 and not re.search(r"[。；：，！？）]$|\d日$", out[-1]):
            out[-1] += line
        else:
            out.append(line)
    return "\n".join(out)


WAYS: dict[str, Way] = {"as written": as_written, "headings glued": glued, "one line": one_line}


def gold_outline(gold: dict[str, Any], text: str) -> Outline:
    cursor = Cursor(text)
    cursor.skip(gold["title"])
    sections, items = [], []
    for section in gold["sections"]:
        starts = [cursor.skip(section["heading"])] if section["heading"] else []
        for item in section["items"]:
            starts.append(cursor.skip(item["heading"]) if item["heading"] else cursor.find(item["text"]))
            cursor.skip(item["text"])
            if section["kind"] not in ("lead", "closing"):
                items.append(("item", starts[-1]))
        sections.append((section["kind"], starts[0]))
    return Outline(tuple(sections), tuple(items), tuple((s["kind"], s["share"]) for s in gold["sections"]))


def found_outline(document: Document, text: str) -> Outline:
    """The same of a parsed document, whose pieces come in the order of the text; a title over two lines is one there too."""
    cursor = Cursor(text)
    cursor.skip(document.title)
    sections, items = [], []
    for section in document.sections:
        starts = [cursor.skip(section.heading)] if section.heading else []
        for item in section.items:
            starts.append(start_of(item, cursor))
            if section.kind not in (SectionKind.LEAD, SectionKind.CLOSING):
                items.append(("item", starts[-1]))
        sections.append((section.kind.value, starts[0]))
    return Outline(tuple(sections), tuple(items), shares(document, text))


def start_of(item: DocItem, cursor: Cursor) -> int:
    """Offset of an item. Its paragraphs are sought one by one: between them a number may have been dropped."""
    starts = [cursor.skip(piece) for piece in (item.heading, *item.text.split("\n")) if piece]
    return starts[0]


def shares(document: Document, text: str) -> tuple[tuple[str, float], ...]:
    whole = chars(text)
    sizes = [chars(s.heading) + sum(chars(i.heading) + chars(i.text) for i in s.items) for s in document.sections]
    return tuple((s.kind.value, size / whole) for s, size in zip(document.sections, sizes, strict=True))


def matched(gold: tuple[Start, ...], found: tuple[Start, ...]) -> tuple[Score, list[str]]:
    """One-to-one matches: same label, starts at most MARK characters apart. Also what did not match, for people."""
    left = list(gold)
    extra = []
    for label, start in found:
        near = [g for g in left if g[0] == label and abs(g[1] - start) <= MARK]
        if near:
            left.remove(min(near, key=lambda g: abs(g[1] - start)))
        else:
            extra.append(f"+{label}@{start}")
    return Score(len(gold) - len(left), len(found), len(gold)), extra + [f"-{label}@{start}" for label, start in left]


@dataclass(frozen=True)
class Row:
    case: str
    sections: Score
    items: Score
    apart: float
    misses: tuple[str, ...]


def measure(case: str, way: Way = as_written) -> Row:
    """One held-out report, read ``way``; ``apart`` is the largest difference of a section's share, as far as kinds agree."""
    text = way(body_of(case))
    gold, found = gold_outline(gold_of(case), text), found_outline(parse(text), text)
    sections, wrong_sections = matched(gold.sections, found.sections)
    items, wrong_items = matched(gold.items, found.items)
    same = [abs(a - b) for (kind, a), (other, b) in zip(gold.shares, found.shares, strict=False) if kind == other]
    return Row(case, sections, items, max(same, default=1.0), tuple(wrong_sections + wrong_items))


def total(rows: list[Row]) -> tuple[Score, Score]:
    return sum((r.sections for r in rows), Score(0, 0, 0)), sum((r.items for r in rows), Score(0, 0, 0))


def real_outline(text: str) -> list[tuple[str, int, float]]:
    """Kind, count of items and share of each section of a report as it stands; what leads over to headed items is none."""
    document = parse(text)
    counts = [sum(1 for i in s.items if i.heading) or len(s.items) for s in document.sections]
    return [(kind, count, share) for (kind, share), count in zip(shares(document, text), counts, strict=True)]


def real_gold(sample: str) -> list[tuple[str, int, float]]:
    """The same as it should be, of the real sample whose file name begins with ``sample``."""
    gold = YAML(typ="safe", pure=True).load((HERE / "gold" / "real.yaml").read_text(encoding="utf-8"))
    return [(s["kind"], s["items"], s["share"]) for s in gold[sample]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what did not match: + found only, - gold only, with offsets")
    chosen = parser.parse_args()
    rows = [measure(case) for case in cases()]
    print("| report | sections | F1 | items | F1 | share apart |\n|---|--:|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row.case} | {row.sections.gold} | {row.sections.f1:.3f} | {row.items.gold} | {row.items.f1:.3f} | {row.apart:.3f} |")
        if chosen.misses and row.misses:
            print(*row.misses, sep="\n")
    print("\n| 20 held-out reports | sections | F1 | items | F1 |\n|---|--:|--:|--:|--:|")
    for name, way in WAYS.items():
        sections, items = total([measure(case, way) for case in cases()])
        print(f"| {name} | {sections.gold} | {sections.f1:.3f} | {items.gold} | {items.f1:.3f} |")
    kinds: Counter[str] = Counter(s["kind"] for case in cases() for s in gold_of(case)["sections"])
    print("\nSections labelled:", ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
