"""A file → its text as a reader sees it: plain text in any encoding clerks use, Word's own .docx, .pdf, a saved web page."""

from __future__ import annotations

import os
import stat
import zlib
from pathlib import Path

from pipeline.documents.docx_package import MACROS, SAVE_AS, TEMPLATES, damage_told, refuse_unfit
from pipeline.documents.page_layout import PageLayout
from pipeline.errors import InputError
from pipeline.texts.decoding import NotTextError, decode

MAX_BYTES = 20_000_000

READABLE = frozenset({".md", ".txt", ".docx", ".pdf", ".html", ".htm"})

_TEXT = frozenset({".md", ".txt"})
_PAGES = frozenset({".html", ".htm"})
_OLD_WORD = frozenset({".doc", ".wps"})


def read_text(path: Path) -> str:
    """Read a .md, .txt, .docx, .pdf or .html file; paragraphs are parted by line breaks, nothing is cleaned, front matter stays.

    Of a .docx: what stands on its pages, automatic numbers, text boxes and notes included, tracked changes as if accepted; no headers, footers
    and comments. Of a .pdf: lines as they are set, pages parted by form feeds. Raises InputError, with a hint, for every file that
    cannot be read so.
    """
    return text_in(path, bytes_of(path))


def text_in(path: Path, data: bytes) -> str:
    """The text in ``data``, the bytes of the file ``path``. Raises InputError as ``read_text`` does."""
    ending = path.suffix.lower()
    if ending in _OLD_WORD:
        raise InputError(f"{path} 是旧格式（{ending}），读不了", hint=SAVE_AS)
    if ending in MACROS:
        raise InputError(f"{path} 是带宏的 Word 文件（{ending}），没有打开", hint=f"宏可以在电脑上做任何事。请{SAVE_AS}")
    if ending in TEMPLATES:
        raise InputError(f"{path} 是 Word 模板（{ending}），不是文档", hint=SAVE_AS)
    if ending == ".docx":
        return _docx_text(path, data)
    if ending == ".pdf":
        return _pdf_text(path, data)
    if ending not in _TEXT | _PAGES:
        raise InputError(f"读不了 {path}：只认 .docx、.md、.txt、.pdf、.html 文件", hint=SAVE_AS)
    try:
        text = decode(data)
    except NotTextError as error:
        raise InputError(f"{path} 不是文字文件，看起来是{error.kind}", hint="请检查是不是改错了扩展名；Word 文件的扩展名应是 .docx。") from None
    if ending in _PAGES:
        from pipeline.documents import html_text

        return html_text.text_of(text)
    return text


def layout_in(path: Path, data: bytes) -> PageLayout | None:
    """How the page of a .docx is set, None for any other file and where it does not say. Raises InputError for a damaged one."""
    if path.suffix.lower() != ".docx":
        return None
    from pipeline.documents.docx_layout import layout_of

    with damage_told(path):
        return layout_of(data)


def bytes_of(path: Path) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES that nobody changed meanwhile. Raises InputError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{path} 是一个文件夹，不是文件", hint="请给出文件夹里的那个文件。")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path} 不是普通文件（管道或设备），没有读", hint="请给出一份文档。")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1e6:.0f} MB，太大了（上限 {MAX_BYTES // 1_000_000} MB）"
            raise InputError(f"{path} 有 {size}", hint="请删去里面的图片和附件，只留正文。")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise InputError(f"找不到文件：{path}", hint="请检查文件名和所在文件夹。") from None
    except OSError as error:
        raise InputError(f"读不了文件：{path}（{error.strerror}）", hint="请检查文件是否被占用、有没有读取权限。") from None
    if len(data) != before.st_size or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise InputError(f"{path} 正在被改动，没有读完整", hint="等它保存好再试。")
    return data


def _docx_text(path: Path, data: bytes) -> str:
    from pipeline.documents.docx_reader import text_of

    with damage_told(path):
        refuse_unfit(path, data)
        return text_of(data)


def _pdf_text(path: Path, data: bytes) -> str:
    if not data.lstrip()[:5] == b"%PDF-":
        raise InputError(f"{path} 不是真正的 PDF 文件", hint="请检查是不是改错了扩展名。")
    from pipeline.documents import pdf_text

    try:
        return pdf_text.text_of(data)
    except pdf_text.UnreadablePdfError as error:
        raise InputError(f"{path} 读不出文字：{error.reason}", hint="请去掉密码，或者找到它的 Word 原文。") from None
    except (*pdf_text.DAMAGED, zlib.error):
        raise InputError(f"{path} 打不开：PDF 文件损坏", hint="请重新下载或导出，或者找到它的 Word 原文。") from None
