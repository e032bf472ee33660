"""Personal data: found by kind, hidden by stable tokens, put back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.texts.personal import Mask, tokens_in

IDENTITY = "11010519491231002X"  # the example of GB 11643
CARD = "6222 0200 0000 0000 001".replace(" ", "")


@pytest.mark.parametrize(
    ("text", "value", "token"),
    [
        (f"身份证号{IDENTITY}。", IDENTITY, "{身份证A}"),
        ("电话13800138000，打过3次", "13800138000", "{电话A}"),
        ("电话138-0013-8000", "138-0013-8000", "{电话A}"),
        ("值班电话010-12345678", "010-12345678", "{电话A}"),
        ("卡号4111 1111 1111 1111", "4111 1111 1111 1111", "{账号A}"),
        ("信箱 zhang.san@example.com 收", "zhang.san@example.com", "{邮箱A}"),
        ("车牌京A12345", "京A12345", "{车牌A}"),
        ("住在幸福小区3号楼2单元501室", "3号楼2单元501室", "{门牌A}"),
        ("走访困难党员李秀兰同志3次", "李秀兰", "{人名A}"),
    ],
)
def test_each_kind_is_hidden_and_put_back(text: str, value: str, token: str):
    mask = Mask.of([text])
    hidden = mask.hide(text)
    assert value not in hidden
    assert token in hidden
    assert mask.show(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "学习习近平总书记重要讲话26次",
        "经费123456789012345678元",
        "文号云水发〔2025〕12号",
        "第3党小组开展活动12次",
        "满意度98.5%，办结率100%",
        "2025年12月31日前完成",
    ],
)
def test_what_is_not_personal_stays(text: str):
    assert Mask.of([text]).hide(text) == text


def test_tokens_are_stable_and_longer_names_are_hidden_first():
    texts = ["走访困难群众李明同志，再访李明华同志", "李明同志来电13800138000"]
    mask = Mask.of(texts, ["王建国"])
    assert mask == Mask.of(texts, ["王建国"])
    assert mask.tokens["王建国"] == "{人名A}"
    hidden = [mask.hide(text) for text in texts]
    assert "李明" not in "".join(hidden)
    assert [mask.show(text) for text in hidden] == texts


def test_models_write_tokens_in_their_own_way_and_invent_some():
    mask = Mask.of([], ["王建国"])
    assert mask.show("｛人名A｝和{ 人名 A }到场，{人名B}没有来") == "王建国和王建国到场，{人名B}没有来"
    assert tokens_in("王建国到场，{人名B}没有来，{x}也没有") == ["{人名B}"]


@given(st.text(alphabet="李明王芳{}｛人名AB电话1380同志、，。 ", max_size=40))
def test_hiding_and_showing_changes_nothing(text: str):
    mask = Mask.of(["困难党员李明同志，电话13800138000"], ["王芳"])
    assert mask.show(mask.hide(text)) == mask.show(text)
