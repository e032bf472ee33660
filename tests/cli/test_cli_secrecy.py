"""What leaves this machine: nothing that is marked, nobody's personal data, no key, and nothing to a remote host without a yes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from model_stub import obedient
from openai_stub import Request, Response, Stub

from pipeline.cli import consent
from pipeline.errors import InputError
from pipeline.events import Event
from pipeline.llm.hosts import Reach, reach
from pipeline.wiring import Destination

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "facts-jiguan.yaml"
KEY = "sk-planted-91c4d7"
REMOTE = "https://api.model.example/v1"
WATCH = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto") else None)
from pipeline.cli.app import run
code = run(sys.argv[1:])
print(seen, file=sys.stderr)
sys.exit(code)
"""


class Listener:
    """A server that only counts who connects."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=10)


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


def shuzhi(*arguments: object, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "HOME", "TMPDIR", "PYTHONPATH")}
    return subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        env=kept | {"SHUZHI_HOME": str(home), "PYTHONUTF8": "1", "OPENAI_API_KEY": KEY} | environment,
        check=False,
        timeout=180,
    )


def holding(words: str, *folders: Path) -> list[Path]:
    return [p for folder in folders for p in folder.rglob("*") if p.is_file() and words.encode() in p.read_bytes()]


def test_a_listener_counts(listener: Listener):
    with socket.create_connection(("127.0.0.1", int(listener.url.rpartition(":")[2].removesuffix("/v1")))) as client:
        assert client.recv(1) == b""
    assert listener.connections == 1


@pytest.mark.parametrize("mark", ["# 机密★5年", "# 秘密★", "# 绝密", "# 内部资料", "# 注意保存"])
@pytest.mark.parametrize("place", ["facts", "last year"])
def test_what_is_marked_opens_no_socket_and_leaves_no_text(clean_environment: Path, tmp_path: Path, listener: Listener, mark: str, place: str):
    secret = "雁门专项布控三十七处"
    facts, last = tmp_path / "facts.yaml", tmp_path / "去年.txt"
    marked = f"\n{mark}\n# {secret}\n"
    facts.write_text(EXAMPLE.read_text(encoding="utf-8") + (marked if place == "facts" else ""), encoding="utf-8")
    last.write_text(f"去年的报告\n{marked.replace('# ', '')}" if place == "last year" else "去年的报告", encoding="utf-8")
    done = shuzhi(
        *("draft", facts, "--last-year", last, "--model", "m", "--base-url", listener.url, "--yes", "-o", tmp_path / "x.md"),
        home=clean_environment,
        SHUZHI_EMBED_MODEL="e",
        SHUZHI_CHROMA_URL=listener.url,
    )
    assert done.returncode == 4, done.stderr
    assert done.stderr.rstrip().endswith("[]"), "no connection, no look-up"
    assert listener.connections == 0
    assert not (tmp_path / "x.md").exists()
    assert secret not in done.stdout + done.stderr
    assert holding(secret, clean_environment) == []


PEOPLE = """
单位: {名称: 云溪县水务局机关党支部, 类型: 机关}
述职人: {职务: 党支部书记, 姓名: 王建国}
年度: 2025
事实:
  - 内容: 走访困难党员李秀兰同志3次，帮她联系医院2回，她的电话是13800138000
  - 内容: 为住在3号楼2单元501室的群众代办事项5件，联系信箱 zhang.san@example.com
问题:
  - 表现: 对困难党员李秀兰同志的情况掌握得晚，身份证号11010519491231002X的信息登记错了1次
    原因: 我和王建国的名字签在一起就算管了
"""
PERSONAL = ["王建国", "李秀兰", "13800138000", "3号楼2单元501室", "zhang.san@example.com", "11010519491231002X"]


def test_personal_data_leaves_as_tokens_and_comes_back(clean_environment: Path, tmp_path: Path, openai_stub: Stub):
    facts, target = tmp_path / "facts.yaml", tmp_path / "x.json"
    facts.write_text(PEOPLE, encoding="utf-8")
    openai_stub.answer(obedient())
    done = shuzhi("draft", facts, "--model", "m", "--base-url", openai_stub.url, "-o", target, home=clean_environment)
    assert done.returncode in {0, 1}, done.stderr
    sent = json.dumps([r.body for r in openai_stub.requests], ensure_ascii=False)
    assert [value for value in PERSONAL if value in sent] == []
    assert "{人名B}" in sent
    text = "".join(i["text"] for s in json.loads(target.read_text(encoding="utf-8"))["sections"] for i in s["items"])
    assert [value for value in PERSONAL[1:5] if value not in text] == []
    assert "{人名" not in text
    assert [value for value in PERSONAL if holding(value, clean_environment)] == []


def test_a_token_that_stands_for_nobody_is_sent_back(clean_environment: Path, tmp_path: Path, openai_stub: Stub):
    facts, target = tmp_path / "facts.yaml", tmp_path / "x.md"
    facts.write_text(PEOPLE, encoding="utf-8")
    told = []

    def script(request: Request) -> Response:
        if len(request.messages) > 2:
            told.append(request.messages[-1]["content"])
        bend = None if len(request.messages) > 2 else lambda task, parts: {n: t.replace("{人名B}", "{人名K}") for n, t in parts.items()}
        return obedient(bend)(request)

    openai_stub.answer(script)
    shuzhi("draft", facts, "--model", "m", "--base-url", openai_stub.url, "-o", target, home=clean_environment)
    assert any("{人名K}" in words for words in told)
    assert "人名" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        Stub.fail(401, f"Incorrect API key provided: {KEY}"),
        Stub.fail(400, f"Content Exists Risk {KEY}"),
        Stub.fail(500, f"Authorization: Bearer {KEY}"),
        Stub.raw(f'{{"choices": "{KEY}'.encode()),
        Stub.say(f"我的密钥是{KEY}"),
    ],
)
def test_a_key_is_nowhere(clean_environment: Path, tmp_path: Path, openai_stub: Stub, answer: Response | None):
    openai_stub.answer(lambda request: answer or obedient()(request))
    targets = [x for ending in ("md", "json", "docx", "txt") for x in ("-o", tmp_path / f"x.{ending}")]
    done = shuzhi("draft", EXAMPLE, "--model", "m", "--base-url", openai_stub.url, *targets, home=clean_environment, SHUZHI_FALLBACK_MODEL="n")
    assert done.returncode in {0, 1, 3}, done.stderr
    assert openai_stub.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert holding(KEY, clean_environment, tmp_path) == []


def test_a_key_is_not_sent_to_another_host(clean_environment: Path):
    from pipeline import settings, wiring

    chosen = settings.read(model="a", base_url="https://one.example/v1", api_key=KEY, fallback_model="b", fallback_base_url="https://two.example/v1")
    first, second = wiring.endpoints(chosen)
    assert (first.api_key.get_secret_value(), second.api_key) == (KEY, None)
    near = wiring.endpoints(chosen.model_copy(update={"fallback_base_url": None}))[1]
    assert (near.model, near.base_url, near.api_key.get_secret_value()) == ("b", "https://one.example/v1", KEY)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:11434/v1", Reach.LOOPBACK),
        ("http://localhost:8000/v1", Reach.LOOPBACK),
        ("http://[::1]:8000/v1", Reach.LOOPBACK),
        ("http://10.1.2.3/v1", Reach.PRIVATE),
        ("http://192.168.1.5:8000/v1", Reach.PRIVATE),
        ("http://172.16.0.9/v1", Reach.PRIVATE),
        ("http://gpu-server:8000/v1", Reach.PRIVATE),
        ("http://llm.unit.lan/v1", Reach.PRIVATE),
        ("https://api.deepseek.com/v1", Reach.REMOTE),
        ("http://8.8.8.8/v1", Reach.REMOTE),
        ("http://127.0.0.1.example.com/v1", Reach.REMOTE),
        ("http://localhost@8.8.8.8/v1", Reach.REMOTE),
        ("http://0.0.0.0/v1", Reach.REMOTE),
        ("not a url", Reach.REMOTE),
    ],
)
def test_where_an_address_leads(address: str, expected: Reach):
    assert reach(address) is expected


def test_without_a_yes_a_remote_host_gets_nothing(clean_environment: Path, tmp_path: Path):
    done = shuzhi("draft", EXAMPLE, "--model", "m", "--base-url", REMOTE, "-o", tmp_path / "x.md", home=clean_environment)
    assert done.returncode == 2
    assert "还没有同意把内容发到 api.model.example" in done.stderr
    assert "--yes" in done.stderr
    assert done.stderr.rstrip().endswith("[]")
    assert not (tmp_path / "x.md").exists()


def test_a_yes_is_remembered_for_its_host_alone(tmp_path: Path):
    events: list[Event] = []
    one, other = Destination("模型服务", REMOTE), Destination("模型服务", "https://other.example/v1")
    with pytest.raises(InputError, match=r"api\.model\.example"):
        consent.agree([one], tmp_path, events.append)
    consent.agree([one], tmp_path, events.append, yes=True)
    consent.agree([one], tmp_path, events.append)
    assert "api.model.example" in events[-1].text
    with pytest.raises(InputError, match=r"other\.example"):
        consent.agree([one, other], tmp_path, events.append)
    with pytest.raises(InputError):
        consent.agree([one], tmp_path / "another home", events.append)


@pytest.mark.parametrize("content", ["", "[]", '{"hosts": 3}', "\x00", '{"hosts": ["api.model.example"]}'])
def test_a_broken_memory_holds_no_yes(tmp_path: Path, content: str):
    (tmp_path / consent.FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        consent.agree([Destination("模型服务", REMOTE)], tmp_path, lambda event: None)


def test_loopback_and_private_are_named_as_such(tmp_path: Path):
    events: list[Event] = []
    near = [Destination("模型服务", "http://127.0.0.1:8000/v1"), Destination("向量服务", "http://10.0.0.5/v1")]
    consent.agree(near, tmp_path, events.append)
    assert [e.text for e in events] == [
        "模型服务在本机（127.0.0.1）：内容不离开这台机器。",
        "向量服务在内网（10.0.0.5）：内容会离开这台机器，不上互联网。",
    ]
    assert list(tmp_path.iterdir()) == []


def test_every_way_out_is_a_destination(clean_environment: Path):
    from pipeline import settings, wiring

    chosen = settings.read(
        model="a", base_url=REMOTE, fallback_model="b", fallback_base_url="https://two.example/v1", embed_model="e", chroma_url="https://c.example"
    )
    assert [d.purpose for d in wiring.destinations(chosen)] == ["模型服务", "模型服务", "向量服务", "样本库服务器"]
    assert wiring.destinations(chosen.model_copy(update={"offline": True})) == ()


def test_what_is_meant_for_this_machine_takes_no_proxy(clean_environment: Path, tmp_path: Path, openai_stub: Stub, listener: Listener):
    openai_stub.answer(obedient())
    proxy = listener.url.removesuffix("/v1")
    done = shuzhi(
        "draft",
        EXAMPLE,
        "--model",
        "m",
        "--base-url",
        openai_stub.url,
        "-o",
        tmp_path / "x.md",
        home=clean_environment,
        HTTP_PROXY=proxy,
        http_proxy=proxy,
    )
    assert done.returncode == 0, done.stderr
    assert openai_stub.requests
    assert listener.connections == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_at_a_terminal_the_question_is_asked_and_a_no_sends_nothing(clean_environment: Path, tmp_path: Path):
    import pty

    ours, theirs = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "TMPDIR", "PYTHONPATH")}
    command = [sys.executable, "-c", WATCH, "draft", str(EXAMPLE), "--model", "m", "--base-url", REMOTE, "-o", str(tmp_path / "x.md")]
    asked = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env=kept | {"SHUZHI_HOME": str(clean_environment), "PYTHONUTF8": "1", "OPENAI_API_KEY": KEY},
    )
    os.close(theirs)
    os.write(ours, b"n\n")
    assert asked.wait(timeout=180) == 2
    asked.stdout.close()
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    assert "同意吗" in shown.decode()
    assert "[]" in shown.decode()
    assert not (clean_environment / consent.FILE_NAME).exists()
    assert not (tmp_path / "x.md").exists()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other side is closed
        return b""


def test_a_yes_at_the_terminal_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(consent.typer, "confirm", lambda *args, **kwargs: True)
    consent.agree([Destination("模型服务", REMOTE)], tmp_path, lambda event: None)
    assert "api.model.example" in (tmp_path / consent.FILE_NAME).read_text(encoding="utf-8")
