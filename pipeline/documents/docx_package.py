"""What may be opened as a .docx: no password, no macros, nothing that unfolds without end. What cannot be is told by what it is."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import InputError

MAX_UNZIPPED_BYTES = 100_000_000
MAX_XML_BYTES = 30_000_000
"""Of the XML in a package: in memory it takes twenty times as much."""

SAVE_AS = "用 Word 或 WPS 打开后另存为 .docx，再给 shuzhi。"
MACROS = frozenset({".docm", ".dotm"})
TEMPLATES = frozenset({".dotx", ".dotm"})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_PART = re.compile(r"(?:^|/)vba(?:Project|Data)[^/]*\.(?:bin|xml)$", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_WRONG = (LookupError, ValueError, TypeError, AttributeError, OverflowError)
_OTHER_KINDS = {"ppt/": "演示文稿（.pptx）", "xl/": "表格（.xlsx）", "content.xml": "OpenDocument 文档（.odt）"}


def refuse_unfit(path: Path, data: bytes) -> None:
    """Raise InputError where ``data``, the bytes of ``path``, must not be opened: a password, macros, a bomb, entities, another kind of file.

    A damaged zip raises what zipfile raises; see ``damage_told``.
    """
    if data.startswith(_OLE[:4]):
        if _ENCRYPTED in data:
            raise InputError(f"{path} 加了密码，打不开", hint="请先在 Word 或 WPS 里去掉密码（文件 → 信息 → 保护文档），再给 shuzhi。")
        raise InputError(f"{path} 加了密码，或者其实是旧格式的 .doc 文件", hint=f"请去掉密码，或者{SAVE_AS}")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        names = [member.filename for member in members]
        if any(_MACRO_PART.search(name) for name in names):
            raise InputError(f"{path} 带有宏，没有打开", hint="宏可以在电脑上做任何事。请另存为不带宏的 .docx，再给 shuzhi。")
        if "_rels/.rels" in names and _STRICT in package.read("_rels/.rels"):
            raise InputError(f"{path} 是“Strict Open XML”格式的文档，读不了", hint="请在 Word 里另存为普通的“Word 文档 (*.docx)”，再给 shuzhi。")
        for start, kind in _OTHER_KINDS.items():
            if "word/document.xml" not in names and any(name.startswith(start) for name in names):
                raise InputError(f"{path} 其实是{kind}，不是 Word 文件", hint=SAVE_AS)
    refuse_bomb(path, data)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Within it, what python-docx, zipfile and lxml raise for a damaged package becomes an InputError."""
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        yield
    # Bad zip or member, missing or wrong part, wrong XML; attributes missing (None) or no numbers; elements nested without end.
    except (zipfile.BadZipFile, zlib.error, PackageNotFoundError, XMLSyntaxError, EOFError, RuntimeError, *_WRONG):
        raise InputError(f"{path} 打不开：文件损坏、加密，或者不是真正的 .docx", hint=SAVE_AS) from None


def refuse_bomb(path: Path, data: bytes) -> None:
    """Raise InputError for a package that unfolds to more than a report ever needs, or that defines XML entities, as Office never does."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _refuse_contents(path, package, package.infolist())


def _refuse_contents(path: Path, package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    xml = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
    _refuse_size(path, sum(member.file_size for member in members), MAX_UNZIPPED_BYTES)
    _refuse_size(path, sum(member.file_size for member in xml), MAX_XML_BYTES)
    for member in xml:
        with package.open(member) as part:
            if re.search(rb"<!(?:DOCTYPE|ENTITY)", part.read(2000).replace(b"\0", b"")):
                raise InputError(f"{path} 里有 XML 实体定义，正常的 Word 文件没有，没有读", hint=SAVE_AS)


def _refuse_size(path: Path, size: int, most: int) -> None:
    if size > most:
        raise InputError(f"{path} 解开后有 {size / 1e6:.0f} MB，太大了（上限 {most // 1_000_000} MB）", hint="请删去里面的图片和附件，只留正文。")
