"""Typography: what is found where, and what is right although it looks wrong."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks.catalogue import find
from pipeline.checks.examples import context_of, manuscript_of
from pipeline.checks.rule import Example, Rule
from pipeline.checks.typography.counting import numeral, value


def found(code: str, text: str) -> list[str]:
    rule = find(code)
    assert isinstance(rule, Rule)
    return [f.excerpt for f in checks.run(manuscript_of(Example(text)), context_of(Example(text)), [rule])]


@pytest.mark.parametrize(
    ("code", "text", "excerpt"),
    [
        ("T01", "开展活动×次。", "×"),
        ("T01", "某某单位前来观摩。", "某某"),
        ("T02", "牌子上写着“有事找我，真管用。", "“有事找我，"),
        ("T02", "按计划推进）并公示。", "按计划推进）"),
        ("T02", '支部办起"议事会，居民都来。', '"议事会，居'),
        ("T03", "党员开展「三亮」活动。", "「三亮」"),
        ("T03", "喊出”马上就办“的口号，“先学”一步。", "”马上就办“"),
        ("T03", "提出‘先学一步’。", "‘先学一步’"),
        ("T04", "抓了两件事：一是修门，三是换灯。", "三是"),
        ("T04", "一是修门；二是换灯；二是补墙。", "二是"),
        ("T04", "我的做法，一是包片，常去常问。", "一是"),
        ("T04", "一、抓学习\n我讲课2次。\n三、抓服务\n我走访12户。", "三"),
        ("T05", "(一)抓学习。我讲课2次。", "(一)"),
        ("T08", "参加培训,提升本领。", "加培训,提升本"),
        ("T10", "每名支部书记书记都来。", "书记书记"),
        ("T10", "年内有12次12次记录。", "12次12次"),
        ("T11", "我主持支委会12次，组织主题党日12次，讲党课2次、", "题党日12次，讲党课2次、"[-10:]),
        ("T12", "此事已办妥。。", "已办妥。。"),
        ("T13", "我把支 部的事放在心上，全年走访困难党员18户。", "我把支 部的事"),
        ("T14", "二〇二五年三月八日开会。", "二〇二五年"),
    ],
)
def test_it_is_found(code: str, text: str, excerpt: str):
    assert excerpt in found(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("T01", "张某某是老党员，拍了X光片，面积12×8米。"),
        ("T02", "分两步：1）自学；2）交流（每月一次，记入《手册（试行）》）。"),
        ("T03", "牢记“‘两个务必’不能丢”的教诲，It's fine。"),
        ("T04", "一是修门；二是换灯。\n又办两件：一是补墙，二是清沟。"),
        ("T04", "（一）抓学习。我讲课2次。（二）抓服务。我走访12户。\n（三）抓队伍。我谈心18人次。"),
        ("T04", "首先是修门，二是换灯。"),
        ("T04", "第二、第四季度各讲一次课，一是一、二是二。"),
        ("T04", "办了一件：一是修门。再就是换灯。"),
        ("T04", "1.抓学习。我讲课2次。\n2.抓服务。我走访12户。\n1.5万元已到账。"),
        ("T06", "（一）每月学习一次。\n（二）每季谈心一次。\n（三）每年走访一遍，听取意见，记在本上，年底逐条对账，办一件销一件。"),
        ("T08", "9:30开会，经费1,200元，比分3:1，网址http://a.cn。"),
        ("T10", "的的确确，为了了解情况，受不了了，在在职党员中研究研究，一户一户走，年年讲、月月讲，看着看着就懂了。"),
        ("T11", "（一）强化理论武装，提升政治能力和业务能力\n我讲课2次。"),
        ("T11", "述职人：岚川县农业农村局机关党支部书记，二级主任科员，2026年1月8日"),
        ("T12", "意见很多……都记下了——一条不落？！"),
        ("T13", "挂出“亮身份 作表率”的牌子12块，学English 课文2篇，走访党员18户。"),
        ("T14", "从教25年，农历八月十五日慰问，十五五规划，25年如一日，2023—2027年，10%～20%。"),
    ],
)
def test_it_only_looks_wrong(code: str, text: str):
    assert found(code, text) == []


def test_what_is_wrong_all_over_is_told_once():
    text = "参加培训,提升本领,走访群众。"
    assert len(found("T08", text)) == 1


def test_numerals():
    assert [value(n) for n in ("一", "十", "十二", "二十", "三十四", "7", "③", "十一十")] == [1, 10, 12, 20, 34, 7, 3, 0]
    assert [numeral(n, "一") for n in (1, 10, 12, 20, 34)] == ["一", "十", "十二", "二十", "三十四"]
    assert (numeral(3, "1"), numeral(3, "①")) == ("3", "③")


def test_a_heading_that_is_a_clause_needs_no_mark():
    text = (
        "2025年度抓基层党建工作述职报告\n一、存在的问题\n意见箱收到意见42个，31个过了7天才有人回话\n我没有按月看过意见箱，群众写来的话压在办公室里，办了没有也不知道。\n"
        "窗口党员岗一年空了19天，当天没有党员在\n排班表是我签的字，签完就没有再看过，群众来了找不到人，只好改天再跑一趟。\n二、下一步打算\n我每周看一次。"
    )
    example = Example(text, section=None)
    rule = find("T11")
    assert isinstance(rule, Rule)
    assert checks.run(manuscript_of(example), context_of(example), [rule]) == ()
