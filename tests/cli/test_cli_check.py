"""``shuzhi check`` and ``shuzhi rules`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli_draft import EXAMPLE, shuzhi

REPORT = "2025年度抓基层党建工作述职报告\n一、履职情况\n我走访群众**户。\n二、存在的主要问题\n我抓得不细。\n三、下一步打算\n我每月检查一次。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告 一.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_text_marks_the_words_meant(report: Path, clean_environment: Path):
    done = shuzhi("check", report, home=clean_environment)
    assert done.returncode == 1
    lines = done.stdout.split("\n")
    place = next(i for i, line in enumerate(lines) if "我走访群众**户。" in line)
    assert lines[place + 1].strip() == "^^"
    assert lines[place + 1].index("^") == 4 + 2 * len("我走访群众")
    assert "必须改 T01" in done.stdout
    assert "\x1b[" not in done.stdout
    assert done.stderr == ""


def test_json_is_that_of_the_contract_and_several_files_are_a_list(report: Path, clean_environment: Path):
    one = json.loads(shuzhi("check", report, "--format", "json", home=clean_environment).stdout)
    assert set(one) == {"file", "chars", "findings"}
    assert set(one["findings"][0]) == {"code", "level", "section", "excerpt", "message", "advice", "start", "end"}
    two = json.loads(shuzhi("check", report, report, "--format", "json", home=clean_environment).stdout)
    assert two == [one, one]


def test_html_is_one_page_with_the_words_marked(report: Path, clean_environment: Path, tmp_path: Path):
    report.write_text(REPORT + "<script>alert(1)</script>。\n", encoding="utf-8")
    page = tmp_path / "结果.html"
    done = shuzhi("check", report, "--format", "html", "-o", page, home=clean_environment)
    assert done.returncode == 1
    text = page.read_text(encoding="utf-8")
    assert '<mark class="error"' in text
    assert ">**</mark>" in text
    assert "<script" not in text
    assert "http" not in text


def test_settings_choose_and_accept(report: Path, clean_environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from pipeline.cli.app import run

    (tmp_path / "shuzhi.toml").write_text('[check]\nignore = ["P", "S", "O"]\naccept = ["T01：走访群众"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", str(report)]) == 0
    assert run(["check", str(report), "--select", "T01"]) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check", "没有.md"], 2, "找不到"),
        (["check", "R", "--select", "Q7"], 2, "没有编号为 Q7 的规则"),
        (["check", "R", "--written", "去年"], 2, "看不懂写作日期"),
        (["check", "R", "R", "--format", "html"], 2, "一次只能写一份"),
        (["rules", "Q7"], 2, "没有编号为 Q7 的规则"),
    ],
)
def test_mistakes_are_told(arguments: list[str], code: int, said: str, report: Path, clean_environment: Path):
    done = shuzhi(*[report if a == "R" else a for a in arguments], home=clean_environment)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secrecy_mark_is_refused(report: Path, clean_environment: Path):
    report.write_text(f"机密★\n{REPORT}", encoding="utf-8")
    done = shuzhi("check", report, home=clean_environment)
    assert (done.returncode, done.stdout) == (4, "")


def test_a_facts_file_is_checked_itself(clean_environment: Path):
    done = shuzhi("check", EXAMPLE, "--format", "json", home=clean_environment)
    assert done.returncode in (0, 1)
    assert json.loads(done.stdout)["chars"] == 0


def test_rules_are_listed_and_explained(clean_environment: Path):
    listed = shuzhi("rules", home=clean_environment)
    assert listed.returncode == 0
    assert "T01" in listed.stdout
    one = shuzhi("rules", "t01", home=clean_environment)
    assert all(word in one.stdout for word in ("坏例", "好例", "依据"))


@pytest.mark.parametrize("name", ["facts-jiguan", "facts-xuexiao"])
def test_our_own_markdown_has_no_marks_to_mend(name: str, clean_environment: Path):
    golden = Path(__file__).parents[1] / "golden" / f"{name}.md"
    done = shuzhi("check", golden, "--select", "T01", "--format", "json", home=clean_environment)
    assert json.loads(done.stdout)["findings"] == []
