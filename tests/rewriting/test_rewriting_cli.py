"""``shuzhi rewrite`` as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from weak_reports import ANSWERS, HEAD, MERGED, TAIL

from pipeline.documents import read_text

ROOT = Path(__file__).parent.parent.parent
FACTS = ROOT / "examples" / "facts-jiguan.yaml"


def shuzhi(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LANG", "HOME", "TMPDIR")}
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "rewrite", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=kept | {"SHUZHI_HOME": str(home), "PYTHONUTF8": "1"},
        check=False,
        timeout=120,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.md"
    path.write_text(MERGED, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "回答.yaml"
    path.write_text("".join(f"{id_}: {text}\n" for id_, text in ANSWERS.items()), encoding="utf-8")
    return path


def test_json_is_that_of_the_contract(report: Path, answers: Path, tmp_path: Path, clean_environment: Path):
    target = tmp_path / "x.json"
    done = shuzhi(report, "--answers", answers, "--offline", "-o", target, home=clean_environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    record = json.loads(target.read_text(encoding="utf-8"))
    assert list(record)[:7] == ["before", "after", "diagnosis_before", "diagnosis_after", "problems", "questions", "todo"]
    assert record["before"].startswith("二、存在的问题及原因\n（一）组织生活形式不够丰富。")
    assert record["diagnosis_after"]["score"] - record["diagnosis_before"]["score"] >= 30
    assert {"code", "level", "section", "excerpt", "message", "advice"} == set(record["diagnosis_before"]["findings"][0])
    assert [list(p) for p in record["problems"]] == [["statement", "evidence", "cause", "measure", "facts", "confirm"]] * 3
    assert record["problems"][0]["facts"] == ["问1-证据", "问1-原因"]
    assert "12次主题党日" in record["problems"][0]["evidence"][0]
    assert {"id", "text", "problem"} <= set(record["questions"][0])
    assert record["document"].startswith(HEAD)


def test_diagnosis_and_questions_are_useful_by_themselves(report: Path, clean_environment: Path):
    done = shuzhi(report, "--no-input", home=clean_environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# 存在问题：改写前后")
    for words in ("改写前", "改写后", "待补充", "请确认", "P03"):
        assert words in done.stdout
    for words in ("满分 100", "证据0/30", "问1-证据", "--answers", "没有配置模型"):
        assert words in done.stderr
    assert "\x1b[" not in done.stderr


def test_text_keeps_line_ends_and_all_the_rest(tmp_path: Path, answers: Path, clean_environment: Path):
    report, target = tmp_path / "报告.txt", tmp_path / "新.txt"
    report.write_bytes(MERGED.replace("\n", "\r\n").encode("gb18030"))
    done = shuzhi(report, "--answers", answers, "--offline", "--no-plan", "-o", target, home=clean_environment)
    assert done.returncode == 0, done.stderr
    new = target.read_bytes().decode("utf-8-sig")
    assert new.startswith(HEAD.replace("\n", "\r\n"))
    assert new.endswith(TAIL.replace("\n", "\r\n"))
    assert "\n" not in new.replace("\r\n", "")


def test_word_files_are_read(tmp_path: Path, answers: Path, clean_environment: Path):
    document = docx.Document()
    for line in MERGED.split("\n"):
        document.add_paragraph(line)
    document.save(tmp_path / "报告.docx")
    done = shuzhi(tmp_path / "报告.docx", "--answers", answers, "--offline", "--facts", FACTS, "-o", tmp_path / "x.md", home=clean_environment)
    assert done.returncode == 0, done.stderr
    assert "5月那次21名党员到了9名" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_a_word_file_comes_back_with_tracked_changes(tmp_path: Path, answers: Path, clean_environment: Path):
    document = docx.Document()
    for line in MERGED.split("\n"):
        document.add_paragraph(line)
    report, target = tmp_path / "报告.docx", tmp_path / "修订.docx"
    document.save(report)
    done = shuzhi(report, "--answers", answers, "--offline", "-o", target, "-o", tmp_path / "x.json", home=clean_environment)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert read_text(target).rstrip("\n") == record["document"].rstrip("\n")
    parts = zipfile.ZipFile(target)
    body = parts.read("word/document.xml").decode()
    assert body.count("<w:ins ") >= 6
    assert "述职助手" in body
    assert all(words in parts.read("word/comments.xml").decode() for words in ("第一个问题", "依据事实", "问1-证据"))


def test_tracked_changes_need_a_word_file(report: Path, tmp_path: Path, clean_environment: Path):
    done = shuzhi(report, "--offline", "-o", tmp_path / "x.docx", home=clean_environment)
    assert done.returncode == 2
    assert "不是 Word 文件" in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("问9-证据: 9次", "问9-证据"),
        ("- 9次", "问题编号: 回答"),
        ("问1-证据: '9次", "引号"),
        ("问1-证据: {次数: 9}", "写成一段话"),
        ("问1-证据: 甲\n问1-证据: 乙", "写了两次"),
    ],
)
def test_a_wrong_answers_file_ends_in_words_and_exit_2(content: str, said: str, report: Path, tmp_path: Path, clean_environment: Path):
    wrong, target = tmp_path / "错.yaml", tmp_path / "x.md"
    wrong.write_text(content, encoding="utf-8")
    done = shuzhi(report, "--answers", wrong, "--offline", "-o", target, home=clean_environment)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not target.exists()


def test_answers_may_be_written_as_clerks_write(report: Path, tmp_path: Path, clean_environment: Path):
    plain, target = tmp_path / "回答.yaml", tmp_path / "x.json"
    plain.write_text("# 我的回答\n问1-证据：到会: 5月21名到了9名\n问1-原因：\n问2-证据: |\n  4次研究\n  只有1次议业务\n", encoding="utf-8")
    done = shuzhi(report, "--answers", plain, "--offline", "-o", target, home=clean_environment)
    assert done.returncode == 0, done.stderr
    after = json.loads(target.read_text(encoding="utf-8"))["after"]
    assert "5月21名到了9名" in after
    assert "只有1次议业务" in after


def test_other_mistakes_end_in_words_too(report: Path, tmp_path: Path, clean_environment: Path):
    bare = tmp_path / "没有问题.md"
    bare.write_text(HEAD + TAIL, encoding="utf-8")
    for arguments, said in (
        ([bare], "看到的标题有"),
        (["没有.md"], "找不到文件"),
        ([report, "-o", "x.pdf"], "不知道怎么写"),
        ([report, "--facts", "没有.yaml"], "找不到文件"),
        ([tmp_path / "x.pdf"], "改写只认"),
    ):
        done = shuzhi(*arguments, home=clean_environment)
        assert done.returncode == 2, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_marked_report_is_refused(tmp_path: Path, clean_environment: Path):
    marked = tmp_path / "报告.md"
    marked.write_text("秘密★10年\n" + MERGED, encoding="utf-8")
    done = shuzhi(marked, "-o", tmp_path / "x.md", home=clean_environment)
    assert done.returncode == 4
    assert not (tmp_path / "x.md").exists()
