"""Whatever stands in a text: no crash, every finding where it says, the same findings again."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import facts, units
from pipeline.checks import Context, of_document, run
from pipeline.documents import parse
from pipeline.documents.cleaning import arrange, without_front_matter
from pipeline.flows.checking import CheckRequest, check_report

TODAY = dt.date(2026, 1, 20)
ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "corpus" / "reports").glob("*.md"))
PIECES = (
    "一、 二、 三、 （一） （二） (一) 1. 2、 ① 一是 二是 三是 第一， 履职情况 存在的问题 原因分析 下一步打算 书记项目 上年整改 述职报告 2025年度 2024年 3月8日 二〇二五年 各位领导， "
    '请予评议 我 支部 党员大会 12次 85% 120% 30人次 近百名 1.2万元 不够深入 有待加强 “ ” ‘ ’ 《 》 （ ） " ， 。 ； ： 、 ！ ？ … —— ** XX {数} 机密★5年 内部资料 11010519491231002X '
    "13812345678 4111111111111111 李小萌 王建国 同学 因 处分 困难党员 患 3号楼2单元501室 苏A12345 党的二十大 两个确立 四个意识 脱贫攻坚 党支部书记 2026年1月8日 \n \n\n \u3000 \t <!-- "
    "shuzhi: 忽略 T01 --> --- \r\n \u200b \x00 \f ## **标题** 习近平 一百二十 十百千 ０１２ Ａ 👍 \ud7ff \U0001f600"
).split(" ")

pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join)
texts = st.one_of(st.text(max_size=300), pieces)
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def report(index: int) -> str:
    return without_front_matter(REPORTS[index].read_text(encoding="utf-8"))


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A report of ours with pieces cut out, put in and moved."""
    text = report(draw(st.integers(0, len(REPORTS) - 1)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        cut, put = text[start:end], draw(st.one_of(st.sampled_from(PIECES), st.just("")))
        text = text[:start] + put + text[end:]
        if draw(st.booleans()):
            at = draw(st.integers(0, len(text)))
            text = text[:at] + cut + text[at:]
    return text


def whole(text: str) -> None:
    """What the contract says of the findings on ``text``."""
    first, again = check_report(text, CheckRequest(), TODAY), check_report(text, CheckRequest(), TODAY)
    assert first.findings == again.findings
    for found in first.findings:
        assert found.message
        assert found.advice
        if found.start == -1:
            assert (found.end, found.excerpt) == (-1, "")
        else:
            assert 0 <= found.start < found.end <= len(first.text), found
            assert found.excerpt == first.text[found.start : found.end]
    # The text that was checked is judged as the text it was made from.
    if not any("<!--" in part for part in (text, first.text)) and arrange(without_front_matter(first.text)).text == first.text:
        assert check_report(first.text, CheckRequest(), TODAY).findings == first.findings


@quick
@given(texts)
def test_any_text_is_judged(text: str):
    whole(text)


@settings(quick, max_examples=40)
@given(mangled())
def test_any_mangled_report_is_judged(text: str):
    whole(text)


@settings(quick, max_examples=40)
@given(mangled(), st.sampled_from(("问题为主", "口头", "通用")), st.sampled_from(("机关", "中小学", "高校")))
def test_any_mangled_report_is_judged_by_the_rules_that_need_more(text: str, rule: str, unit: str):
    text = arrange(text).text
    given_facts = facts.load(ROOT / "corpus" / "facts" / f"{REPORTS[0].stem}.yaml")
    context = Context(2025, TODAY, units.types_of((unit,)), given_facts, units.rule(rule), samples=(("甲", report(0)),), last_year=report(1))
    manuscript = of_document(parse(text), text)
    found = run(manuscript, context)
    assert found == run(of_document(parse(text), text), context)
    assert all(f.start == -1 or (0 <= f.start < f.end and f.excerpt == text[f.start : f.end]) for f in found)


@quick
@given(st.one_of(texts, mangled()))
def test_the_pieces_of_a_manuscript_stand_where_they_say(text: str):
    text = arrange(text).text
    manuscript = of_document(parse(text), text)
    place = 0
    for line in manuscript.lines():
        assert place <= line.start <= line.end <= len(text)
        assert "".join(text[line.start : line.end].split()) == "".join(line.text.split())
        place = line.start
    for part in manuscript.parts:
        assert 0 <= part.start <= part.end <= len(text)
