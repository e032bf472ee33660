"""The fonts of a report, which of them this machine has, and what stands in for one that is missing.

A .docx names its fonts and carries none: it is the machine that opens it which must have them. What is missing here is therefore told,
and replaced only where the user asks for it (``substitute``).
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict

ALTERNATIVES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "方正小标宋简体": ("方正小标宋_GBK", "小标宋", "华文中宋", "宋体", "SimSun", "Noto Serif CJK SC", "思源宋体"),
        "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC", "思源宋体"),
        "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "霞鹜文楷", "Noto Serif CJK SC"),
        "黑体": ("SimHei", "华文黑体", "Noto Sans CJK SC", "思源黑体"),
        "宋体": ("SimSun", "NSimSun", "华文宋体", "Noto Serif CJK SC", "思源宋体"),
    }
)
"""What stands in for a font, best first. Word reads the first as the font's other name (``w:altName``)."""

_SAME = ({"仿宋", "FangSong"}, {"楷体", "KaiTi"}, {"黑体", "SimHei"}, {"宋体", "SimSun"}, {"华文中宋", "STZhongsong"}, {"华文仿宋", "STFangsong"})
"""One font under its Chinese and its English name."""

_FILES = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_FAMILY_IDS = (1, 4, 16)
_MOST_TABLES = 200


class Fonts(BaseModel):
    """The names written into a report. ``latin`` sets letters and digits where a superior asks for another font ("" for the Chinese one).

    ``substitute``: write a font that this machine has in the place of one it lacks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = "方正小标宋简体"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    body: str = "仿宋_GB2312"
    page_number: str = "宋体"
    latin: str = ""
    substitute: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Each font once, in the order they come in a report."""
        given = (self.title, self.body, self.heading, self.subheading, self.page_number, self.latin)
        return tuple(dict.fromkeys(name for name in given if name))


STANDARD = Fonts()


def missing_fonts(names: Iterable[str] = STANDARD.names) -> tuple[str, ...]:
    """Those of ``names`` that no font file of this machine bears, under their Chinese or English name."""
    here = installed()
    return tuple(name for name in names if not _known_as(name) & here)


def usable(fonts: Fonts) -> tuple[Fonts, tuple[str, ...]]:
    """The fonts to write, and what the user must be told of them (Chinese; nothing where every font is here)."""
    missing = missing_fonts(fonts.names)
    if not missing:
        return fonts, ()
    if not fonts.substitute:
        listed = "、".join(missing)
        return fonts, (
            f"字体：这台机器没有 {listed}。文件里仍写公文要求的字体名，在装有它们的电脑上打开就对；打开的电脑也没有时，Word 会换成相近的字体。",
        )
    swaps = {name: instead for name in missing if (instead := _instead(name))}
    changed = {field: swaps.get(value, value) for field, value in fonts.model_dump(exclude={"substitute"}).items()}
    told = tuple(
        f"字体：缺 {name}，文件里改用 {swaps[name]}" if name in swaps else f"字体：缺 {name}，也没有相近的可换，文件里仍写它" for name in missing
    )
    return Fonts(**changed, substitute=True), told


def _instead(name: str) -> str:
    here = installed()
    return next((other for other in ALTERNATIVES.get(name, ()) if _known_as(other) & here), "")


def _known_as(name: str) -> set[str]:
    return next((same for same in _SAME if name in same), {name})


@lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """Every family name of every font file in the folders where this platform keeps fonts."""
    return frozenset(name for folder in folders() for path in _font_files(folder) for name in names_in(path))


def folders() -> tuple[Path, ...]:
    """Where this platform keeps fonts, whether or not they exist."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path(home.anchor or "C:\\") / "Windows" / "Fonts", home / "AppData" / "Local" / "Microsoft" / "Windows" / "Fonts")
    if sys.platform == "darwin":
        word = Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts")
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts", word)
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local" / "share" / "fonts")


def _font_files(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _FILES)
    except OSError:  # a folder that may not be looked into holds nothing we could use
        return


def names_in(path: Path) -> frozenset[str]:
    """The family and full names in a TrueType or OpenType file, or in each font of a collection; none in a file that is no such font."""
    try:
        with path.open("rb") as file:
            return frozenset(name for start in _fonts_of(file) for name in _names(file, start))
    except (OSError, struct.error, UnicodeDecodeError):
        return frozenset()


def _fonts_of(file: BinaryIO) -> tuple[int, ...]:
    if file.read(4) != b"ttcf":
        return (0,)
    _, count = struct.unpack(">II", file.read(8))
    return struct.unpack(f">{min(count, _MOST_TABLES)}I", file.read(4 * min(count, _MOST_TABLES)))


def _names(file: BinaryIO, start: int) -> Iterator[str]:
    """The name table: records of platform, encoding, language, name id, length and offset (OpenType, ``name``)."""
    file.seek(start + 4)
    (tables,) = struct.unpack(">H6x", file.read(8))
    for _ in range(min(tables, _MOST_TABLES)):
        tag, offset = struct.unpack(">4s4xI4x", file.read(16))
        if tag == b"name":
            break
    else:
        return
    file.seek(offset)
    _, count, strings = struct.unpack(">HHH", file.read(6))
    records = [struct.unpack(">6H", file.read(12)) for _ in range(count)]
    for platform, _, _, kind, length, place in records:
        if kind in _FAMILY_IDS and platform in (0, 3):
            file.seek(offset + strings + place)
            yield file.read(length).decode("utf-16-be")
