"""The visible text of a PDF: its pages in order, parted by form feeds, so that the cleaner can tell page numbers from counts."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

MAX_PAGES = 300

DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, OverflowError, RecursionError, EOFError)
"""What pypdf raises for a damaged file: its own errors, and those of Python where the damage is not foreseen."""


class UnreadablePdfError(ValueError):
    """The PDF is whole but gives no text; ``reason`` says why, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(data: bytes) -> str:
    """The text of every page. Raises UnreadablePdfError for a locked, scanned or endless file, and one of DAMAGED for a broken one."""
    # pypdf logs every small fault of a file; the user gets one line about the file instead.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opened(reader):
        raise UnreadablePdfError("加了密码")
    if len(reader.pages) > MAX_PAGES:
        raise UnreadablePdfError(f"有 {len(reader.pages)} 页，太长了（上限 {MAX_PAGES} 页）")
    text = "\n\f\n".join(page.extract_text() for page in reader.pages)
    if not text.replace("\f", "").strip():
        raise UnreadablePdfError("里面是扫描的图片，没有文字")
    return text


def _opened(reader: PdfReader) -> bool:
    """Many files are locked against printing alone and open without a password."""
    try:
        return bool(reader.decrypt(""))
    except (DependencyError, FileNotDecryptedError, NotImplementedError):
        return False
