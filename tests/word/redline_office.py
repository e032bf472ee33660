"""LibreOffice accepts or rejects all changes of many files in one run, in a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

OFFICE, PYTHON = shutil.which("soffice"), shutil.which("python3", path=os.defpath)
ACCEPT, REJECT, AS_IT_IS = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges", "none"
TEXT, PDF = "Text (encoded)", "writer_pdf_Export"


def is_there() -> bool:
    """Whether LibreOffice and a Python that knows its interface are installed."""
    if not OFFICE or not PYTHON:
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False, env={}).returncode == 0


def resolve(jobs: Sequence[tuple[str, bytes]], folder: Path, *, form: str = TEXT, seconds: float = 570) -> list[bytes]:
    """Do each job (what to do, with which .docx) and return the files that LibreOffice writes, in order."""
    lines = []
    for number, (verb, data) in enumerate(jobs):
        (folder / f"in{number}.docx").write_bytes(data)
        lines.append(f"{verb}|{folder / f'in{number}.docx'}|{folder / f'out{number}'}|{form}\n")
    (folder / "jobs.txt").write_text("".join(lines), encoding="utf-8")
    environment = {"HOME": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8"}
    pipe = f"redline{os.getpid()}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen(
        [str(OFFICE), profile, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        script = Path(__file__).with_name("redline_uno.py")
        subprocess.run([str(PYTHON), str(script), str(folder / "jobs.txt"), pipe], check=True, timeout=seconds, env=environment)
        office.wait(60)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, 9)
            office.wait()
    return [(folder / f"out{number}").read_bytes() for number in range(len(jobs))]
