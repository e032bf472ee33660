"""Comments: every gap with its question, findings and confirmations where asked for, each on its own words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docx.oxml.ns import qn
from word_parts import commented, fact, gap, opened, part, report_of

from pipeline.facts import load
from pipeline.findings import Finding, Level
from pipeline.flows.draft import Request, draft
from pipeline.layout import lines
from pipeline.report import Section, SectionKind
from pipeline.result import Confirm
from pipeline.word.comments import notes_of
from pipeline.word.report import to_docx
from pipeline.writers.by_rules import RuleWriter

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def finding(excerpt: str, section: str = "", item: int = -1, level: Level = Level.WARNING) -> Finding:
    return Finding(code="P03", level=level, message="没有数字", advice="写出次数", section=section, item=item, excerpt=excerpt)


def test_every_gap_is_lit_and_carries_its_question():
    data = to_docx(
        report_of(fact("学习12次。"), gap("今年【待补充：开了几次会】，都按时。", "全年开了几次支委会？"), gap("【待补充：党课讲了几次】。"))
    )
    lit = [r.text for p in opened(data).paragraphs for r in p.runs if r.font.highlight_color]
    assert lit == ["【待补充：开了几次会】", "【待补充：党课讲了几次】"]
    assert commented(data) == [
        ("【待补充：开了几次会】", "〔待补充〕全年开了几次支委会？"),
        ("【待补充：党课讲了几次】", "〔待补充〕党课讲了几次？"),
    ]


def test_an_unwritten_section_is_a_gap_too():
    section = Section(kind=SectionKind.PLAN, heading="下一步打算", status="unwritten", reason="模型没有回答")
    data = to_docx(report_of(sections=(section,)))
    assert [words for words, _ in commented(data)] == ["【待补充：这一部分没有写成（模型没有回答）】"]


def test_the_gaps_of_a_real_draft_all_carry_comments():
    made = draft(Request(load(EXAMPLES / "facts-xuexiao.yaml"), dt.date(2026, 1, 1)), RuleWriter(), lambda *_: (), lambda _: None)
    data = to_docx(made.report)
    assert len(commented(data)) == sum(line.text.count("【待补充：") for line in lines(made.report)) > 0
    assert all(words.startswith("【待补充：") and text.endswith("？") for words, text in commented(data))


def test_findings_and_confirmations_stand_on_their_words():
    found = (finding("12次", "duty", 0), finding("", level=Level.ERROR), finding("", "duty"), finding("不在文中", "duty", 0))
    notes = notes_of(found, (Confirm(section="duty", excerpt="学习12次。", question="是这样吗？"),))
    shown = commented(to_docx(report_of(fact("学习12次。"), fact("共12次。")), notes=notes))
    assert [words for words, _ in sorted(shown)] == sorted(["12次", "松岭镇党委书记2025年度述职报告", "一、履职情况", "（一）抓学习。", "学习12次。"])
    texts = {text for _, text in shown}
    assert {t for t in texts if "P03" in t} == {"〔请留意 P03〕没有数字怎么办：写出次数", "〔必须改 P03〕没有数字怎么办：写出次数"}
    assert "〔请确认〕是这样吗？" in texts


def test_the_same_words_twice_are_marked_in_the_item_of_the_finding():
    from pipeline.report import Item

    section = Section(
        kind=SectionKind.DUTY,
        heading="履职情况",
        items=(Item(heading="甲", sentences=(fact("开会。"),)), Item(heading="乙", sentences=(fact("开会。"),))),
    )
    data = to_docx(report_of(sections=(section,)), notes=notes_of((finding("开会", "duty", 1),), ()))
    paragraph = next(p for p in part(data, "word/document.xml").iter(qn("w:p")) if p.find(qn("w:commentRangeStart")) is not None)
    assert "乙" in "".join(t.text for t in paragraph.iter(qn("w:t")))


def test_comments_hold_together(tmp_path):
    found = (finding("学习12次", "duty", 0), finding("12次。", "duty", 0), finding("习12", "duty", 0))
    data = to_docx(report_of(fact("学习12次。")), notes=notes_of(found, ()))
    document, comments = part(data, "word/document.xml"), part(data, "word/comments.xml")
    ids = sorted(c.get(qn("w:id")) for c in comments)
    for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        assert sorted(e.get(qn("w:id")) for e in document.iter(qn(tag))) == ids
    assert sorted(words for words, _ in commented(data)) == sorted(["学习12次", "12次。", "习12"])
    assert len({c.get(qn("w:date")) for c in comments}) == 1
    assert [p.text for p in opened(data).paragraphs][2] == "（一）抓学习。学习12次。"


def test_no_comments_no_part():
    assert "word/comments.xml" not in _names(to_docx(report_of(fact("学习12次。"))))


def _names(data: bytes) -> list[str]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()
