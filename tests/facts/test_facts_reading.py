"""A facts file is read, or every mistake in it is named, in Chinese, with line, column and the nearest right key."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import pytest

from pipeline.errors import FactsError, InputError
from pipeline.facts import load
from pipeline.facts.reading import loads

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
LEAST = """单位:
  名称: 甲县乙局党支部
  类型: 机关
述职人:
  职务: 党支部书记
年度: 2025
事实:
  - 内容: 集中学习12次
"""


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(FactsError) as caught:
        loads(text, "facts.yaml")
    assert caught.value.exit_code == 2
    return caught.value.mistakes


def test_examples_are_read_whole():
    facts = load(EXAMPLES / "facts-jiguan.yaml")
    assert facts.unit.types == ("机关",)
    assert facts.written_on == dt.date(2026, 1, 12)
    assert [c.count for c in facts.life] == [4, 11, 3, 12, 1]
    assert [e.id for e in facts.evidence][:3] == ["F01", "F02", "F03"]
    assert {"组织生活.支委会", "整改2", "问题3", "项目", "打算4"} <= set(facts.by_id)


def test_ids_are_given_in_order_where_the_user_gave_none():
    facts = load(EXAMPLES / "facts-xuexiao.yaml")
    assert [e.id for e in facts.evidence][:6] == ["F1", "F2", "F3", "F4", "F5", "F6"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str):
    path = tmp_path / "facts.yaml"
    path.write_bytes(LEAST.replace("\n", "\r\n").encode(encoding))
    assert load(path).unit.name == "甲县乙局党支部"


def test_json_with_the_same_keys_even_indented_by_tabs(tmp_path: Path):
    path = tmp_path / "facts.json"
    record = {"单位": {"名称": "甲社区党委", "类型": ["社区", "群团"]}, "述职人": {"职务": "书记"}, "年度": "2025", "事实": [{"内容": "走访：12户"}]}
    path.write_text(json.dumps(record, ensure_ascii=False, indent="\t"), encoding="utf-8")
    facts = load(path)
    assert facts.unit.types == ("社区", "群团")
    assert facts.year == 2025


def test_all_mistakes_at_once_with_places_and_nearest_keys():
    found = mistakes(
        """单位:
  名字: 甲局党支部
  类型: 机官
述职人:
  职务: 党支部书记
  任职起: 2026-05
年度: 2025
规格: 通
组织生活:
  支委会: -1
  党课: 三次
事实:
  - 内溶: 集中学习12次
  - 内容: 走访12户
    编号: F2
    时间: 2024-03
  - 内容: 走访13户
    编号: F2
打算:
  - ""
"""
    )
    told = "\n".join(found)
    assert "第 2 行第 3 列：不认识“名字”，是不是“名称”？" in told
    assert "第 3 行" in told
    assert "机官" in told
    assert "是不是“机关”" in told
    assert "任职起 2026-05 晚于报告年度 2025" in told
    assert "没有“通”这种规格，是不是“通用”" in told
    assert "第 10 行" in told
    assert "不能小于 0" in told
    assert "只写一个整数" in told
    assert "第 13 行第 5 列：不认识“内溶”，是不是“内容”？" in told
    assert "不在报告年度 2025 年内" in told
    assert "编号“F2”与第" in told
    assert len(found) >= 10
    places = [tuple(int(n) for n in m.split("：")[0].replace("facts.yaml 第 ", "").replace(" 列", "").split(" 行第 ")) for m in found]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "文件是空的"),
        ("   \n\n", "文件是空的"),
        ("# 只有注释\n", "应当是“名目: 内容”的样子"),
        ("- 内容: 学习\n", "整个文件是一个列表"),
        ("随便一句话", "整个文件是一段文字"),
        (LEAST.replace("年度: 2025", "年度：2025"), "中文冒号"),
        (LEAST.replace("  名称", "\t名称"), "Tab"),
        (LEAST.replace("集中学习12次", "学习: 其中: 一次"), "多余的"),
        (LEAST.replace("集中学习12次", '"学习'), "没有成对"),
        (LEAST + "年度: 2024\n", "“年度”写了两次"),
        (LEAST.replace("年度: 2025", "年度: 25"), "四位数字"),
        (LEAST.replace("  - 内容: 集中学习12次", "  内容: 集中学习12次"), "“事实”要写成列表"),
        (LEAST.replace("  - 内容: 集中学习12次", "  - 集中学习12次"), "要写成“名目: 内容”的样子"),
        (LEAST.replace("\n  - 内容: 集中学习12次", " []"), "至少要有一条"),
        (LEAST.replace("事实:\n  - 内容: 集中学习12次\n", ""), "缺少“事实”"),
        (LEAST + "写作日期: 2026-02-30\n", "没有“2026-02-30”这一天"),
        (LEAST + "写作日期: 2020-01-01\n", "写作日期 2020-01-01 与报告年度 2025 对不上"),
        (LEAST + "职务: 书记\n", "它属于“述职人”"),
        (LEAST + "字数: 20\n", "不能小于 300"),
        (LEAST + "组织生活: [支委会, 12]\n", "组织生活"),
        (LEAST + "书记项目: 水库\n", "要写成“名目: 内容”的样子"),
    ],
)
def test_each_mistake_is_named(text: str, said: str):
    assert said in "\n".join(mistakes(text))


def test_an_id_that_collides_with_an_automatic_one_is_explained():
    told = "\n".join(mistakes(LEAST + "  - 内容: 走访12户\n    编号: F1\n"))
    assert "F1" in told
    assert "第 8 行" in told


def test_alias_bombs_and_deep_nesting_end_in_a_message():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(8))
    assert "内容太多" in "\n".join(mistakes(bomb))
    assert "太多" in "\n".join(mistakes("[" * (sys.getrecursionlimit() * 2)))


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04" + b"\0" * 50, "Word 或 Excel"), (b"\x7fELF\0\0\0", "二进制"), (b"\xff\xff\xff\x80\x81", "认不出编码"), (b"%PDF-1.7", "PDF")],
)
def test_files_that_are_no_text(tmp_path: Path, data: bytes, said: str):
    path = tmp_path / "facts.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        load(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path):
    path = tmp_path / "facts.yaml"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(InputError, match="太大"):
        load(path)


def test_missing_file_and_folder(tmp_path: Path):
    with pytest.raises(InputError, match="找不到文件"):
        load(tmp_path / "没有.yaml")
    with pytest.raises(InputError, match="文件夹"):
        load(tmp_path)
