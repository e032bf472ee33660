"""Faults in words that are in no example and in no planter, each beside a text that is right."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import checks
from pipeline.checks import Context
from pipeline.checks.catalogue import find
from pipeline.checks.rule import Rule
from pipeline.documents import parse
from pipeline.facts.reading import loads

HEAD = """
单位: {名称: 甲局机关党支部, 类型: 机关}
述职人: {职务: 党支部书记, 任职起: 2023-06}
年度: 2025
事实:
  - {编号: F1, 内容: "10月在双柳乡等5个乡镇蹲点，接问诊1130次；党员退回红包6人次，共4300元，都交县纪委登记", 时间: 2025-10}
  - {编号: F2, 内容: "44名村干部到党校轮训，29名后备干部建档"}
"""
REPORT = """甲局机关党支部书记2025年度抓基层党建工作述职报告
{lead}
一、履职情况
{duty}
二、上年度点评问题整改情况
{rectify}
三、存在的问题及原因
{problem}
四、下一步打算
我每月查一次学习记录，6月底前查完。
"""
GOOD = {
    "lead": "我2023年6月任支部书记。",
    "duty": "10月，我在双柳乡等5个乡镇蹲点，接问诊1130次。党员退回红包6人次，共4300元，都交县纪委登记。44名村干部到党校轮训，29名后备干部建档。",
    "rectify": "第一条，走访少。今年走访了9次，去年是3次。",
    "problem": "（一）到会少。12次主题党日有5次不到20人。原因是我只发通知，没有问过谁来不了。",
}


def found(code: str, **parts: str) -> list[str]:
    """The excerpts of what rule ``code`` finds in the good report with ``parts`` in the place of its own."""
    text = REPORT.format(**{**GOOD, **parts})
    rule = find(code)
    assert isinstance(rule, Rule)
    context = Context(year=2025, written_on=dt.date(2026, 1, 10), facts=loads(HEAD))
    return [f.excerpt for f in checks.run(checks.of_document(parse(text), text), context, [rule])]


@pytest.mark.parametrize(
    ("code", "part", "wrong", "right"),
    [
        ("F10", "duty", "共提了17条，采纳21条。", "共提了21条，采纳17条；我包3件，化解12件。"),
        ("F10", "duty", "发展党员3名，2名是驾驶员、2名是修理工。", "发展党员3名，2名是驾驶员、1名是修理工。"),
        ("F10", "duty", "下设7个支部，教工支部3个、学生支部5个。", "下设7个支部，教工支部3个、学生支部4个。"),
        ("F10", "duty", "在职党员112名，占286名教职工的49.2%。", "在职党员112名，占286名教职工的39.2%。"),
        ("F11", "duty", "出诊90次，看了44人。", "出诊44次，看了90人。"),
        ("F12", "lead", "我2024年5月任支部书记。", GOOD["lead"]),
        ("F13", "duty", "2022年10月，我在双柳乡等5个乡镇蹲点，接问诊1130次。", GOOD["duty"]),
        ("F14", "duty", "主题党日固定在每月第一个星期五，一年办满10次。", "主题党日固定在每月第一个星期五，一年办满12次。"),
        ("F04", "duty", "29名村干部到党校轮训，44名后备干部建档。", GOOD["duty"]),
        ("F05", "duty", "在双柳乡、梧桐坳镇等5个乡镇蹲点。", GOOD["duty"]),
        ("F06", "duty", "党员亮出“银龄守护岗”身份。", "有人说“这样好”。"),
        ("F08", "duty", "10月，我在双柳乡等5个乡镇蹲点，接问诊1130次。44名村干部到党校轮训，29名后备干部建档。", GOOD["duty"]),
        ("P03", "problem", "（一）调研不深。跟踪问效抓得偏软，我用的心思也不多。", GOOD["problem"]),
        ("P04", "problem", "（一）入党的事。青年教师是事业的未来，把其中的优秀分子吸收进来任务很重，要下大力气抓紧抓好。", GOOD["problem"]),
        ("P04", "problem", "（一）支部建在一线。让党旗飘在工地上，是上级的一贯期许，我们也正朝着这个方向迈进。", GOOD["problem"]),
        ("P07", "problem", "（一）到会少。有5次不到20人，我没有点头。\n原因：选人用人视野还不开阔，统筹谋划的系统性不强。", GOOD["problem"]),
        ("P09", "problem", "（一）学得浅。有的村书记不动脑筋，材料年年一个样；少数党员从头到尾不说话。", GOOD["problem"]),
        ("P10", "problem", "（一）挂牌。创建有声有色，顾客交口称赞，只是挂牌以后跟进得慢，有3块没有摘。", GOOD["problem"]),
        ("P13", "rectify", "第一条，走访少。今年走访了9次。第二条，活动分不开。已按要求抓好落实，情况有了很大好转。", GOOD["rectify"]),
        ("S07", "lead", "现将2024年度情况报告如下。", "现将2025年度情况报告如下。"),
        ("T01", "duty", "给46户做了测量（数字待核实）。", "给46户做了测量（数字由乡里核实）。"),
        ("W01", "duty", "学习党的二十大三中全会精神。", "学习党的二十届三中全会精神。"),
        (
            "W01",
            "duty",
            "学习《中共中央关于进一步全面深化改革、推动中国式现代化的决定》。",
            "学习《中共中央关于进一步全面深化改革、推进中国式现代化的决定》。",
        ),
        ("W05", "duty", "按照《机关基层组织工作条例》换届。", "按照《中国共产党党和国家机关基层组织工作条例》换届。"),
    ],
)
def test_a_fault_in_other_words(code: str, part: str, wrong: str, right: str):
    assert found(code, **{part: wrong})
    assert not found(code, **{part: right})


def test_the_year_below_the_title_counts():
    text = REPORT.format(**GOOD).replace("2025年度抓", "抓").replace("\n", "\n（2024年度）\n", 1)
    rule = find("S07")
    assert isinstance(rule, Rule)
    context = Context(year=2025, facts=loads(HEAD))
    assert checks.run(checks.of_document(parse(text), text), context, [rule])


def test_business_in_one_paragraph_is_enough():
    business = (
        "全年入库税费3.2亿元，增收2100万元，增长7%，办理减免退税4600万元，清缴欠税180万元，网上办理率96%，服务个体户312户，比上年多出一成还多。"
    )
    assert found("P17", duty=f"{GOOD['duty']}\n{business}")
    assert not found("P17")
