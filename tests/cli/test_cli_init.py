"""``shuzhi init`` as a user meets it: at a terminal an interview, without one a commented file; nothing found becomes a fact unseen."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

from pipeline.cli.app import run
from pipeline.facts.reading import load, loads

pty = pytest.importorskip("pty")

NOTES = """柳沟村支部工作笔记 2025
党员46名，常年在村29名，外出17名
5月16日 暴雨，8名党员转移群众6户14人
镇里点评：村务公开拖到第二个月才贴
明年打算5月前把老村部改成党员活动室
今天天气不错
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Terminal:
    """The command on a pseudo-terminal: wait for words, then type."""

    def __init__(self, *arguments: str, rest: Path) -> None:
        self.master, slave = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "dumb", "PYTHONUTF8": "1"}
        # A shell that runs the tests in the background has them ignore Ctrl-C, and what they start would inherit that.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=rest, env=environment, start_new_session=True
        )
        signal.signal(signal.SIGINT, before)
        os.close(slave)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, words: str, given: str = "") -> str:
        """Read until ``words`` and the prompt behind them have come, ``given`` standing in its line; return what came."""
        came, end = "", time.monotonic() + 120
        while not re.search(re.escape(words) + rf"(?s:.*)> {re.escape(given)}$", came):
            assert time.monotonic() < end, f"{words} never came: {came[-800:]}"
            came += self._more()
        return came

    def type(self, text: str) -> None:
        os.write(self.master, f"{text}\n".encode())

    def answer(self, words: str, text: str) -> str:
        came = self.until(words)
        self.type(text)
        return came

    def interrupt(self) -> None:
        """Press Ctrl-C until something happens: readline misses a signal that comes just before it waits for keys, and a user presses again."""
        for _ in range(20):
            os.killpg(self.process.pid, signal.SIGINT)
            if select.select([self.master], [], [], 3)[0]:
                return

    def end(self) -> tuple[int, str]:
        came = ""
        while piece := self._more():
            came += piece
        return self.process.wait(timeout=60), came

    def _more(self) -> str:
        if not select.select([self.master], [], [], 60)[0]:
            return ""
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux says so when the other side is closed
            return ""
        while data and _incomplete(data):
            data += os.read(self.master, 1)
        self.seen += data.decode("utf-8", "replace")
        return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _incomplete(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def test_an_interview_goes_back_refuses_skips_and_is_resumed(tmp_path: Path):
    target = tmp_path / "村.yaml"
    with Terminal("init", "-o", "村.yaml", rest=tmp_path) as terminal:
        terminal.answer("哪一类单位", "机官")
        terminal.answer("是不是“机关”", "村")
        terminal.answer("全称是什么", "例子")
        terminal.answer("云岭县水务局机关党支部", "甲镇乙村党支部")
        terminal.answer("上级党组织是哪个", "返回")
        terminal.answer("现在写的是：甲镇乙村党支部", "甲镇丙村党支部")
        terminal.answer("上级党组织是哪个", "")
        terminal.answer("述职人是什么职务", "党支部书记")
        terminal.answer("述职人姓名", "退出")
        code, said = terminal.end()
    assert code == 0
    assert "起草前还要" in said
    assert "年度" in said
    with Terminal("init", "-o", "村.yaml", rest=tmp_path) as terminal:
        assert "接着填 村.yaml" in terminal.until("述职人姓名")
        terminal.type("")
        terminal.answer("哪年哪月", "")
        terminal.answer("述的是哪一年", "2025")
        for words in ("落款写哪一天", "对篇幅有什么要求", "规定了总字数"):
            terminal.answer(words, "")
        terminal.answer("全村党员多少名", "全村党员46名，在村29名")
        terminal.answer("近三年发展", "退出")
        code, said = terminal.end()
    assert code == 0
    assert "可以起草了" in said
    facts = load(target)
    assert (facts.unit.name, facts.year, facts.facts[0].text) == ("甲镇丙村党支部", 2025, "全村党员46名，在村29名")
    assert "# 今年村集体收入多少" not in target.read_text(encoding="utf-8").split("内容: 全村党员46名")[0]


def test_ctrl_c_loses_nothing_that_was_answered(tmp_path: Path):
    with Terminal("init", "--unit", "村", "-o", "村.yaml", rest=tmp_path) as terminal:
        terminal.answer("全称是什么", "甲镇乙村党支部")
        terminal.until("上级党组织是哪个")
        terminal.interrupt()
        code, said = terminal.end()
    assert code == 0
    assert "已存到 村.yaml" in said
    assert "Traceback" not in said
    assert "名称: 甲镇乙村党支部" in (tmp_path / "村.yaml").read_text(encoding="utf-8")


def test_what_is_found_is_shown_with_its_source_before_it_is_taken(tmp_path: Path):
    (tmp_path / "笔记.txt").write_text(NOTES, encoding="utf-8")
    with Terminal("init", "--unit", "村", "--from", "笔记.txt", "-o", "村.yaml", rest=tmp_path) as terminal:
        for words, said in (
            ("全称是什么", "甲镇乙村党支部"),
            ("上级党组织", ""),
            ("什么职务", "党支部书记"),
            ("姓名", ""),
            ("哪年哪月", ""),
            ("哪一年", "2025"),
        ):
            terminal.answer(words, said)
        for words in ("落款", "篇幅", "总字数"):
            terminal.answer(words, "")
        shown = terminal.until("1 采用")
        assert "来自 笔记.txt 第2行：“党员46名，常年在村29名，外出17名”" in shown
        terminal.type("1")
        terminal.answer("8名党员转移群众6户14人", "2")
        terminal.until("改成怎样", "暴雨，8名党员转移群众6户14人")
        terminal.type("\x15暴雨夜转移群众6户14人")  # Ctrl-U empties the line
        terminal.answer("村务公开拖到第二个月才贴", "退出")
        code, _ = terminal.end()
    text = (tmp_path / "村.yaml").read_text(encoding="utf-8")
    facts = loads(text)
    assert code == 0
    assert [f.text for f in facts.facts] == ["党员46名，常年在村29名，外出17名", "暴雨夜转移群众6户14人"]
    assert facts.problems == ()
    assert facts.plans == ()
    assert "# - 表现: 村务公开拖到第二个月才贴" in text
    assert "# - 5月前把老村部改成党员活动室" in text


def test_piped_input_is_never_asked(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "init", "--unit", "村"],
        input="甲村\n",
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0
    assert "甲村" not in done.stdout
    assert "主题: 在村和外出党员" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_what_is_found_stays_a_comment(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "笔记.txt").write_text(NOTES, encoding="gb18030")
    assert run(["init", "--unit", "村", "--from", "笔记.txt", "-o", "村.yaml"]) == 0
    text = (tmp_path / "村.yaml").read_text(encoding="utf-8")
    assert "#   来自 笔记.txt 第2行：“党员46名，常年在村29名，外出17名”" in text
    assert "天气" not in text
    assert run(["draft", "村.yaml", "--offline"]) == 2
    assert "“事实”至少要有一条" in capsys.readouterr().err
    assert run(["init", "--from", "笔记.txt", "-o", "村.yaml"]) == 0
    assert (tmp_path / "村.yaml").read_text(encoding="utf-8") == text


def test_a_commented_proposal_is_a_fact_once_its_marks_are_removed(tmp_path: Path):
    (tmp_path / "笔记.txt").write_text(NOTES, encoding="utf-8")
    assert run(["init", "--unit", "村", "--from", "笔记.txt", "-o", "村.yaml"]) == 0
    text = (tmp_path / "村.yaml").read_text(encoding="utf-8")
    for line in ("- 主题: 在村和外出党员", "  内容: 党员46名，常年在村29名，外出17名", "- 表现: 村务公开拖到第二个月才贴", "  来源: 上级点评"):
        assert f"  # {line}" in text
        text = text.replace(f"  # {line}", f"  {line}")
    text = text.replace("  名称:\n", "  名称: 甲村党支部\n", 1).replace("  职务:\n", "  职务: 党支部书记\n").replace("\n年度:\n", "\n年度: 2025\n")
    facts = loads(text)
    assert facts.facts[0].text == "党员46名，常年在村29名，外出17名"
    assert facts.problems[0].source == "上级点评"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--unit", "机官"], 2, "是不是“机关”"),
        (["-o", "村.docx"], 2, "要以 .yaml 结尾"),
        (["-o", "没有/村.yaml"], 2, "没有这个文件夹"),
        (["--from", "没有.txt"], 2, "找不到文件"),
        (["--from", "旧.xls"], 2, ".xlsx"),
        (["--from", "坏.xlsx"], 2, "打不开"),
        (["--from", "密.txt", "-o", "新.yaml"], 4, "机密"),
        (["-o", "有.yaml"], 2, "已经有了"),
        (["--from", "好.txt", "-o", "坏.yaml"], 2, "中文冒号"),
        (["--from", "好.txt", "-o", "表.yaml"], 2, "整个文件是一个列表"),
    ],
)
def test_mistakes_end_in_words_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str):
    for name, text in (
        ("旧.xls", "x"),
        ("坏.xlsx", "x"),
        ("密.txt", "机密★10年\n走访12户"),
        ("有.yaml", "年度: 2025\n"),
        ("好.txt", "走访12户群众"),
        ("坏.yaml", "年度：2025\n单位: [\n"),
        ("表.yaml", "- 1\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert run(["init", *arguments]) == code
    assert said in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
