"""A page counted as LibreOffice sets it: 22 lines of 28 characters. Passed over where LibreOffice or pdftotext is not installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from word_parts import fact, report_of

from pipeline.word.report import to_docx

OFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not (OFFICE and PDFTOTEXT), reason="needs LibreOffice and pdftotext")


def pages(data: bytes, folder) -> list[list[str]]:
    """The lines of each page, white space left out."""
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "a.docx"], check=True, capture_output=True, timeout=300
    )
    done = subprocess.run([PDFTOTEXT, "-layout", folder / "a.pdf", "-"], check=True, capture_output=True, timeout=60)
    return [[line for raw in page.splitlines() if (line := "".join(raw.split()))] for page in done.stdout.decode().split("\f") if page.strip()]


def test_a_full_page_has_22_lines_of_28_characters(tmp_path):
    if not _has_chinese(tmp_path):
        pytest.skip("no Chinese font installed")
    shown = pages(to_docx(report_of(fact("述" * 28 * 60 + "。"), fact("完。").model_copy(update={"opens": True}))), tmp_path)
    assert [page[-1] for page in shown[:3]] == ["—1—", "—2—", "—3—"]
    assert [len(line) for line in shown[1][:-1]] == [28] * 22


def _has_chinese(folder) -> bool:
    listed = shutil.which("fc-list")
    return bool(listed) and bool(subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout.strip())
