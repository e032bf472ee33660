from __future__ import annotations

import pytest
from word_parts import commented, fact, opened, report_of

from pipeline.layout import lines
from pipeline.word.comments import Note
from pipeline.word.report import to_docx
from pipeline.word.typesetting import tidied, tidied_line


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("全年学习１２次，到会率９３％。", "全年学习12次，到会率93%。"),
        ("学习 12 次,研讨4次;讲课3次。", "学习12次，研讨4次；讲课3次。"),
        ("到会率93%,比上年高", "到会率93%，比上年高"),
        ("惠及1,200人,9:00开会", "惠及1,200人，9:00开会"),
        ("“第一议题”学习26次(其中研讨4次)。", "“第一议题”学习26次（其中研讨4次）。"),
        ('打造"先锋"品牌', "打造“先锋”品牌"),
        ("用 Open AI 的模型", "用Open AI的模型"),
        ("\u3000\u3000缩进的 段落\xa0", "缩进的段落"),
        ("开了3次:一是", "开了3次：一是"),
        ("A(B)C", "A(B)C"),
        ("10-20人", "10-20人"),
        ("", ""),
    ],
)
def test_words_are_set_as_a_clerk_sets_them(typed, shown):
    assert tidied(typed) == shown
    assert tidied(shown) == shown


def test_what_the_user_typed_is_set_in_the_file_and_findings_still_find_it():
    report = report_of(fact("学习 １２ 次,研讨4次。"))
    data = to_docx(report, notes=(Note("几次？", "学习 １２ 次", "duty", 0),))
    assert opened(data).paragraphs[2].text == "（一）抓学习。学习12次，研讨4次。"
    assert commented(data) == [("学习12次", "几次？")]


def test_a_line_is_its_heading_and_its_sentences():
    for line in lines(report_of(fact("学习 12 次。"), fact(" 讲课3次。"))):
        made = tidied_line(line)
        assert made.text == made.run_in + "".join(s.text for s in made.sentences) or not made.sentences
