"""The command as a user meets it: files out, summary on stderr, exit codes by the contract, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openai_stub import Stub

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "facts-jiguan.yaml"


def shuzhi(*arguments: object, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG", "HOME", "TMPDIR")}
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept | {"SHUZHI_HOME": str(home), "PYTHONUTF8": "1"} | environment,
        check=False,
        timeout=120,
    )


def test_all_four_formats_and_a_summary_a_clerk_understands(clean_environment: Path, tmp_path: Path):
    targets = [tmp_path / f"述职.{ending}" for ending in ("docx", "md", "txt", "json")]
    done = shuzhi("draft", EXAMPLE, "--offline", *(x for t in targets for x in ("-o", t)), home=clean_environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert all(t.stat().st_size for t in targets)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(t.name for t in targets)
    for words in ("存在的主要问题", "待补充", "请确认", "合计", "已写到"):
        assert words in done.stderr
    assert "\x1b[" not in done.stderr
    sources = [s for sec in json.loads(targets[3].read_text(encoding="utf-8"))["sections"] for i in sec["items"] for s in i["sources"]]
    assert sources

    again = shuzhi("draft", EXAMPLE, "--offline", "-o", tmp_path / "再.md", home=clean_environment)
    assert "建立样本索引" in done.stderr
    assert "建立样本索引" not in again.stderr
    assert (tmp_path / "再.md").read_bytes() == targets[1].read_bytes()


def test_markdown_goes_to_stdout_without_o(clean_environment: Path):
    done = shuzhi("draft", EXAMPLE, home=clean_environment)
    assert done.returncode == 0
    assert done.stdout.startswith("# 云溪县水务局机关党支部书记2025年度抓基层党建工作述职报告")
    assert "没有配置模型" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "没有.yaml"], "找不到文件"),
        (["draft", EXAMPLE, "-o", "x.pdf"], "不知道怎么写"),
        (["draft", EXAMPLE, "-o", "没有这个文件夹/x.md"], "没有这个文件夹"),
        (["draft", EXAMPLE, "--offlien"], "没有“--offlien”这个选项"),
        (["drafft", EXAMPLE], "用法不对"),
        (["draft", EXAMPLE, "--last-year", "没有.docx"], "没有.docx"),
        (["draft", EXAMPLE, "--model", "m"], "没有密钥"),
    ],
)
def test_mistakes_end_in_words_and_exit_2(arguments: list[object], said: str, clean_environment: Path):
    done = shuzhi(*arguments, home=clean_environment)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_wrong_facts_list_every_mistake_and_write_nothing(clean_environment: Path, tmp_path: Path):
    bad = tmp_path / "facts.yaml"
    bad.write_text("单位: {名字: 甲}\n年度: 25\n事实: []\n", encoding="utf-8")
    done = shuzhi("draft", bad, "-o", tmp_path / "x.md", home=clean_environment)
    assert done.returncode == 2
    assert "第 1 行第 6 列：不认识“名字”，是不是“名称”？" in done.stderr
    assert "第 2 行" in done.stderr
    assert "第 3 行" in done.stderr
    assert not (tmp_path / "x.md").exists()


def test_marked_secret_input_is_refused_and_nothing_leaves(clean_environment: Path, tmp_path: Path, openai_stub: Stub):
    secret = tmp_path / "facts.yaml"
    secret.write_text(EXAMPLE.read_text(encoding="utf-8") + "\n# 机密★5年\n", encoding="utf-8")
    last = tmp_path / "去年.txt"
    last.write_text("内部资料\n去年的报告", encoding="utf-8")
    model = ("--model", "m", "--base-url", openai_stub.url, "-o", tmp_path / "x.md")
    for arguments in ((secret, *model), (EXAMPLE, "--last-year", last, *model)):
        done = shuzhi("draft", *arguments, home=clean_environment, OPENAI_API_KEY="sk-x")
        assert done.returncode == 4, done.stderr
        assert "标志" in done.stderr
    assert openai_stub.requests == []
    assert not (tmp_path / "x.md").exists()


def test_offline_opens_no_connection(clean_environment: Path, tmp_path: Path, openai_stub: Stub):
    """An audit hook below every library turns any connection into an error; the endpoint that is configured must not be asked."""
    watch = (
        "import sys\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(event) if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto') else None)\n"
        "from pipeline.cli.app import run\n"
        f"code = run(['draft', {str(EXAMPLE)!r}, '--offline', '--model', 'm', '--base-url', {openai_stub.url!r}, '-o', {str(tmp_path / 'x.md')!r}])\n"
        "print(code, seen)\n"
    )
    env = {k: v for k, v in os.environ.items() if k == "PATH"} | {"SHUZHI_HOME": str(clean_environment), "OPENAI_API_KEY": "sk-x"}
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=env, check=True)
    assert done.stdout.strip() == "0 []"
    assert openai_stub.requests == []


def test_the_offline_guard_stops_a_library_that_calls_home():
    script = (
        "import socket\nfrom pipeline.wiring import network\n"
        "with network(allowed=False):\n"
        "    try:\n        socket.create_connection(('127.0.0.1', 9))\n"
        "    except RuntimeError as error:\n        print('stopped', 'offline' in str(error))\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError:\n    print('allowed again')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert done.stdout.split("\n")[:2] == ["stopped True", "allowed again"]


def test_an_unreachable_model_exits_3_and_writes_nothing(clean_environment: Path, tmp_path: Path):
    done = shuzhi(
        "draft",
        EXAMPLE,
        "--model",
        "m",
        "--base-url",
        "http://127.0.0.1:9/v1",
        "-o",
        tmp_path / "x.md",
        home=clean_environment,
        OPENAI_API_KEY="sk-x",
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "sk-x" not in done.stderr
    assert not (tmp_path / "x.md").exists()


def test_settings_come_from_flag_then_environment_then_file(clean_environment: Path, tmp_path: Path):
    script = "from pipeline.settings import read\nprint(read().model, read(model='flag').model, read().parallel)\n"
    (tmp_path / "shuzhi.toml").write_text('model = "file"\nparallel = 2\n', encoding="utf-8")
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SHUZHI_HOME": str(clean_environment)}
    run = lambda **more: subprocess.run(  # noqa: E731
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, env=env | more, check=True
    ).stdout.split()
    assert run() == ["file", "flag", "2"]
    assert run(SHUZHI_MODEL="env") == ["env", "flag", "2"]


@pytest.mark.parametrize("text", ['model = "x', 'modle = "x"\n', "parallel = 0\n"])
def test_a_broken_config_file_is_named(text: str, clean_environment: Path, tmp_path: Path):
    (tmp_path / "shuzhi.toml").write_text(text, encoding="utf-8")
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SHUZHI_HOME": str(clean_environment)}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "draft", str(EXAMPLE)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=env,
        check=False,
    )
    assert done.returncode == 2
    assert "shuzhi.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from pipeline.cli import outputs
    from pipeline.errors import InputError

    target = tmp_path / "报告.md"
    target.write_text("上一版", encoding="utf-8")

    def open_in_word(source: object, destination: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(outputs.os, "replace", open_in_word)
    with pytest.raises(InputError, match="写不了"):
        outputs.write_bytes(target, "新的一版".encode())
    assert target.read_text(encoding="utf-8") == "上一版"
    assert [p.name for p in tmp_path.iterdir()] == ["报告.md"]
