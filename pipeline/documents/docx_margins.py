"""The words of a .docx package that ``read_text`` leaves out: headers, footers, notes, text boxes. A secrecy mark stands there as often as not."""

from __future__ import annotations

import io
import re
import zipfile

from docx.oxml.ns import qn
from lxml import etree

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")


def every_word(data: bytes) -> str:
    """All paragraphs of all parts of the package, one a line, whether a reader sees them in the text or beside it.

    Raises what zipfile and lxml raise for a damaged package.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if _PARTS.fullmatch(name):
                lines += _lines(etree.fromstring(package.read(name), parser))
    return "\n".join(lines)


def _lines(root: etree._Element) -> list[str]:
    """A text box lies within a paragraph: each word belongs to the innermost one."""
    words: dict[etree._Element, list[str]] = {}
    for text in root.iter(_TEXT):
        paragraph = next(text.iterancestors(_PARAGRAPH), None)
        if paragraph is not None:
            words.setdefault(paragraph, []).append(text.text or "")
    return ["".join(parts) for parts in words.values()]
