"""Every kind of dirt of the catalogue: what becomes of it in a sample, and what is left alone in a user's own document."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.documents.cleaning import clean, clean_sample
from pipeline.samples import load_report, own_reports

ROOT = Path(__file__).parent.parent.parent
REAL = {p.name[:3]: p for p in sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))}
LONG = "支部抓学习，每月一次，党员轮流讲，会后有记录、有检查。" * 20

BOTH = [
    ("D01", "解决问题**个，召开党员大会*次，提高**.*%。", "解决问题{数}个，召开党员大会{数}次，提高{数}%。", "掩"),
    ("D02", "打造“青春**”品牌，全**旗推广。", "打造“青春{名}”品牌，全{名}旗推广。", "掩"),
    ("D03", "开展活动X次，慰问XX名党员，面积X.X平方公里。", "开展活动{数}次，慰问{数}名党员，面积{数}平方公里。", "掩"),
    ("D03", "在XX街道党工委领导下，××小区", "在{名}街道党工委领导下，{名}小区", "掩"),
    ("D04", "202X年，支部从20XX年到20__年都开了会。", "{年}年，支部从{年}年到{年}年都开了会。", "掩"),
    ("D04", "xx年，支部开了会。", "{年}年，支部开了会。", "掩"),
    ("D05", "学习党的XX大精神和党的__大报告", "学习党的{名}大精神和党的{名}大报告", "掩"),
    ("D08", "问题党员仅占；提高%，", "问题党员仅占{数}；提高{数}%，", "掩"),
    ("D09", "在——县委领导下", "在{名}县委领导下", "掩"),
    ("D10", "抓好____工作，开会__次", "抓好{名}工作，开会{数}次", "掩"),
    ("D11", "以党的“”精神为指导", "以党的“{名}”精神为指导", "掩"),
    ("D12", "由（ ）负责（略）", "由（{名}）负责（{名}）", "掩"),
    ("D25", "中国共 产党的建 设，要抓实。", "中国共产党的建设，要抓实。", "修"),
    ("D30", "述职报告【更%多#@&素@材尽在哒哒文库】", "述职报告", "修"),
    ("D31", "党##paidbegin##组成员\n##paidend##", "党组成员", "修"),
    ("D32", "正文。\n预览阅读已结束，若您需要全文或代笔，请联系", "正文。", "修"),
    ("D33", "正文。公文汇 www.gongwenhui.com", "正文。", "修"),
    ("D34", "下载文档 / 56\n正文。", "正文。", "弃"),
    ("D35", "某某述职报告全文\n某某述职报告全文\n正文。", "某某述职报告全文\n正文。", "修"),
    ("D36", "时间：2023-01-02 来源：网友投稿\n正文。", "正文。", "弃"),
    (
        "D37",
        "一、做法\n二、问题\n三、打算\n一、做法\n干了。\n二、问题\n有的。\n三、打算\n再干。",
        "一、做法\n干了。\n二、问题\n有的。\n三、打算\n再干。",
        "修",
    ),
    ("D38", "正文。\n- 3 -\n第 1 页，共 18 页\n又。", "正文。\n又。", "修"),
    ("D39", "小编为你整理了述职报告，欢迎阅读。\n正文。", "正文。", "弃"),
    ("D41", "黨(dǎng)的書(shū)記(jì)", None, "修"),
    ("D45", "抓学习，，，，抓管理。。。。", "抓学习，抓管理。", "修"),
    ("D48", "抓\u200b学习\xa0\xa0，", "抓学习，", "修"),
    ("D49", "\n\n正文。\n\n\n", "正文。", "修"),
    ("D50", "参加培训,提升能力;(一)抓学习", "参加培训，提升能力；（一）抓学习", "修"),
    ("D51", '<p class="ql-block">正文&nbsp;&ldquo;实&rdquo;</p>', "正文 “实”", "修"),
    ("D52", "👈抓学习★，★★★", "抓学习，", "修"),
    ("D53", "正文。\n+ O2 W- O: E/ I5 L9 Z\n又。", "正文。\n又。", "修"),
    ("D68", "澳门威尼斯赌场官网\n正文。", "正文。", "弃"),
    ("D71", "抓三级网格（注：原文为三级，调整为更贴合实际）。", "抓三级网格。", "弃"),
    ("D72", "正文。网页1和网页15披露的案例。又。", "正文。又。", "弃"),
    ("D80", "某某书记述职报告尊敬的各位领导：", "某某书记述职报告\n尊敬的各位领导：", "修"),
]
SAMPLES = [
    ("D20", "领会习新时代中国特色社会主义思想，学习习总书记讲话", "领会习近平新时代中国特色社会主义思想，学习习近平总书记讲话"),
    ("D21", "学习XJP 新时代思想", "学习习近平新时代思想"),
    ("D22", "中国特色.主义思想", "中国特色社会主义思想"),
    ("D23", "抓X建，X员带头，压实z*责任", "抓党建，党员带头，压实政治责任"),
    ("D24", "《中国******支部工作条例》", "《中国共产党支部工作条例》"),
    ("D26", "抓挡风廉政，是直接任人，早布暑", "抓党风廉政，是直接责任人，早部署"),
    ("D27", "领悟“两个确定”", "领悟“两个确立”"),
    ("D40", "黨支部書記們對這個問題負責，國家機關開會學習，總結業務發展。", "党支部书记们对这个问题负责，国家机关开会学习，总结业务发展。"),
    ("D76", "集体学等种形式", "集体学等多种形式"),
    ("D83", "存在问题及分析原因", "存在问题及原因分析"),
]
TOLD = [
    ("D09", LONG + "后面的内容……", "警", ""),
    ("D60", "学习二十大精神，聚力脱贫攻坚。", "警", ""),
    ("D61", "2023人以上未单独建立支部。", "弃", "年份"),
    ("D63", "工作根本到达要求，广阔党员满意。", "弃", "洗稿"),
    ("D64", "树牢焦点意识。", "弃", "关键词"),
    ("D65", "又66次的思想解放。", "警", ""),
    ("D67", f"威尼斯赌场{LONG}", "弃", "广告"),
    ("D70", "一、做法\n干了。\n三、打算\n再干。", "警", ""),
    ("D69", "一、做法\n（一）学。\n（二）做。\n三、打算\n（三）改。", "弃", "缺页"),
    ("D74", "全国3.5亿党员。", "弃", "编造"),
    ("D75", "中心组学习60次。", "警", ""),
    ("D77", "10月改选支部班子，11月完成改选。", "警", ""),
    ("D78", "“爱心小鸟”、蒲公英”维权服务", "警", ""),
    ("D79", LONG, "警", ""),
    ("D46", "支部抓学习每月一次党员轮流讲会后有记录" * 30, "弃", "标点"),
    ("D43", "锟斤拷烫烫烫锟斤拷" * 20, "弃", "乱码"),
    ("D57", "\n".join("抓学习管理" * 20), "弃", "错位"),
    ("D07", "".join(f"开展{n}活动1次，" for n in "甲乙丙丁戊己庚辛壬癸"), "弃", "假数"),
]


@pytest.mark.parametrize(("code", "dirty", "wanted", "action"), BOTH, ids=lambda value: value if isinstance(value, str) and len(value) == 3 else "")
def test_what_is_mended_masked_or_left_out_everywhere(code, dirty, wanted, action):
    for cleaner in (clean, clean_sample):
        cleaned = cleaner(dirty)
        assert wanted is None or cleaned.text == wanted
        found = [d for d in cleaned.dirt if d.code == code]
        assert found, cleaned.dirt
        assert {d.action for d in found} == {action}
        assert all(d.excerpt and len(d.excerpt) < 60 for d in found)


@pytest.mark.parametrize(("code", "dirty", "wanted"), SAMPLES)
def test_words_are_restored_in_samples_and_never_in_a_users_own_document(code, dirty, wanted):
    restored = clean_sample(dirty)
    assert restored.text == wanted
    assert code in {d.code for d in restored.dirt if d.action == "修"}
    own = clean(dirty)
    assert code in {d.code for d in own.dirt}
    assert {d.action for d in own.dirt if d.code == code} <= {"警", "掩"}
    assert own.text != wanted


@pytest.mark.parametrize(("code", "text", "action", "why"), TOLD)
def test_what_no_cleaning_mends_is_told(code, text, action, why):
    cleaned = clean_sample(text)
    assert (code, action) in {(d.code, d.action) for d in cleaned.dirt}
    assert (why in cleaned.unusable) if why else cleaned.unusable == ""


@pytest.mark.parametrize(
    "text",
    [
        "学习总书记重要讲话，练习新时代广播操。",
        "抓党建＋服务，55-64岁妇女2×3间，X光检查。",
        "评为五星级支部，保密教育2次，秘密投票。",
        "建立微信公众号，请村民扫码报名，资金来源：财政。",
        "述职人：某某\n2024年1月10日",
        "党员在“圆梦微心愿 温情伴六一”活动中",
        "10月开会，100分，10个支部。",
    ],
)
def test_what_only_looks_like_dirt_stays(text):
    for cleaner in (clean, clean_sample):
        assert cleaner(text).text == text
        assert not cleaner(text).dirt


def test_markdown_is_layout_and_no_mask():
    assert clean("# 述职\n\n**一、履职情况**\n\n抓了**三件事**。").text == "# 述职\n一、履职情况\n抓了三件事。"


def test_made_up_figures_are_slots_in_samples_alone():
    text = "，".join(f"开展{n}活动10次、参加100人" for n in "甲乙丙丁戊己庚") + "，走访23户。"
    cleaned = clean_sample(text)
    assert "开展甲活动{数}次、参加{数}人" in cleaned.text
    assert "23户" in cleaned.text
    assert clean(text).text == text


def test_broken_lines_are_joined_and_headings_are_not():
    whole = [
        "一、履职情况",
        "（一）抓学习。" + "每月集中学习一次并且轮流领学会前出题会上讨论会后检查" * 5 + "。",
        "二、存在的问题",
        "（一）讨论少。" + "全年只有三次安排讨论其余都是我一个人念文件从头念到尾" * 4 + "。",
    ]
    broken = "\n".join(part[i : i + 24] for part in whole for i in range(0, len(part), 24))
    cleaned = clean(broken)
    assert cleaned.text.split("\n") == whole
    assert "D47" in {d.code for d in cleaned.dirt}


def test_a_report_on_one_line_is_parted_at_its_headings():
    body = "全年学习十二次，轮流领学，会前出题，会上讨论。" * 8
    line = f"现将情况述职如下：一、履职情况（一）抓学习。{body}（二）抓管理。{body}二、存在的问题（一）讨论少。{body}三、下一步打算（一）出题。{body}"
    lines = clean(line).text.split("\n")
    assert [n[:6] for n in lines if n[1] == "、"] == ["一、履职情况", "二、存在的问", "三、下一步打"]
    assert sum(n.startswith("（") for n in lines) == 4


def test_page_numbers_of_a_pdf_go_and_counts_stay():
    cleaned = clean("会议\n12\n\f\n2\n正文。\n- 3 -\n\f\n又。")
    assert cleaned.text in {"会议\n正文。\n又。", "会议\n12\n正文。\n又。"}


@pytest.mark.parametrize("report", [*own_reports(), *(load_report(p) for p in (ROOT / "eval" / "cases").glob("*/report.md"))], ids=lambda r: r.id)
def test_our_own_reports_are_clean(report):
    for cleaner in (clean, clean_sample):
        cleaned = cleaner(report.text)
        assert cleaned.text == report.text
        assert {d.code for d in cleaned.dirt} <= {"D79"}
        assert not cleaned.unusable


@pytest.mark.skipif(len(REAL) < 3, reason="the real samples are not here")
def test_the_real_samples():
    kinds = {"000": {"D01", "D02", "D20", "D77", "D78", "D79"}, "002": {"D06", "D30", "D31", "D50", "D83"}, "003": {"D04", "D05", "D31"}}
    for name, codes in kinds.items():
        cleaned = clean_sample(REAL[name].read_text(encoding="utf-8"))
        assert codes <= {d.code for d in cleaned.dirt}
        assert not any(mark in cleaned.text for mark in ("*", "##", "【", "202X", "党的XX"))
        assert not cleaned.unusable
        assert clean_sample(cleaned.text).text == cleaned.text


def test_no_text_takes_long():
    """Patterns are bounded: a megabyte on one line, without a mark or with nothing but marks."""
    for text in ("党" * 300_000, "（" * 100_000, "1 " * 100_000, "【#" * 50_000, "一、" * 50_000, "*" * 100_000, "a b " * 50_000):
        clean_sample(text)
