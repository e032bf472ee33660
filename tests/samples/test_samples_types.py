"""The unit type of a report, told by what the unit calls itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.documents import read_text
from pipeline.documents.cleaning import arrange
from pipeline.samples.intake_types import guess_types

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("甲川职业技术学院教务处党支部", "高校"),
        ("乙棠县科学技术协会机关党支部", "群团"),
        ("丙川县总工会机关党支部", "群团"),
        ("丁川县税务局芦渚税务分局党支部", "政法"),
        ("戊川市文化馆党支部", "事业单位"),
        ("己桥街道庚社区党总支", "社区"),
        ("辛桥街道党工委", "街道"),
        ("壬川县水务局机关党支部", "机关"),
    ],
)
def test_the_name_in_the_title_tells_the_type(unit: str, name: str):
    text = f"{unit}书记2025年度抓基层党建工作述职报告\n一、履职情况\n我走访社区、村和学校，老干部、青少年都见了。\n"
    assert guess_types(text) == (name,)


def test_nothing_is_guessed_where_nothing_speaks():
    assert guess_types("一、履职情况\n我开了会。\n") == ()


def test_nearly_every_report_of_ours_is_told():
    from ruamel.yaml import YAML

    paths = [*(ROOT / "eval" / "cases").glob("*/report.md"), *(ROOT / "corpus" / "reports").glob("*.md")]
    front = [(path, YAML(typ="safe").load(path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n"))) for path in paths]
    right = [set(guess_types(arrange(read_text(path)).text)) <= set(said["unit_types"]) for path, said in front]
    assert sum(right) >= 0.95 * len(right)
