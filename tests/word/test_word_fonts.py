from __future__ import annotations

import struct
from pathlib import Path

import pytest

from pipeline.word import fonts
from pipeline.word.fonts import STANDARD, Fonts, missing_fonts, names_in, usable


def font_file(path: Path, *names: str, collection: bool = False) -> Path:
    """A file with nothing of a font but its names."""
    start = 16 if collection else 0
    strings = b"".join(name.encode("utf-16-be") for name in names)
    records, place = b"", 0
    for name in names:
        size = len(name.encode("utf-16-be"))
        records += struct.pack(">6H", 3, 1, 0x804, 1, size, place)
        place += size
    table = struct.pack(">HHH", 0, len(names), 6 + 12 * len(names)) + records + strings
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"name", 0, start + 28, len(table))
    path.write_bytes((b"ttcf" + struct.pack(">III", 0x00010000, 1, 16) if collection else b"") + head + table)
    return path


@pytest.fixture
def having(tmp_path, monkeypatch):
    """Make this machine have the given fonts and no others."""

    def have(*names: str) -> None:
        for number, name in enumerate(names):
            font_file(tmp_path / f"{number}.ttf", name)
        monkeypatch.setattr(fonts, "folders", lambda: (tmp_path, tmp_path / "没有这个文件夹"))
        fonts.installed.cache_clear()

    yield have
    fonts.installed.cache_clear()


def test_names_are_read_from_font_files(tmp_path):
    assert names_in(font_file(tmp_path / "a.ttf", "仿宋", "FangSong")) == {"仿宋", "FangSong"}
    assert names_in(font_file(tmp_path / "b.ttc", "黑体", collection=True)) == {"黑体"}


@pytest.mark.parametrize("content", [b"", b"ttcf", b"not a font at all", b"\0\1\0\0" + b"\xff" * 40, b"ttcf" + b"\xff" * 60])
def test_what_is_no_font_has_no_names(tmp_path, content):
    path = tmp_path / "x.ttf"
    path.write_bytes(content)
    assert names_in(path) == frozenset()


def test_missing_fonts_are_named(having):
    having("SimHei", "宋体")
    assert missing_fonts() == ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312")


def test_with_every_font_there_is_nothing_to_tell(having):
    having(*STANDARD.names)
    assert usable(STANDARD) == (STANDARD, ())


def test_missing_fonts_are_told_and_kept_unless_asked(having):
    having("仿宋", "黑体", "宋体")
    kept, told = usable(STANDARD)
    assert kept == STANDARD
    assert "方正小标宋简体" in told[0]
    assert "仿宋_GB2312" in told[0]


def test_substitution_is_asked_for_and_told(having):
    having("仿宋", "黑体", "SimSun")
    chosen, told = usable(Fonts(substitute=True))
    assert (chosen.title, chosen.body, chosen.heading, chosen.subheading) == ("宋体", "仿宋", "黑体", "楷体_GB2312")
    assert any("仿宋_GB2312" in line and "改用 仿宋" in line for line in told)
    assert any("楷体_GB2312" in line and "仍写它" in line for line in told)
