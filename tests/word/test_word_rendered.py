"""A page counted as LibreOffice sets it: 22 lines of 28 characters. Passed over where LibreOffice or pdftotext is not installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from word_parts import fact, gap, report_of

from pipeline.documents import read_text
from pipeline.word.report import to_docx

OFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not (OFFICE and PDFTOTEXT), reason="needs LibreOffice and pdftotext")


def converted(data: bytes, folder, ending: str):
    """The path of ``data`` as LibreOffice writes it in another format."""
    (folder / "a.docx").write_bytes(data)
    (folder / "out").mkdir()
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", ending, "--outdir", folder / "out"]
    subprocess.run([*command, folder / "a.docx"], check=True, capture_output=True, timeout=300)
    return folder / "out" / f"a.{ending}"


def pages(data: bytes, folder) -> list[list[str]]:
    """The lines of each page, white space left out."""
    done = subprocess.run([PDFTOTEXT, "-layout", converted(data, folder, "pdf"), "-"], check=True, capture_output=True, timeout=60)
    return [[line for raw in page.splitlines() if (line := "".join(raw.split()))] for page in done.stdout.decode().split("\f") if page.strip()]


def test_a_full_page_has_22_lines_of_28_characters(tmp_path):
    if not _has_chinese(tmp_path):
        pytest.skip("no Chinese font installed")
    shown = pages(to_docx(report_of(fact("述" * 28 * 60 + "。"), fact("完。").model_copy(update={"opens": True}))), tmp_path)
    assert [page[-1] for page in shown[:3]] == ["—1—", "—2—", "—3—"]
    assert [len(line) for line in shown[1][:-1]] == [28] * 22


def test_a_file_that_libreoffice_has_saved_reads_the_same(tmp_path):
    data = to_docx(report_of(fact("学习12次。"), gap("【待补充：几次】。"), salutation="各位领导："))
    again = converted(data, tmp_path, "docx")
    assert read_text(again) == read_text(tmp_path / "a.docx")


def _has_chinese(folder) -> bool:
    listed = shutil.which("fc-list")
    return bool(listed) and bool(subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout.strip())
