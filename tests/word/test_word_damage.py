"""Word files with a part gone wrong: read, used as a template, or refused in words; never a traceback."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest
from lxml import etree
from word_parts import fact, gap, report_of

from pipeline.documents import read_text
from pipeline.errors import InputError
from pipeline.word.fonts import STANDARD
from pipeline.word.report import to_docx
from pipeline.word.template import read_template, to_docx_like

REPORT = report_of(fact("学习12次。"), gap("【待补充：几次】。"))


def damaged(data: bytes, rng: random.Random) -> bytes:
    """``data`` with a few elements or attributes of one part gone, doubled or changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = rng.choice(sorted(parts))
    root = etree.fromstring(parts[name])
    elements = list(root.iter(etree.Element))
    for _ in range(rng.randint(1, 4)):
        element, kind = rng.choice(elements), rng.random()
        if kind < 0.3 and element.getparent() is not None:
            element.getparent().remove(element)
        elif kind < 0.75 and element.attrib:
            attribute = rng.choice(sorted(element.attrib))
            if kind < 0.5:
                del element.attrib[attribute]
            else:
                element.set(attribute, rng.choice(["", "x", "-1", "99999999999"]))
        else:
            element.append(etree.fromstring(etree.tostring(rng.choice(elements))))
    parts[name] = etree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for member, content in parts.items():
            package.writestr(member, content)
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_damage_is_told_or_borne(seed, tmp_path):
    rng, path, whole = random.Random(seed), tmp_path / "a.docx", to_docx(REPORT)
    for _ in range(60):
        path.write_bytes(damaged(whole, rng))
        with contextlib.suppress(InputError):
            read_text(path)
        with contextlib.suppress(InputError):
            assert to_docx_like(REPORT, read_template(path), fonts=STANDARD)
