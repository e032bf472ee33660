from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.samples import SampleReport, SampleStore, own_reports
from pipeline.samples.records import Grading

BODY = """{title}
按照安排，现将{mark}的情况报告如下。
一、履职情况
（一）抓学习，{mark}。全年集中学习12次，讲党课2次，党员轮流领学，会前出题、会上讨论。
（二）抓组织生活，{mark}。支委会开了12次，主题党日12次，组织生活会查摆问题9个。
二、存在的问题及原因
（一）讨论少，{mark}。12次学习只有3次安排讨论。原因是我怕冷场，一个人讲到底。
（二）记录虚，{mark}。2次支委会的记录是补写的。原因是我图省事，没有翻过本子。
三、下一步打算
（一）会前出题，{mark}。1月起每次学习提前3天发题，6月和12月各查一次。
"""


@pytest.fixture
def make_report():
    def make(id_, mark="甲", *, unit_types=("机关",), grade="good", text=None):
        return SampleReport(
            id=id_,
            fictional=True,
            unit=f"{mark}单位",
            unit_types=unit_types,
            year=2024,
            written_on=dt.date(2025, 1, 8),
            rule="通用",
            skeleton="合并",
            grades={"duty": Grading(grade="good", why="实"), "problem": Grading(grade=grade, why="见正文")},
            faults=(),
            entities=(f"{mark}单位",),
            author="x",
            license="CC0-1.0",
            text=text or BODY.format(title=f"{mark}单位2024年度抓党建工作述职报告", mark=mark),
        )

    return make


@pytest.fixture(scope="session")
def own_store(tmp_path_factory):
    store = SampleStore.open(tmp_path_factory.mktemp("home") / "samples", own_reports(), lambda event: None)
    yield store
    store.close()


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    """The URL of a chromadb server on a free port of this machine; it is stopped at the end."""
    script = Path(sys.executable).with_name("chroma.exe" if os.name == "nt" else "chroma")
    if not script.is_file():
        pytest.skip("no chroma script beside this Python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    with (folder / "log").open("wb") as log:
        command = [script, "run", "--path", folder / "data", "--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("chroma run did not start")
