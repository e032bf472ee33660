"""Chinese text is measured by characters, split at its own marks, and its quantities are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.texts.decoding import NotTextError, decode
from pipeline.texts.measure import chars, sentences, to_chinese
from pipeline.texts.quantities import quantities
from pipeline.texts.quoting import quoted
from pipeline.texts.runs import coverage, grams, mask, shared_runs
from pipeline.texts.secrecy import mark_in


def found(text: str) -> list[tuple[float, str]]:
    return [(q.value, q.unit) for q in quantities(text)]


def test_length_leaves_out_white_space_of_every_width():
    assert chars("　全年 学习\n12次。\t") == 8


def test_sentences_keep_their_closing_quotes():
    assert sentences("他说“行。”我也说行！好？") == ["他说“行。”", "我也说行！", "好？"]


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_chinese_numerals(number: int, said: str):
    assert to_chinese(number) == said


@pytest.mark.parametrize(
    ("text", "quantities_"),
    [
        ("“第一议题”学习26次，专题研讨4次", [(26, "次"), (4, "次")]),
        ("报到28人次、惠及居民412户", [(28, "人次"), (412, "户")]),
        ("由78%提高到93%", [(78, "%"), (93, "%")]),
        ("百分之八十五", [(85, "%")]),
        ("投入1.2万元，500余人参加", [(12000, "元"), (500, "人")]),
        ("两次、十二名、三个月", [(2, "次"), (12, "名"), (3, "个月")]),
        ("“三会一课”、第一责任人、一岗双责、党的二十届四中全会、两个确立", []),
        ("一是抓学习；二是抓队伍；（三）抓作风", []),
        ("一张清单、一名党员、一次也没有", []),
        ("1. 抓学习\n2、抓队伍", []),
        ("2025年9月12日", [(2025, "年"), (9, "月"), (12, "日")]),
        ("老旧小区二次供水问题3个", [(3, "个")]),
    ],
)
def test_quantities(text: str, quantities_: list[tuple[float, str]]):
    assert [(v, u) for v, u in found(text)] == [(float(v), u) for v, u in quantities_]


def test_people_and_visits_are_not_the_same_measure():
    people, visits, members = quantities("28人")[0], quantities("28人次")[0], quantities("28名")[0]
    assert not people.same_measure(visits)
    assert people.same_measure(members)


@given(st.text())
def test_any_text_has_quantities_with_valid_places(text: str):
    for q in quantities(text):
        assert 0 <= q.start < q.end <= len(text)


def test_shared_runs_end_where_the_sharing_ends():
    a, b = "前面不同共同的一段话一共有十五个字长后面也不同", "别的开头共同的一段话一共有十五个字长另外的结尾"
    (span,) = shared_runs(a, grams(b, 8), 8)
    assert a[slice(*span)] == "共同的一段话一共有十五个字长"
    assert coverage(a, grams(b, 8), 8) == pytest.approx(14 / len(a))
    assert shared_runs(a, grams("毫不相干的另外一些文字完全没有重合")) == []


def test_fixed_wordings_and_titles_do_not_count_as_shared():
    text = "坚持以习近平新时代中国特色社会主义思想为指导，学习《中国共产党支部工作条例（试行）》"
    assert grams(mask(text, ["坚持以习近平新时代中国特色社会主义思想为指导"])) == set()


@pytest.mark.parametrize(
    "text",
    [
        "机密★5年",
        "秘密 ★",
        "开头\n绝密\n正文",
        "备注: 内部资料",
        "  - 不得外传",
        "限科级阅",
        "（内部资料，请勿外传）",
        "内部材料 注意保存",
        "机密（5年）",
        "**绝密**",
    ],
)
def test_secrecy_marks(text: str):
    assert mark_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "开展保密教育2次",
        "无记名秘密投票",
        "五星级★★★",
        "服务★★★",
        "密级：公开",
        "内部管理",
        "参加机密级培训班的同志",
        "**",
        "商业秘密★★★",
        "内部资料室",
        "注意保存好每次会议记录",
    ],
)
def test_false_friends_of_secrecy_marks(text: str):
    assert mark_in(text) == ""


@pytest.mark.parametrize("data", [b"\x00\x01", b"PK\x03\x04rest", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("联心桥", "“联心桥”"),
        ("“联心桥”", "“联心桥”"),
        ("外出党员“一人一联”", "“外出党员‘一人一联’”"),
        ("“三亮”和“三比”", "“‘三亮’和‘三比’”"),
        ("", "“”"),
    ],
)
def test_quotation_marks_are_double_outside_and_single_inside(words: str, wanted: str):
    assert quoted(words) == wanted
