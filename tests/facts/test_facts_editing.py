"""A change touches its own place alone: every other line of the user's file stays, comments too."""

from __future__ import annotations

import json

import pytest

from pipeline.facts.editing import FactsText
from pipeline.facts.proposals import Proposal, Source, accept
from pipeline.facts.splicing import scalar
from pipeline.facts.template import template
from pipeline.resources import folder

COMMENTED = """# 头
单位:
  名称:            # 必填
  类型: 村   # 见下
述职人:
  职务: 书记
年度: 2025

# ---- 组织生活
组织生活:
  # 填次数
  支委会:
  党课: 3  # 我讲1

# ---- 事实
事实:
  # 问一
  - 主题: 在村和外出党员
    内容:     # 例
  # 问二
  - 主题: 近三年发展
    内容:

# ---- 问题
问题:
  # 例：什么

# ---- 打算
打算:
"""


def test_a_commented_file_is_filled_in_and_keeps_every_comment():
    sheet = (
        FactsText(COMMENTED)
        .set(("单位", "名称"), "甲村: #党支部")
        .set(("组织生活", "支委会"), 12)
        .set(("组织生活", "主题党日"), 11)
        .set(("事实", 0, "内容"), "全村党员33名")
        .append(("事实",), {"内容": "修路1.2公里", "时间": "2025-05"})
        .append(("问题",), {"表现": "到会少"})
        .set(("问题", 0, "原因"), "我没抓")
        .append(("打算",), "去走访")
        .append(("打算",), "再走访")
        .set(("书记项目", "名称"), "路灯")
    )
    lines = sheet.text.split("\n")
    assert [line.strip() for line in lines if line.lstrip().startswith("#")] == [
        line.strip() for line in COMMENTED.split("\n") if line.lstrip().startswith("#")
    ]
    assert '  名称: "甲村: #党支部"            # 必填' in lines
    assert "    内容: 全村党员33名     # 例" in lines
    assert lines.index("# ---- 问题") > lines.index("    时间: 2025-05")
    assert sheet.value["事实"][2] == {"内容": "修路1.2公里", "时间": "2025-05"}
    assert sheet.value["问题"] == [{"表现": "到会少", "原因": "我没抓"}]
    assert sheet.value["打算"] == ["去走访", "再走访"]
    assert sheet.remove(("打算", 1)).value["打算"] == ["去走访"]


@pytest.mark.parametrize("name", sorted(path.name for path in (folder("corpus") / "facts").glob("*.yaml")))
def test_own_fact_sheets_take_changes_and_keep_their_lines(name: str):
    text = (folder("corpus") / "facts" / name).read_text(encoding="utf-8")
    before = FactsText(text)
    after = before.append(("事实",), {"内容": "走访：12户", "主题": "服务群众"}).set(("年度",), 2030).append(("打算",), "再走一遍")
    assert after.value == {
        **before.value,
        "年度": 2030,
        "事实": [*before.value["事实"], {"内容": "走访：12户", "主题": "服务群众"}],
        "打算": [*before.value.get("打算", []), "再走一遍"],
    }
    kept = set(after.text.split("\n"))
    assert [line for line in text.split("\n") if line not in kept and not line.startswith("年度")] == []


def test_json_stays_json():
    sheet = FactsText('{"年度": 2025, "事实": [{"内容": "一"}]}').append(("事实",), {"内容": "二"})
    assert json.loads(sheet.text)["事实"] == [{"内容": "一"}, {"内容": "二"}]


def test_flow_style_and_blocks_of_text_are_changed_all_the_same():
    sheet = FactsText("# 头\n打算: [甲, 乙]  # 尾\n导语: |\n  第一行\n  第二行\n单位: {名称: 甲}\n")
    sheet = sheet.append(("打算",), "丙").set(("导语",), "一句").set(("单位", "类型"), "村")
    assert sheet.value == {"打算": ["甲", "乙", "丙"], "导语": "一句", "单位": {"名称": "甲", "类型": "村"}}
    assert "# 头" in sheet.text
    assert "# 尾" in sheet.text


def test_an_empty_file_takes_a_first_value():
    assert FactsText("# 只有注释\n").set(("单位", "名称"), "甲").value == {"单位": {"名称": "甲"}}


@pytest.mark.parametrize(
    "text", ["a: b", "# 不是注释", "- 列表", "“引号”", "12", "2025-01-01", "true", "[一", "*星", "@甲", "一 #二", "甲：乙", "~", "null"]
)
def test_any_text_comes_back_as_it_was(text: str):
    assert FactsText(f"k: {scalar(text)}\n").value == {"k": text}


def test_proposals_and_entries_of_several_keys_never_rewrite_the_file(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: FactsText, wanted: object) -> FactsText:
        raise AssertionError("the whole file was written anew")

    monkeypatch.setattr(FactsText, "_rewritten", refuse)
    sheet = FactsText(template(("村",), 2025))
    for number in range(4):
        for key, entry in (
            ("事实", (("主题", "组织生活"), ("内容", f"走访{number}户"), ("时间", "2025-02-12"))),
            ("上年整改", (("问题", f"第{number}个"),)),
            ("问题", (("表现", f"少了{number}次"), ("来源", "自查"))),
            ("打算", (("", f"修桥{number}座"),)),
        ):
            sheet = accept(sheet, Proposal(key, entry, (Source("笔记.txt", "第1行", "原话"),)))
    assert [entry["内容"] for entry in sheet.value["事实"] if entry["内容"]] == ["走访0户", "走访1户", "走访2户", "走访3户"]
    assert [len(sheet.value[key]) for key in ("上年整改", "问题", "打算")] == [4, 4, 4]
    assert sheet.text.count("来自 笔记.txt 第1行：“原话”") == 16
