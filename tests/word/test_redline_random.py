"""Random edits over random files: accepted, they read as the new text; rejected, nothing has ever happened.

``SHUZHI_TEST`` names are scrubbed, so the long run is asked for by REDLINE_SEEDS=500.
"""

from __future__ import annotations

import io
import os
import random
import zipfile

import pytest
from redline_making import Maker, edits_of
from redline_oracle import accept_all, canonical, reject_all

from pipeline.documents.docx_text import text_of
from pipeline.word.redlines import AUTHOR, Edit, Paragraph, paragraphs, redline

import datetime as dt

WHEN = dt.datetime(2026, 1, 5, 9, 30)
SEEDS = int(os.environ.get("REDLINE_SEEDS", "60"))
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
    assert full(text_of(new).split("\n")) == full(lines)
    assert full(text_of(accept_all(new)).split("\n")) == full(lines)
    assert text_of(reject_all(new)) == text_of(reject_all(data))
    assert canonical(reject_all(new, AUTHOR)) == canonical(data)
    assert canonical(reject_all(new)) == canonical(reject_all(data))
    assert AUTHOR not in accept_all(new, AUTHOR).decode("latin-1")

    before, after = parts(data), parts(new)
    assert list(after)[: len(before)] == list(before)
    assert {name for name in after if after[name] != before.get(name)} <= CHANGED
    assert redline(data, edits, WHEN) == new
