"""A file → its text as a reader sees it: plain text in any encoding clerks use, or Word's own .docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from pipeline.errors import InputError
from pipeline.texts.decoding import NotTextError, decode

MAX_BYTES = 20_000_000
MAX_UNZIPPED_BYTES = 100_000_000

_TEXT = frozenset({".md", ".txt"})
_OLD_WORD = frozenset({".doc", ".wps"})
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "用 Word 或 WPS 打开后另存为 .docx，再给 shuzhi。"


def read_text(path: Path) -> str:
    """Read a .md, .txt or .docx file; paragraphs are parted by line breaks, nothing is cleaned, front matter stays.

    Of a .docx: paragraphs and table cells in order, with what tracked changes insert and without what they delete; no headers, footers,
    notes and text boxes. Raises InputError, with a hint, for every file that cannot be read so.
    """
    ending = path.suffix.lower()
    data = _bytes_of(path)
    if ending in _OLD_WORD:
        raise InputError(f"{path} 是旧格式（{ending}），读不了", hint=_SAVE_AS)
    if ending == ".docx":
        return _docx_text(path, data)
    if ending not in _TEXT:
        raise InputError(f"读不了 {path}：只认 .docx、.md、.txt 文件", hint=_SAVE_AS)
    try:
        return decode(data)
    except NotTextError as error:
        raise InputError(f"{path} 不是文字文件，看起来是{error.kind}", hint="请检查是不是改错了扩展名；Word 文件的扩展名应是 .docx。") from None


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} 是一个文件夹，不是文件", hint="请给出文件夹里的那个文件。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{path} 有 {size / 1e6:.0f} MB，太大了（上限 {MAX_BYTES // 1_000_000} MB）", hint="请删去里面的图片和附件，只留正文。")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"找不到文件：{path}", hint="请检查文件名和所在文件夹。") from None
    except OSError as error:
        raise InputError(f"读不了文件：{path}（{error.strerror}）", hint="请检查文件是否被占用、有没有读取权限。") from None


def _docx_text(path: Path, data: bytes) -> str:
    if data.startswith(_OLE):
        raise InputError(f"{path} 加了密码，或者其实是旧格式的 .doc 文件", hint=f"请去掉密码，或者{_SAVE_AS}")
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    from pipeline.documents.docx_text import text_of

    try:
        _refuse_bomb(path, data)
        return text_of(data)
    # What python-docx, zipfile and lxml raise for a damaged package: bad zip or member, missing part, wrong part, wrong XML.
    except (zipfile.BadZipFile, zlib.error, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError, EOFError, RuntimeError):
        raise InputError(f"{path} 打不开：文件损坏、加密，或者不是真正的 .docx", hint=_SAVE_AS) from None


def _refuse_bomb(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(member.file_size for member in package.infolist())
    if size > MAX_UNZIPPED_BYTES:
        raise InputError(
            f"{path} 解开后有 {size / 1e6:.0f} MB，太大了（上限 {MAX_UNZIPPED_BYTES // 1_000_000} MB）", hint="请删去里面的图片和附件，只留正文。"
        )
