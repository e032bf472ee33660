from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.documents.headings import HeadingVariants, closes, kind_of
from pipeline.report import SectionKind
from pipeline.units import skeleton

VARIANTS = {
    "duty": "履职情况 履职工作情况 个人履职情况 履职情况和工作亮点 履职工作特色和亮点 主要工作情况 工作开展情况 主要做法 主要做法和成效 主要措施和工作成效 主要工作及成效 "
    "主要工作成效 基层党建工作落实情况 履行党建工作责任情况 履职尽责 履职状况 抓党建工作的主要做法",
    "basic": "基层党组织基本情况 支部基本情况 党组织概况",
    "rectify": "上年度问题整改情况 推进问题整改情况 述职评议反馈问题整改 紧盯短板弱项，抓好问题整改 问题整改落实情况 上年度点评问题的整改 上年意见的改正",
    "project": "书记项目 突破项目 领航项目 特色亮点工作 书记项目：外出党员“一人一联”",
    "problem": "存在的问题 存在问题 存在的主要问题 存在的突出问题 存在的问题不足 问题与不足 对标检视 短板弱项 存在的问题及原因 存在的问题及原因分析 存在问题及分析原因 主要问题及成因 "
    "存在的问题和原因分析 存在的突出问题及原因剖析 存在问题及整改措施",
    "cause": "原因分析 原因剖析 产生上述问题的原因 产生上述问题的主要原因 以上问题的原因主要是 存在问题的主要原因 成因 产生问题的主要原因",
    "plan": "下一步打算 下步打算 下步工作打算 下一步工作思路 工作思路和主要措施 下一步思路和改进措施 努力方向 整改措施 今后努力方向 精准施策 展望未来 2025年的打算 2026年工作打算 "
    "改进措施 努力方向和整改措施 下一阶段工作安排",
    "integrity": "个人廉洁自律 落实党风廉政建设责任",
}


@pytest.mark.parametrize(("kind", "heading"), [(kind, heading) for kind, headings in VARIANTS.items() for heading in headings.split()])
def test_variants_of_real_reports_are_told_apart(kind, heading):
    assert kind_of(heading) == kind


@pytest.mark.parametrize("name", ["合并", "分列", "配因"])
def test_headings_that_we_write_ourselves_are_understood(name):
    for section in skeleton(name).sections:
        for heading in section.headings:
            assert kind_of(heading) == section.kind, heading


def test_unknown_wordings_have_no_kind():
    assert kind_of("让骑手有个家") is None


@pytest.mark.parametrize(
    "line",
    ["以上述职，请予评议。", "不妥之处，敬请批评指正。", "以上是我的述职，请各位同志批评指正！", "我的述职就到这里，请各位评议。", "谢谢大家！"],
)
def test_closing_words(line):
    assert closes(line)


@pytest.mark.parametrize("line", ["以上四个问题，每个定一条措施。", "请3个党小组各提了一次意见。"])
def test_words_that_close_nothing(line):
    assert not closes(line)


def test_a_file_that_lacks_a_kind_is_refused():
    whole = {kind: ("词",) for kind in SectionKind if kind is not SectionKind.LEAD}
    assert HeadingVariants.model_validate(whole)
    for kind in whole:
        with pytest.raises(ValidationError):
            HeadingVariants.model_validate({k: v for k, v in whole.items() if k != kind})
        with pytest.raises(ValidationError):
            HeadingVariants.model_validate({**whole, kind: ()})
