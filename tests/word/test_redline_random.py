"""Random edits over random files: accepted, they read as the new text; rejected, nothing has ever happened.

The long run is asked for by REDLINE_SEEDS=500, the one through LibreOffice by REDLINE_OFFICE_SEEDS=100.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import zipfile
from collections import Counter

import docx
import pytest
import redline_office as office
from docx.oxml.ns import qn
from redline_making import Maker, edits_of
from redline_oracle import accept_all, canonical, reject_all, root_of

from pipeline.documents.docx_text import text_of
from pipeline.word.redlines import AUTHOR, Edit, NewParagraph, Paragraph, paragraphs, redline
from pipeline.word.redlines.package import Package
from pipeline.word.redlines.story import blocks_of

WHEN = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
SEEDS = int(os.environ.get("REDLINE_SEEDS", "60"))
OFFICE_SEEDS = int(os.environ.get("REDLINE_OFFICE_SEEDS", "6"))
IDENTIFIED = ("ins", "del", "moveTo", "moveFrom", "bookmarkStart", "commentRangeStart")
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def expected(old: list[Paragraph], edits: list[Edit]) -> list[str]:
    """The lines of the new text."""
    lines, place = [], 0
    for edit in edits:
        lines += [p.text for p in old[place : edit.start]] + [p.text for p in edit.paragraphs]
        place = edit.end
    return "\n".join([*lines, *(p.text for p in old[place:])]).split("\n")


def full(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def keeps_an_empty_line(data: bytes, edits: list[Edit]) -> bool:
    """Whether an edit empties what holds a picture or ends a section, or a whole cell: there the end mark stays."""
    package = Package(data)
    blocks = blocks_of(package.tree(package.main))
    return any(block.holds for edit in edits for block in blocks[edit.start : edit.end]) or any(not edit.paragraphs for edit in edits)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_edits(seed):
    data = Maker(seed).data()
    old = paragraphs(data)
    assert "\n".join(p.text for p in old).rstrip("\n") == text_of(data)
    edits = edits_of(data, random.Random(seed + 1_000_000))
    new = redline(data, edits, WHEN)

    lines = expected(old, edits)
    if not keeps_an_empty_line(data, edits):
        assert text_of(new) == "\n".join(lines).rstrip("\n")
    assert full(text_of(new).split("\n")) == full(lines)
    assert full(text_of(accept_all(new)).split("\n")) == full(lines)
    assert text_of(reject_all(new)) == text_of(reject_all(data))
    assert canonical(reject_all(new, AUTHOR)) == canonical(data)
    assert canonical(reject_all(new)) == canonical(reject_all(data))
    assert AUTHOR not in accept_all(new, AUTHOR).decode("latin-1")

    ids = Counter(node.get(qn("w:id")) for node in root_of(new).iter(*(qn(f"w:{name}") for name in IDENTIFIED)))
    assert max(ids.values(), default=1) == 1

    before, after = parts(data), parts(new)
    assert list(after)[: len(before)] == list(before)
    assert {name for name in after if after[name] != before.get(name)} <= CHANGED
    assert redline(data, edits, WHEN) == new


@pytest.mark.parametrize("seed", range(0, SEEDS, 6))
def test_a_redlined_file_is_redlined_again(seed):
    data = Maker(seed).data()
    once = redline(data, edits_of(data, random.Random(seed + 1_000_000)), WHEN)
    old, edits = paragraphs(once), edits_of(once, random.Random(seed + 2_000_000))
    twice = redline(once, edits, WHEN, author="王五")
    assert full(text_of(accept_all(twice)).split("\n")) == full(expected(old, edits))
    assert canonical(reject_all(twice, "王五")) == canonical(once)
    assert canonical(reject_all(reject_all(twice, "王五"), AUTHOR)) == canonical(data)


def typed_on() -> tuple[bytes, bytes]:
    """A sentence at the end of a paragraph and a paragraph behind it, both new."""
    document = docx.Document()
    for text in ("学习不够。", "三、打算"):
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    data = buffer.getvalue()
    new = (NewParagraph(text="学习不够。责任在我。"), NewParagraph(text="谈话只做了5人次，比计划少。"))
    return data, redline(data, [Edit(start=0, end=1, paragraphs=new)], WHEN)


def lines_of(text: bytes) -> list[str]:
    return full(text.decode("utf-8-sig").replace("\r", "").split("\n"))


@pytest.mark.skipif(not office.is_there(), reason="LibreOffice or its Python interface is not installed")
def test_libreoffice_reads_the_same_changes(tmp_path):
    cases = [typed_on()]
    for seed in range(OFFICE_SEEDS):
        data = Maker(seed, simple=True).data()
        cases.append((data, redline(data, edits_of(data, random.Random(seed + 1_000_000)), WHEN)))
    jobs = [
        job
        for data, new in cases
        for job in ((office.ACCEPT, new), (office.ACCEPT, accept_all(new, AUTHOR)), (office.REJECT, new), (office.REJECT, data))
    ]
    done = [lines_of(text) for text in office.resolve(jobs, tmp_path)]
    wrong = [seed for seed in range(len(cases)) if done[4 * seed] != done[4 * seed + 1] or done[4 * seed + 2] != done[4 * seed + 3]]
    assert not wrong
