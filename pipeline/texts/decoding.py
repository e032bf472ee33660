"""Bytes to text: the encodings that clerks' files come in."""

from __future__ import annotations

_KNOWN_BINARIES = (
    (b"PK\x03\x04", "Word 或 Excel 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件"),
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)


class NotTextError(ValueError):
    """The bytes are no text; ``kind`` says what they look like, in Chinese."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a mark, or GB18030; all line ends become one kind. Raises NotTextError for anything else."""
    for magic, kind in _KNOWN_BINARIES:
        if data.startswith(magic):
            raise NotTextError(kind)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _lines(_strict(data, "utf-16"))
    if b"\x00" in data:
        raise NotTextError("二进制文件")
    try:
        return _lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _lines(_strict(data, "gb18030"))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotTextError("认不出编码的文件") from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
