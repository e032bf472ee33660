"""``shuzhi web`` as a command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from pipeline.cli.app import run

ROOT = Path(__file__).parents[2]


def test_the_command_itself_loads_no_server():
    script = "import sys\nfrom pipeline.cli.app import run\nassert run(['web', '--help']) == 0\nprint(*sorted(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert not {"starlette", "uvicorn", "jinja2"} & set(done.stdout.splitlines()[-1].split())


def test_a_port_in_use_is_told(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["web", "--no-browser", "--port", str(taken.getsockname()[1])]) == 2
    assert "换一个" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_it_serves_this_machine_alone_and_ends_quietly(tmp_path):
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "pipeline", "web", "--no-browser"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        address = server.stdout.readline().strip()
        host, port = address.removeprefix("http://").partition("/")[0].split(":")
        assert host == "127.0.0.1"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
        assert "述职" in opener.open(address, timeout=20).read().decode()
        listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]] if Path("/proc/net/tcp").exists() else []
        assert f"00000000:{int(port):04X}" not in listening
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in said
    assert "token" not in said
    assert "填过的都在文件里" in said
