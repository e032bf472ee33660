"""Structure: what only a whole report can show."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks.catalogue import find
from pipeline.checks.examples import context_of, manuscript_of
from pipeline.checks.rule import Example, Rule

REPORT = """甲局党支部书记2025年度抓基层党建工作述职报告
现将2025年度抓党建工作情况报告如下。
一、履职情况
（一）学习改在班前会上
我主持召开支委会12次，逐项研究党员教育管理，班前会上领学4次。
（二）换届按期完成
6月换届，选出支委3名，我同每名支委谈心1次，把分工写在墙上，全年没有换人，也没有缺位。
二、存在的主要问题
主题党日应开12次，只开了9次，是我没有盯住；3次缺席的党员我没有问一句。
三、下一步打算
我每月查一次学习记录，缺一次当月补上，年底报给全体党员听，请大家看。
甲局党支部书记
2026年1月8日
"""


def found(code: str, text: str) -> list[tuple[str, str]]:
    rule = find(code)
    assert isinstance(rule, Rule)
    example = Example(text, section=None)
    return [(f.excerpt, f.message) for f in checks.run(manuscript_of(example), context_of(example), [rule])]


@pytest.mark.parametrize("code", ["S01", "S05", "S06", "S07", "S08", "S09", "S11", "S12", "S14", "S15", "S16", "S17", "S18"])
def test_a_sound_report_is_let_be(code: str):
    assert found(code, REPORT) == []


@pytest.mark.parametrize(
    ("code", "was", "now", "excerpt"),
    [
        ("S05", "抓基层党建工作述职报告", "党建工作总结", "甲局党支部书记2025年度党建工作总结"),
        ("S05", "甲局党支部书记2025年度抓基层党建工作述职报告", "《2025年度抓基层党建工作述职报告》", "《2025年度抓基层党建工作述职报告》"),
        ("S06", "二、存在的主要问题", "二、下一步打算\n我每月查一次。\n三、存在的主要问题", "下一步打算"),
        ("S07", "现将2025", "现将2024", "2024"),
        ("S07", "一、履职情况", "一、2023年履职情况", "2023"),
        ("S07", "2026年1月8日", "2024年1月8日", "2024年"),
        ("S08", "我主持召开支委会12次，逐项研究党员教育管理，班前会上领学4次。\n", "", "学习改在班前会上"),
        ("S15", "6月换届", "同志们，6月换届", "同志们，"),
        ("S15", "6月换届", "汇报完毕，谢谢大家！6月换届", "汇报完毕"),
        ("S16", "报告如下。", "报告如下，敬请批评指正。", ""),
        ("S18", "换届按期完成", "学习改在班前会上", "学习改在班前会上"),
    ],
)
def test_a_fault_is_told_where_it_stands(code: str, was: str, now: str, excerpt: str):
    text = REPORT.replace(was, now)
    if code == "S16":
        text = text.replace("甲局党支部书记\n2026", "以上报告，请予评议。\n甲局党支部书记\n2026")
        excerpt = "请予评议"
    assert excerpt in [words for words, _ in found(code, text)]


def test_a_report_without_title_or_sign_off_is_told_gently():
    untitled = REPORT.split("\n", 1)[1]
    assert [message for _, message in found("S05", untitled)] == ["没有标题"]
    unsigned = REPORT.replace("甲局党支部书记\n2026年1月8日\n", "")
    assert len(found("S14", unsigned)) == 1
    assert found("S14", unsigned.replace("现将", "各位领导、同志们：\n现将")) == []


def test_without_a_length_rule_only_what_nobody_accepts_is_told():
    more = REPORT.replace("（二）", "\n".join(f"我第{n}次到联系点，听来的话记了{n}页，件件有回音。" for n in range(10, 40)) + "\n（二）")
    assert "占全文" in found("S11", more)[0][1]
    assert "占全文" in found("S12", more)[0][1]
    assert found("S11", more.split("二、存在的主要问题")[0]) == []
