"""What is found in notes, ledgers and last year's report: every proposal quotes its source word for word, and nothing is made up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline import units
from pipeline.documents.material import Line, Material, read_material
from pipeline.errors import InputError
from pipeline.facts.proposals import Proposal
from pipeline.steps.finding import Wanted, find


def _day(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day)  # noqa: DTZ001 - a cell of a workbook knows no time zone


VILLAGE = Wanted(2025, units.types_of(("村",)))
MEETINGS = [
    (_day(2025, 1, 8), "支委会", "排全年计划", 3, 3),
    (_day(2025, 2, 12), "支委会", "春节慰问", 3, 2),
    (_day(2025, 3, 5), "主题党日", "清理东沟", 29, 19),
    (_day(2025, 4, 9), "主题党日活动", "学文件", 29, 11),
    (_day(2024, 12, 9), "主题党日", "去年的", 29, 1),
    ("3月20日", "支部党员大会暨主题党日", "接收预备党员", 29, 24),
    ("另行通知", "支委会", "没有日期", 3, 3),
]


def ledger(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["柳沟村党支部组织生活台账"])
    sheet.append(["序号", "日期", "类型", "主题", "应到", "实到"])
    for number, row in enumerate(MEETINGS, 1):
        sheet.append([number, *row])
    hidden = book.create_sheet("作废")
    hidden.append(["日期", "类型"])
    hidden.append(["2025-08-01", "党课"])
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def notes(path: Path, *lines: str) -> Material:
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_material(path)


def by_key(proposals: list[Proposal], key: str) -> list[Proposal]:
    return [p for p in proposals if p.key == key]


def test_meetings_of_a_ledger_are_counted_by_day_and_other_years_left_out(tmp_path: Path):
    found = find([read_material(ledger(tmp_path / "台账.xlsx"))], VILLAGE)
    counts = {name: count for p in by_key(found.proposals, "组织生活") for name, count in p.value}
    assert counts == {"支委会": 2, "主题党日": 3, "支部党员大会": 1}
    theme_days = next(p for p in found.proposals if p.value[0][0] == "主题党日")
    assert theme_days.sources[0].place == "工作表“台账”第5行"
    assert theme_days.sources[0].quote == "3 | 2025-03-05 | 主题党日 | 清理东沟 | 29 | 19"
    assert "1、2、5、6" in theme_days.note
    problems = by_key(found.proposals, "问题")
    assert [p.text for p in problems] == ["4月9日主题党日应到29人，实到11人"]


def test_a_notebook_and_a_ledger_of_the_same_meetings_count_them_once(tmp_path: Path):
    note = notes(tmp_path / "笔记.txt", "1月8日 支委会，排计划", "5月6日 支委会，商量防汛", "9月主题党日没有开，忙秋收")
    found = find([note, read_material(ledger(tmp_path / "台账.xlsx"))], VILLAGE)
    counts = {name: count for p in by_key(found.proposals, "组织生活") for name, count in p.value}
    assert counts["支委会"] == 3
    assert counts["主题党日"] == 3
    assert "9月主题党日没有开，忙秋收" in [p.text for p in by_key(found.proposals, "问题")]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("1. 党员46名，常年在村29名，外出17名", "事实", {"主题": "在村和外出党员", "内容": "党员46名，常年在村29名，外出17名"}),
        ("5月16日 暴雨，8名党员转移群众6户", "事实", {"主题": "服务群众", "内容": "暴雨，8名党员转移群众6户", "时间": "2025-05-16"}),
        ("2025.7.1 获评镇级先进基层党组织", "事实", {"主题": "组织建设", "内容": "获评镇级先进基层党组织", "时间": "2025-07-01"}),
        ("镇里点评：村务公开拖到第二个月才贴", "问题", {"表现": "村务公开拖到第二个月才贴", "来源": "上级点评"}),
        ("外出党员里有9名一年没打过电话", "问题", {"表现": "外出党员里有9名一年没打过电话"}),
        ("明年打算5月前把老村部改成活动室", "打算", {"": "5月前把老村部改成活动室"}),
        ("全年召开支委会11次", "组织生活", {"支委会": 11}),
    ],
)
def test_a_line_of_notes_becomes_what_it_says(tmp_path: Path, line: str, key: str, value: dict[str, object]):
    found = find([notes(tmp_path / "笔记.txt", line)], VILLAGE)
    proposal = next(p for p in found.proposals if p.key == key)
    assert dict(proposal.value) == value
    assert proposal.sources[0].quote in line
    assert proposal.sources[0].place == "第1行"


@pytest.mark.parametrize("line", ["今天天气不错", "2024年3月5日 走访群众12户", "去年集体收入16.5万元", "会议记录", "——", "下午买菜"])
def test_what_is_no_fact_of_this_year_is_left_alone(tmp_path: Path, line: str):
    assert find([notes(tmp_path / "笔记.txt", line)], VILLAGE).proposals == []


def last_year(path: Path) -> Path:
    document = docx.Document()
    for text in (
        "柳沟村党支部书记2024年度抓基层党建工作述职报告",
        "2024年，在镇党委领导下，现述职如下。",
        "一、履职情况",
        "（一）抓学习。全年讲党课2次，走访党员46户。",
        "二、存在的问题及原因",
        "（一）党课次数少。全年只讲了2次党课，年轻党员没有上过讲台。原因是我图省事。",
        "（二）外出党员联系少。17名外出党员只联系了6名。原因是我怕麻烦。",
        "三、下一步打算",
        "（一）办好党课。每季度讲1次，让年轻党员上讲台。",
        "以上报告，请评议。",
    ):
        document.add_paragraph(text)
    document.save(path)
    return path


def test_last_years_report_gives_its_problems_and_none_of_its_facts(tmp_path: Path):
    found = find([read_material(last_year(tmp_path / "去年.docx"))], VILLAGE)
    assert [(p.key, p.text) for p in found.proposals] == [("上年整改", "党课次数少"), ("上年整改", "外出党员联系少")]
    assert found.proposals[0].sources[0].quote == "全年只讲了2次党课，年轻党员没有上过讲台。"
    assert "每季度讲1次" in found.proposals[0].note
    assert all(len(p.value) == 1 for p in found.proposals)


def test_a_ledger_may_be_a_table_in_word_or_a_csv(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("2025年活动登记")
    table = document.add_table(rows=0, cols=2)
    for cells in (("时间", "活动名称"), ("2025年3月5日", "主题党日"), ("2025年6月1日", "专题党课")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(tmp_path / "登记.docx")
    (tmp_path / "登记.csv").write_text("日期,会议类型\n2025/9/9,支委会\n", encoding="gb18030")
    found = find([read_material(tmp_path / "登记.docx"), read_material(tmp_path / "登记.csv")], VILLAGE)
    assert {name: count for p in found.proposals for name, count in p.value} == {"主题党日": 1, "党课": 1, "支委会": 1}
    assert found.proposals[0].sources[0].place == "表1第2行"


def test_merged_dates_and_numbers_read_as_they_are_seen(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["日期", "类型"], [_day(2025, 3, 5), "支委会"], [None, "党课"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "合并.xlsx")
    material = read_material(tmp_path / "合并.xlsx")
    assert [row.cells for row in material.tables[0]][2] == ("2025-03-05", "党课")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"])
def test_a_broken_workbook_ends_in_a_message(tmp_path: Path, data: bytes):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_material(path)


def test_every_quote_stands_word_for_word_in_its_file(tmp_path: Path):
    lines = ("1月8日 支委会，看望老党员9户", "镇里点评：村务公开拖到第二个月才贴", "水渠清淤2.3公里，72亩地浇上水。" * 12, "明年打算修桥一座")
    materials = [
        notes(tmp_path / "笔记.txt", *lines),
        read_material(ledger(tmp_path / "台账.xlsx")),
        read_material(last_year(tmp_path / "去年.docx")),
    ]
    texts = {m.file: [line.text for line in m.lines] + [row.quote for table in m.tables for row in table] for m in materials}
    for proposal in find(materials, VILLAGE).proposals:
        for source in proposal.sources:
            assert any(source.quote in text for text in texts[source.file])


def found_in(*lines: str) -> list[tuple[str, dict[str, object]]]:
    material = Material("笔记.txt", tuple(Line(line, f"第{n}行") for n, line in enumerate(lines, 1)))
    return [(p.key, dict(p.value)) for p in find([material], Wanted(2025, units.types_of(("事业单位",)))).proposals]


@pytest.mark.parametrize(
    ("line", "key", "told"),
    [
        ("7月14-16 洪水，北河乡、洋塘镇淹了9个村，党员突击队14人", "事实", "7月14日至16日，洪水，北河乡、洋塘镇淹了9个村，党员突击队14人"),
        ("2月底 组织生活会，查摆问题11条，年底对账改了8条", "事实", "2月底，组织生活会，查摆问题11条，年底对账改了8条"),
        ("3月到7月，读书班2天，查出问题5个，整改完了", "事实", "3月至7月，读书班2天，查出问题5个，整改完了"),
        ("3.24 党员去洋塘镇大集 发单子1200份", "事实", "党员去洋塘镇大集，发单子1200份"),
    ],
)
def test_stretches_of_time_stay_whole(line: str, key: str, told: str):
    (_, fields), *_ = [f for f in found_in(line) if f[0] == key]
    assert fields["内容"] == told
    assert ("时间" in fields) == line.startswith("3.24")


def test_an_immunisation_day_that_failed_is_no_plan():
    kinds = [key for key, _ in found_in("4.25 计划免疫宣传日——下雨，只来了二十几个人，没弄成。")]
    assert "打算" not in kinds
    assert "问题" in kinds


def test_a_line_of_yearly_counts_is_counts_and_nothing_else():
    found = found_in("12月 全年数：党员大会4 支委会11 主题党日12 党课3（书记2次，李副主任1次） 组织生活会1 民主评议1")
    assert {key for key, _ in found} == {"组织生活"}
    assert {name: count for _, fields in found for name, count in fields.items()}["支委会"] == 11


NOTEBOOK = """去年（2024）评议说的问题：
1 集体经济太单一，只靠茶叶 —— 今年加了黄精60亩，签了保底收购
2）党费3个人拖到季末才交
2.20 返乡党员座谈会，到31人，收意见22条
今年三个问题：
一、支部记录补记，垭口支部两次。为啥：我只看月底报表，没翻过原始本子
二、流动党员6人上半年没学。原因：联系的事分给文书一个人
明年打算：
- 3月底前 4个党小组各定一件事，支部每季度听一回
- 退休党员 每季度打一次电话"""


def test_lists_under_headings_of_their_own_keep_their_kind():
    found = found_in(*NOTEBOOK.split("\n"))
    assert [dict(f) for key, f in found if key == "上年整改"] == [
        {"问题": "集体经济太单一，只靠茶叶", "做法": "今年加了黄精60亩，签了保底收购"},
        {"问题": "党费3个人拖到季末才交"},
    ]
    assert [dict(f) for key, f in found if key == "问题"] == [
        {"表现": "支部记录补记，垭口支部两次", "原因": "我只看月底报表，没翻过原始本子"},
        {"表现": "流动党员6人上半年没学", "原因": "联系的事分给文书一个人"},
    ]
    assert [f[""] for key, f in found if key == "打算"] == ["3月底前4个党小组各定一件事，支部每季度听一回", "退休党员，每季度打一次电话"]
    assert [f["内容"] for key, f in found if key == "事实"] == ["返乡党员座谈会，到31人，收意见22条"]


def test_a_sentence_about_problems_heads_no_list():
    found = found_in("今年查出问题5个，都改了。", "走访党员18户")
    assert "上年整改" not in {key for key, _ in found}
    assert [f["内容"] for key, f in found if key == "事实"][-1] == "走访党员18户"


@pytest.mark.parametrize("line", ["群众反映的问题都解决了", "安排好了值班", "今年查出的短板补上了"])
def test_a_line_that_only_begins_like_a_heading_heads_no_list(line: str):
    found = found_in(line, "走访党员18户")
    assert [f["内容"] for key, f in found if key == "事实"][-1] == "走访党员18户"


@pytest.mark.parametrize("line", ["明年打算", "明年：", "下一步工作打算：", "二、明年的打算"])
def test_what_is_nothing_but_a_heading_heads_a_list(line: str):
    assert [f[""] for key, f in found_in(line, "黄精地扩到100亩") if key == "打算"] == ["黄精地扩到100亩"]
