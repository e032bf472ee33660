"""What the pages tell a user to type works: every command in a fenced block is run, page by page, in a folder with the files they speak of."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.main import get_command

from pipeline import settings
from pipeline.cli.app import app, run
from pipeline.samples import load_report
from pipeline.samples.library import Library

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "corpus" / "README.md",
    ROOT / "eval" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
IDS = [page.relative_to(ROOT).as_posix() for page in PAGES]

NOT_RUN = {
    r"python3? -m venv |py -m venv |\S*pip (install|download) |source |\S*activate$": "an installation: `.ci/run` does it with the README's own words",
    r"\.venv/bin/(pytest|ruff|mypy)|\.ci/run": "tests, lint and types themselves: `.ci/run`",
    r"\S*shuzhi web": "serves until it is stopped: tests/web",
    r".* --(model|base-url) ": "needs a model: tests/cli/test_cli_doctor.py and tests/flows/test_draft_recorded.py have a stub of one",
    r"export SHUZHI_(CHROMA_URL|EMBED_MODEL)=": "needs a server: tests/samples have a stub of one",
    r"OLLAMA_\S+ ollama |ollama ": "another program",
    r"(\.venv/bin/)?shuzhi eval": "tens of seconds: tests/evaluation on fewer cases, `.ci/run` on all",
    r"(\.venv/bin/)?python (eval|docs)/": "writes into this checkout, or takes minutes: test_eval_readme.py, test_rule_pages.py and `.ci/run`",
}
"""Beginnings of commands that are not run here, each with the reason. What they hand to shuzhi is read all the same."""

NOTES = "柳沟村支部工作笔记 2025\n党员46名，常年在村29名，外出17名\n5月16日 暴雨，8名党员转移群众6户14人\n镇里点评：村务公开拖到第二个月才贴\n"


def blocks(page: Path, *languages: str) -> list[str]:
    found = re.finditer(r"^( *)```(\w+)\n(.*?)^\1```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [match[3] for match in found if match[2] in languages]


def commands(page: Path, *languages: str) -> list[str]:
    """The commands of the fenced blocks, comments left out, chains parted."""
    lines = "\n".join(blocks(page, *languages)).replace("\\\n", " ").splitlines()
    return [part.strip() for line in lines for part in re.sub(r"\s+#.*", "", line).split("&&") if part.strip()]


def shown(page: Path) -> list[list[str]]:
    """The arguments of every shuzhi command on the page, in blocks and in running text."""
    inline = re.findall(r"`(shuzhi [a-z][^`]*)`", page.read_text(encoding="utf-8"))
    typed = [line.replace(".venv\\Scripts\\", "") for line in (*commands(page, "sh", "bat"), *inline)]
    return [shlex.split(line)[1:] for line in typed if re.match(r"(\.venv/bin/)?shuzhi( |$)", line)]


def excused(command: str) -> str:
    return next((why for pattern, why in NOT_RUN.items() if re.match(pattern, command)), "")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file that the pages speak of."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copy(ROOT / "examples" / "facts-jiguan.yaml", folder / "我的事实.yaml")
    (folder / "工作笔记.txt").write_text(NOTES, encoding="utf-8")
    (folder / "回答.yaml").write_text(blocks(ROOT / "docs" / "rewriting.md", "yaml")[0], encoding="utf-8")
    (folder / "材料文件夹").mkdir()
    good, weak = (load_report(ROOT / "eval" / "cases" / case / "report.md").text for case in ("jiguan-2023-c", "jiguan-2025-d"))
    (folder / "材料文件夹" / "往年.md").write_text(good, encoding="utf-8")
    for name, text in (("我的报告.docx", weak), ("一份报告.docx", good), ("去年的报告.docx", good), ("模板.docx", "")):
        document = docx.Document()
        for paragraph in text.splitlines():
            document.add_paragraph(paragraph)
        document.save(str(folder / name))
    book = openpyxl.Workbook()
    for row in (("日期", "类型"), ("2025-01-10", "支委会"), ("2025-02-11", "支委会"), ("2025-02-20", "主题党日")):
        book.active.append(row)
    book.save(folder / "会议台账.xlsx")
    return folder


def typed(command: str, monkeypatch: pytest.MonkeyPatch, home: Path) -> int:
    """The exit code of one line, typed in the working folder."""
    if setting := re.fullmatch(r"export (\w+)=(\S+)", command):
        monkeypatch.setenv(setting[1], setting[2])
        return 0
    assert re.match(r"(\.venv/bin/)?shuzhi ", command), f"nobody runs this: {command}"
    arguments = shlex.split(command)[1:]
    if arguments[:2] == ["corpus", "remove"]:
        arguments[2:] = Library(home / "library").ids()
    return run(arguments)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_does_what_it_says(
    page: Path, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean_environment: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(shutil.copytree(desk, tmp_path / "here"))
    for command in commands(page, "sh"):
        if excused(command):
            continue
        code = typed(command, monkeypatch, clean_environment)
        said = capsys.readouterr()
        # 1 is done as well: a report that is checked may have what must be changed.
        assert code in {0, 1}, f"{command}\n{said.err}"
        wanted = re.findall(r"(?:-o|--trace|--oral) (\S+)", command)
        assert [name for name in wanted if not Path(name).exists()] == [], f"{command}\n{said.err}"
        assert wanted or said.out or said.err or command.startswith("export"), command


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_shown_is_one_there_is(page: Path):
    unknown = []
    for arguments in shown(page):
        command, rest = get_command(app), list(arguments)
        while rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest.pop(0)]
        options = {"--help"} | {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        strange = [word for word in rest if word.startswith("-") and word.rstrip(",") not in options]
        if strange or (hasattr(command, "commands") and rest and not rest[0].startswith("-")):
            unknown.append((" ".join(arguments), strange))
    assert unknown == []


def test_every_excuse_is_used():
    typed = [command for page in PAGES for command in commands(page, "sh", "bat")]
    assert [pattern for pattern in NOT_RUN if not any(re.match(pattern, command) for command in typed)] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_settings_shown_are_settings(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for text in blocks(page, "toml"):
        Path(settings.CONFIG).write_text(text, encoding="utf-8")
        assert settings.read() != settings.Settings.model_construct()


def test_places_that_messages_send_to_are_there():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    headings = re.findall(r"^#+ (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    sent = set(re.findall(r"README“(.+?)”一节", code))
    assert sent
    assert sent <= set(headings)
    assert [name for name in set(re.findall(r"\b((?:docs|eval)/\w+\.md)", code)) if not (ROOT / name).exists()] == []


def test_every_setting_is_told():
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    untold = [name for name in settings.Settings.model_fields if f"SHUZHI_{name.upper()}`" not in text and f"`[{name}]`" not in text]
    assert untold == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", page.read_text(encoding="utf-8")):
        path, _, anchor = "".join(target).partition("#")
        there = page if not path else page.parent / path
        if path.startswith("http"):
            continue
        if not there.exists() or (
            anchor and not re.search(rf"^#+ {re.escape(anchor)}$|id=\"{anchor}\"", there.read_text(encoding="utf-8"), re.MULTILINE)
        ):
            broken.append("".join(target))
    assert broken == []
