"""The Word options of ``draft``: template, comments, trace, oral version, fonts."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from pipeline.cli.app import run

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "facts-xuexiao.yaml"


def test_everything_at_once(tmp_path, capsys):
    report, trace, sheet, oral = (tmp_path / name for name in ("报告.docx", "trace.docx", "出处.xlsx", "现场稿.docx"))
    code = run(["draft", str(EXAMPLE), "--offline", "--comments", "-o", str(report), "-o", str(trace), "--trace", str(sheet), "--oral", str(oral)])
    told = capsys.readouterr()
    assert code in (0, 1)
    assert told.out == ""
    assert all(f"已写到 {path}" in told.err for path in (report, trace, sheet, oral))
    assert "约需" in told.err
    assert "约需" in next(iter(Document(oral).comments)).text
    assert Document(trace).tables
    assert not Document(report).tables
    assert len(list(Document(report).comments)) > 2
    assert Document(oral).paragraphs[1].text == "各位领导、同志们："
    assert sheet.read_bytes().startswith(b"PK")


def test_a_template_restyles_the_report(tmp_path, capsys):
    template, report = tmp_path / "模板.docx", tmp_path / "报告.docx"
    document = Document()
    document.sections[0].header.paragraphs[0].text = "某局"
    document.save(template)
    assert run(["draft", str(EXAMPLE), "--offline", "--template", str(template), "-o", str(report)]) in (0, 1)
    assert Document(report).sections[0].header.paragraphs[0].text == "某局"
    assert "字体：" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--trace", "出处.pdf"], "出处表不能写成"),
        (["--oral", "稿.pdf"], "不知道怎么写"),
        (["--template", "没有.docx", "-o", "x.docx"], "找不到文件"),
        (["--template", "模板.dotx", "-o", "x.docx"], "要用 .docx"),
        (["-o", "x.docx", "--oral", "x.docx"], "写了两次"),
    ],
)
def test_mistakes_write_nothing(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["draft", str(EXAMPLE), "--offline", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_fonts_are_set_in_the_settings(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shuzhi.toml").write_text('[word]\nbody = "某某仿宋"\nlatin = "Times New Roman"\n', encoding="utf-8")
    run(["draft", str(EXAMPLE), "--offline", "-o", "x.docx"])
    fonts = Document(tmp_path / "x.docx").paragraphs[-1].runs[0]._r.rPr.rFonts
    assert {value for name, value in fonts.attrib.items() if name.endswith("eastAsia")} == {"某某仿宋"}
    assert "某某仿宋" in capsys.readouterr().err


def test_word_options_without_a_word_file_are_told(capsys):
    run(["draft", str(EXAMPLE), "--offline", "--comments"])
    assert "这次没有写 .docx" in capsys.readouterr().err


def test_the_written_report_is_delivered_though_the_oral_one_fails(tmp_path, monkeypatch, capsys):
    from pipeline.cli import drafting
    from pipeline.errors import ModelError

    def fails(*_):
        raise ModelError("模型没有回答")

    monkeypatch.setattr(drafting, "oral", fails)
    report, oral = tmp_path / "报告.docx", tmp_path / "现场稿.docx"
    assert run(["draft", str(EXAMPLE), "--offline", "-o", str(report), "--oral", str(oral)]) == 3
    assert report.exists()
    assert not oral.exists()
    assert "模型没有回答" in capsys.readouterr().err
