from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.documents import parse, read_text
from pipeline.report import SectionKind
from pipeline.resources import folder

REPORTS = sorted((folder("corpus") / "reports").glob("*.md"))
REAL = sorted((Path(__file__).parents[2].parent / "shared" / "samples").glob("*.txt"))


def outline(text):
    return [(s.kind.value, s.heading, [i.heading for i in s.items]) for s in parse(text).sections]


def body(path):
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def squeezed(text):
    return "".join(c for c in text if not c.isspace() and c not in "。：、，；（）.")


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_our_own_reports_have_all_their_parts(path):
    document = parse(body(path))
    kinds = [s.kind for s in document.sections]
    if document.title:
        assert "述职" in document.title
        assert document.year == int(path.stem.split("-")[1])
    assert kinds[0] is SectionKind.LEAD
    assert {SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.PLAN} <= set(kinds)
    for section in document.sections:
        headed = [item for item in section.items if item.heading]
        assert all(len(item.heading) <= 30 and len(item.text) >= 20 for item in headed), section.heading
        if section.kind in (SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN):
            assert 3 <= len(section.items) <= 8, section.heading


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_every_problem_of_the_fact_sheet_is_an_item(path):
    facts = YAML(typ="safe").load((folder("corpus") / "facts" / f"{path.stem}.yaml").read_text(encoding="utf-8"))
    (problem,) = (s for s in parse(body(path)).sections if s.kind is SectionKind.PROBLEM)
    leading_over = [item for item in problem.items if not item.heading]
    assert len(problem.items) - len(leading_over) == len(facts["问题"])
    assert len(leading_over) <= 1


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_skeleton_in_the_front_matter_is_found(path):
    text = path.read_text(encoding="utf-8")
    kinds = {s.kind for s in parse(body(path)).sections}
    assert (SectionKind.CAUSE in kinds) == ("skeleton: 分列" in text)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_no_sentence_of_a_report_is_lost(path):
    document = parse(body(path))
    kept = squeezed(document.title + "".join(s.heading + "".join(i.heading + i.text for i in s.items) for s in document.sections))
    for line in body(path).splitlines():
        for sentence in line.split("。"):
            assert squeezed(sentence)[6:] in kept


@pytest.mark.skipif(not REAL, reason="the real samples are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_real_reports_have_lead_duty_problem_and_plan(path):
    sections = parse(read_text(path)).sections
    kinds = [s.kind for s in sections]
    assert kinds[0] is SectionKind.LEAD
    assert {SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.PLAN} <= set(kinds)
    assert len(next(s for s in sections if s.kind is SectionKind.DUTY).items) >= 3


def test_standard_numbering_with_headings_on_their_own_lines():
    text = """某局党支部书记2024年度抓基层党建工作述职报告
按照安排，现将有关情况报告如下。
一、履职情况
（一）抓学习
全年学习12次。
又讲党课2次。
（二）抓队伍
发展党员1名。
二、存在的问题
（一）学得不深
讨论只有3次。
三、下一步打算
（一）先出题
每次会前发题。
以上报告，请予评议。
某局党支部书记
2025年1月8日"""
    document = parse(text)
    assert (document.title, document.year) == ("某局党支部书记2024年度抓基层党建工作述职报告", 2024)
    assert outline(text) == [
        ("lead", "", [""]),
        ("duty", "履职情况", ["抓学习", "抓队伍"]),
        ("problem", "存在的问题", ["学得不深"]),
        ("plan", "下一步打算", ["先出题"]),
        ("closing", "", [""]),
    ]
    assert document.sections[1].items[0].text == "全年学习12次。\n又讲党课2次。"
    assert document.sections[-1].items[0].text == "以上报告，请予评议。\n某局党支部书记\n2025年1月8日"


@pytest.mark.parametrize(
    "marks",
    [
        "（一） （二）",
        "(一) (二)",
        "〔一〕 〔二〕",
        "（一）、 （二）、",
        "1. 2.",
        "1、 2、",
        "1． 2．",
        "（1） （2）",
        "① ②",
        "一是 二是",
        "第一， 第二，",
    ],
)
def test_every_second_level_with_run_in_headings(marks):
    first, second = marks.split()
    text = f"一、履职情况\n{first}抓学习。全年学习12次，讲党课2次。\n补充一段。\n{second}抓队伍。发展党员1名。\n二、下步打算\n接着抓。"
    items = parse(text).sections[0].items
    assert [(i.heading, i.text) for i in items] == [("抓学习", "全年学习12次，讲党课2次。\n补充一段。"), ("抓队伍", "发展党员1名。")]


@pytest.mark.parametrize(
    "heads",
    [
        ["第一部分 履职情况", "第二部分 存在的问题", "第三部分 下步打算"],
        ["一 、履职情况", "二、 存在的问题", "三、下步打算"],
        ["一.履职情况", "二.存在的问题", "三.下步打算"],
        ["1.履职情况", "2.存在的问题", "3.下步打算"],
        ["（一）履职情况", "（二）存在的问题", "（三）下步打算"],
        ["履职情况", "存在的问题", "下步打算"],
        ["## 一、履职情况", "## 二、存在的问题", "## 三、下步打算"],
        ["**一、履职情况**", "**二、存在的问题**", "**三、下步打算**"],
    ],
)
def test_every_first_level(heads):
    text = "\n".join(f"{head}\n一是学习抓得紧；二是队伍建得强。全年12次。" for head in heads)
    assert [(s.kind.value, s.heading) for s in parse(text).sections] == [("duty", "履职情况"), ("problem", "存在的问题"), ("plan", "下步打算")]


def test_bare_headings_stand_above_numbered_items():
    text = "履职情况\n1. 履行第一责任。主持会议12次。\n2. 抓好下一步衔接。办成3件。\n存在的问题\n1. 学得少。只有3次。\n2. 会开得虚。补记2次。"
    assert outline(text) == [("duty", "履职情况", ["履行第一责任", "抓好下一步衔接"]), ("problem", "存在的问题", ["学得少", "会开得虚"])]


def test_parts_may_have_items_numbered_with_comma():
    text = "第一部分 履职情况\n一、抓学习。学12次。\n二、抓队伍。发展1名。\n第二部分 存在的问题\n一、学得少。只有3次。\n二、会开得虚。补记2次。"
    assert outline(text) == [("duty", "履职情况", ["抓学习", "抓队伍"]), ("problem", "存在的问题", ["学得少", "会开得虚"])]


def test_a_chain_inside_a_paragraph_stays_in_its_item():
    text = "一、履职情况\n（一）抓学习。一是定计划；二是讲党课；三是勤督促。\n一是另起一段。\n二是再起一段。\n（二）抓队伍。发展1名。"
    items = parse(text).sections[0].items
    assert [i.heading for i in items] == ["抓学习", "抓队伍"]
    assert items[0].text == "一是定计划；二是讲党课；三是勤督促。\n一是另起一段。\n二是再起一段。"


def test_a_section_that_is_one_chain_is_its_links():
    text = "二、存在问题\n一是学得不深，讨论少。全年3次；二是会开得虚；三是人接不上。\n三、下步打算\n改。"
    items = parse(text).sections[0].items
    assert [(i.heading, i.text) for i in items] == [("学得不深，讨论少", "全年3次；"), ("", "会开得虚"), ("", "人接不上")]


@pytest.mark.parametrize(
    "chain",
    [
        "第一，学得少。只有3次。第二，会虚。补记2次。",
        "1.学得少。只有3次。2.会虚。补记2次。",
        "（一）学得少。只有3次。（二）会虚。补记2次。",
        "其一，学得少。只有3次。其二，会虚。补记2次。",
    ],
)
def test_chains_of_every_style(chain):
    items = parse(f"二、存在问题\n主要有两个：{chain}\n三、下步打算\n改。").sections[0].items
    assert [(i.heading, i.text) for i in items] == [("", "主要有两个："), ("学得少", "只有3次。"), ("会虚", "补记2次。")]


def test_a_chain_that_does_not_count_up_stays_prose():
    text = "二、存在问题\n有2个支部；一是没有开会的，二是补记录的，都是一是一、二是二的事。\n三、下步打算\n改。"
    assert [len(s.items) for s in parse(text).sections] == [1, 1]


def test_a_first_sentence_too_long_for_a_heading_is_text():
    sentence = "我" * 70 + "。"
    items = parse(f"一、履职情况\n（一）{sentence}还有后文。\n（二）抓队伍。发展1名。").sections[0].items
    assert [(i.heading, i.text) for i in items] == [("", f"{sentence}还有后文。"), ("抓队伍", "发展1名。")]


def test_numbers_are_no_marks():
    text = "一、履职情况\n1.5万元用在活动室，2.0版上线。\n3、4月份各开1次会。\n2024年学了12次。"
    assert outline(text) == [("duty", "履职情况", [""])]


def test_spoken_reports_start_items_with_one_short_sentence():
    prose = "这一年我们把会开到了院坝里，一个组一个组地开，开完当场记、当场念，念完了大家签名，全年一共开了12次。"
    text = f"二、存在的问题和原因\n下面说毛病。\n先说会开得虚。{prose}\n再说人接不上。{prose}\n还有一条，我缩手缩脚。{prose}"
    assert outline(text) == [("problem", "存在的问题和原因", ["", "先说会开得虚", "再说人接不上", "还有一条，我缩手缩脚"])]


PROSE = "支部大会排在周一上午，外地的同志赶不上，到会的一次比一次少，我没有想过换个时间，也没有问过他们。"


def test_paragraphs_without_any_mark_are_items_behind_what_leads_over_to_them():
    text = f"三、整改情况\n上级去年给我提了三条。\n关于经费，{PROSE}\n关于考核，{PROSE}\n这一条没有改完。\n关于到会，{PROSE}\n四、打算\n改。"
    assert [(i.heading, i.text) for i in parse(text).sections[0].items] == [
        ("", "上级去年给我提了三条。"),
        ("", f"关于经费，{PROSE}"),
        ("", f"关于考核，{PROSE}\n这一条没有改完。"),
        ("", f"关于到会，{PROSE}"),
    ]


def test_a_cause_in_its_own_paragraph_stays_with_its_problem():
    text = f"二、存在的问题及原因\n大会成了总部的会。{PROSE}\n根子在我图方便。{PROSE}\n谈话谈虚了。{PROSE}\n原因是我怕麻烦。{PROSE}\n三、打算\n改。"
    assert [i.heading for i in parse(text).sections[0].items] == ["大会成了总部的会", "谈话谈虚了"]


def test_headings_on_their_own_lines_without_numbers():
    text = f"二、存在的问题\n下面逐条报告。\n大会成了总部的会\n{PROSE}\n一是没人管。\n二是没人问。\n柜台挂了牌，没人接着管\n{PROSE}\n三、打算\n改。"
    assert [i.heading for i in parse(text).sections[0].items] == ["", "大会成了总部的会", "柜台挂了牌，没人接着管"]


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        (["一、履职情况2024年，", "二、存在的问题及原因分析我清醒地看到，", "三、下一步打算明年，"], ["duty", "problem", "plan"]),
        (["一、主要做法和成效：", "二、存在问题：", "三、工作思路和主要措施："], ["duty", "problem", "plan"]),
        (["一、上年度问题整改情况（一）", "二、主要工作1.", "三、原因分析一是"], ["rectify", "duty", "cause"]),
    ],
)
def test_headings_glued_to_their_text(heads, kinds):
    sections = parse("\n".join(head + "，".join([PROSE[:-1]] * 2) + "。" for head in heads)).sections
    assert [s.kind for s in sections] == kinds
    assert all(len(s.heading) <= 12 and s.heading[-1] not in "：，" for s in sections)


def test_a_heading_with_a_name_behind_a_colon_is_whole():
    assert outline("一、主要做法\n学。\n二、书记项目：一条渠三村管\n办成了。")[1][:2] == ("project", "书记项目：一条渠三村管")


def test_a_report_on_one_line():
    text = (
        "某局党支部书记2024年度抓基层党建工作述职报告各位领导、同志们：我是支部书记，2022年任职。"
        "一、履职情况（一）抓学习。全年学习12次。（二）抓队伍。发展党员1名。二、存在的问题及原因1.学得少。只有3次。2.会虚。补记2次。"
        "三、下一步打算一是先出题。每次发题。二是再开会。当场记。以上报告，请予评议。某局党支部书记2025年1月8日"
    )
    assert parse(text).title == "某局党支部书记2024年度抓基层党建工作述职报告"
    assert outline(text) == [
        ("lead", "", [""]),
        ("duty", "履职情况", ["抓学习", "抓队伍"]),
        ("problem", "存在的问题及原因", ["学得少", "会虚"]),
        ("plan", "下一步打算", ["先出题", "再开会"]),
        ("closing", "", [""]),
    ]
    assert parse(text).sections[-1].items[0].text == "以上报告，请予评议。\n某局党支部书记\n2025年1月8日"


def test_bare_headings_above_items_that_count_from_one_again():
    text = "履职情况\n一、抓学习。学12次。\n二、抓队伍。发展1名。\n存在的问题\n一、学得少。只有3次。\n二、会虚。补记2次。"
    assert outline(text) == [("duty", "履职情况", ["抓学习", "抓队伍"]), ("problem", "存在的问题", ["学得少", "会虚"])]


def test_problems_and_causes_under_one_heading_are_problem():
    text = "一、履职情况\n学了12次。\n二、存在的问题及原因\n（一）学得少。只有3次。原因是我怕冷场。\n（二）会虚。补记2次。\n原因：我图省事。\n（三）人少。只有1名。\n原因：我等。"
    assert [k for k, *_ in outline(text)] == ["duty", "problem"]
    assert parse(text).sections[1].items[1].text == "补记2次。\n原因：我图省事。"


@pytest.mark.parametrize(
    "text",
    [
        "（一）存在的问题\n1. 学得少。只有3次。\n2. 会虚。补记2次。\n（二）原因分析\n1. 我怕冷场。不敢提问。\n2. 我图省事。没有去看。",
        "（一）学得少。只有3次。\n（二）会虚。补记2次。\n原因分析\n（一）我怕冷场。不敢提问。\n（二）我图省事。没有去看。",
        "1. 学得少。只有3次。\n2. 会虚。补记2次。\n以上问题的主要原因：\n一是我怕冷场。不敢提问。\n二是我图省事。没有去看。",
    ],
)
def test_a_part_for_the_causes_alone_is_a_section(text):
    problem, (kind, heading, items), _ = outline(f"二、存在的问题及原因\n{text}\n三、下步打算\n改。")
    assert problem == ("problem", "存在的问题及原因", ["学得少", "会虚"])
    assert (kind, items) == ("cause", ["我怕冷场", "我图省事"])
    assert heading in ("原因分析", "以上问题的主要原因")


def test_causes_behind_a_cue_in_running_text_are_a_section():
    text = "二、存在的问题和原因分析\n存在的主要问题：一是学得少。二是会虚。\n存在问题的主要原因：一是我怕冷场。二是我图省事。\n三、下步打算\n改。"
    problem, cause, _ = parse(text).sections
    assert (problem.kind, [i.text for i in problem.items]) == (SectionKind.PROBLEM, ["学得少", "会虚"])
    assert (cause.kind, cause.heading, [i.text for i in cause.items]) == (SectionKind.CAUSE, "存在问题的主要原因", ["我怕冷场", "我图省事"])


def test_masked_words_stay():
    text = "一、履职情况\n（一）抓学习。打造“青春**”品牌，聚焦****主责主业，学了**次。\n（二）抓队伍。**旗发展*名**"
    assert [i.text for i in parse(text).sections[0].items] == ["打造“青春**”品牌，聚焦****主责主业，学了**次。", "**旗发展*名**"]


def test_order_of_sections_is_free_and_unknown_headings_go_with_what_is_before_them():
    text = "一、上年度问题整改情况\n改完3个。\n二、让骑手有个家\n办了6处驿站。\n三、存在的问题\n少。\n四、三件实事\n办。\n五、书记项目\n一人一联。"
    assert [k for k, *_ in outline(text)] == ["rectify", "duty", "problem", "plan", "project"]


def test_salutation_belongs_to_the_lead():
    text = "2023年度抓党建工作述职报告\n尊敬的各位领导、同志们：\n我是支部书记。\n一、主要做法\n学了12次。"
    document = parse(text)
    assert document.sections[0].items[0].text == "尊敬的各位领导、同志们：\n我是支部书记。"


def test_a_title_over_two_lines_and_none():
    assert (
        parse("中共某县委组织部机关党支部\n2024年度抓基层党建工作述职报告\n一、履职情况\n学。").title
        == "中共某县委组织部机关党支部2024年度抓基层党建工作述职报告"
    )
    untitled = parse("按照会议安排，现就抓基层党建工作情况述职如下。\n一、履职情况\n学。")
    assert (untitled.title, untitled.sections[0].kind) == ("", SectionKind.LEAD)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018抓基层党建工作述职报告\n一、履职情况\n学。", 2018),
        ("述职报告\n（2023年度）\n一、履职情况\n学。", 2023),
        ("述职报告\n2022年，在党委领导下，我抓党建。\n一、履职情况\n学。", 2022),
        ("述职报告\n我2019年6月起任书记。\n一、履职情况\n学。", None),
        ("202X年度述职报告\n一、履职情况\n学。", None),
        ("我2019年6月起任书记，说说2022年的事。\n一、履职情况\n学。", 2022),
        ("我2019年6月起任书记。\n一、履职情况\n学。\n二、2024年打算\n改。", 2023),
        ("我2019年6月起任书记。\n一、2024年做了哪些事\n学。", 2024),
    ],
)
def test_year(text, year):
    assert parse(text).year == year


def test_closing_needs_a_paragraph_of_its_own_at_the_end():
    text = "一、履职情况\n学。\n二、下步打算\n（一）先改。请同志们批评。\n以上报告，请予评议。\n还有一句。"
    assert outline(text)[-1] == ("plan", "下步打算", ["先改"])
    line = parse("一、履职情况\n学。\n二、下步打算\n改。\n以上报告，请予评议。\n某局党支部 2025年1月8日").sections[-1]
    assert (line.kind, line.items[0].text) == (SectionKind.CLOSING, "以上报告，请予评议。\n某局党支部 2025年1月8日")
    signed = parse("一、履职情况\n学。\n二、下步打算\n改。\n述职人：某支部书记\n二〇二五年一月八日").sections[-1]
    assert (signed.kind, signed.items[0].text) == (SectionKind.CLOSING, "述职人：某支部书记\n二〇二五年一月八日")


def test_texts_without_structure():
    assert parse("").sections == ()
    assert outline("只有一段话，没有标题。") == [("lead", "", [""])]
    assert outline("一、履职情况\n二、存在的问题") == [("duty", "履职情况", []), ("problem", "存在的问题", [])]


def test_the_same_text_gives_an_equal_document():
    text = body(REPORTS[0])
    assert parse(text) == parse(text)


def test_a_bold_numbered_heading_may_run_into_its_text():
    text = "## 一、履职情况\n我讲党课4次。\n## 二、存在的问题\n**（一）到会少。** 主题党日有3次不到10人。\n\n**（二）走访少** 全年只去了2次。\n"
    section = next(s for s in parse(text).sections if s.kind == "problem")
    assert [(i.heading, i.text) for i in section.items] == [("到会少", "主题党日有3次不到10人。"), ("走访少", "全年只去了2次。")]
