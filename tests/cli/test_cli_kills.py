"""A draft killed at any moment: the rerun asks for nothing that was finished and ends in the same text.

Three moments in a usual run; ``KILLS=50 pytest tests/cli/test_cli_kills.py`` takes fifty.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from model_stub import obedient
from openai_stub import Request, Response, Stub

from pipeline.llm.ledger import FILE_NAME, Ledger, request_key
from pipeline.llm.records import Endpoint

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("KILLS", "3"))
FORMS = ("response_format", "tools", "tool_choice")


def start(stub: Stub, home: Path, target: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "draft", "examples/facts-jiguan.yaml", "--model", "m", "--base-url", stub.url, "-o", str(target)]
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "PYTHONPATH")}
    environment |= {"SHUZHI_HOME": str(home), "PYTHONUTF8": "1", "OPENAI_API_KEY": "sk-x"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def key_of(stub: Stub, request: Request) -> str:
    form = {name: request.body[name] for name in FORMS if name in request.body}
    return request_key(Endpoint(model="m", base_url=stub.url), request.messages, form)


def finished(home: Path) -> set[str]:
    if not (home / FILE_NAME).exists():
        return set()
    with closing(sqlite3.connect(home / FILE_NAME)) as db:
        return {key for (key,) in db.execute("SELECT key FROM replies WHERE reusable = 1")}


def test_a_draft_killed_at_any_moment_is_finished_by_the_next_run(openai_stub: Stub, clean_environment: Path, tmp_path: Path):
    def slow(request: Request) -> Response:
        return replace(obedient()(request), wait=0.05 + len(request.messages[1]["content"]) % 7 * 0.06)

    openai_stub.answer(slow)
    target, home = tmp_path / "稿.md", clean_environment
    began = time.monotonic()
    code = start(openai_stub, home, target).wait(timeout=300)
    whole, expected, asked = time.monotonic() - began, target.read_bytes(), len(openai_stub.requests)
    chance, used = random.Random(2025), []
    for number in range(KILLS):
        Ledger(home).clear()
        target.unlink()
        openai_stub.requests.clear()
        killed = start(openai_stub, home, target)
        while number % 3 and not openai_stub.requests and killed.poll() is None:  # a third at any moment, the others while calls are made
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 1.2 if number % 3 else whole))
        killed.kill()
        killed.wait(timeout=60)
        done = finished(home)
        used.append(len(done))
        assert not target.exists() or target.read_bytes() == expected, "written whole or not at all"
        target.unlink(missing_ok=True)
        openai_stub.requests.clear()
        assert start(openai_stub, home, target).wait(timeout=300) == code
        assert target.read_bytes() == expected
        assert not done & {key_of(openai_stub, request) for request in openai_stub.requests}
        assert len(openai_stub.requests) == asked - len(done)
    print(f"\n{KILLS} kills; finished calls found by the rerun: {sorted(used)} of {asked}")
