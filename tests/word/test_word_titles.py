from __future__ import annotations

import pytest

from pipeline.word.measures import CHARS_A_TITLE_LINE, ems
from pipeline.word.signing import places
from pipeline.word.titles import title_lines


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("2025年度抓基层党建工作述职报告", ("2025年度抓基层党建工作述职报告",)),
        ("云溪县水务局机关党支部书记2025年度抓基层党建工作述职报告", ("云溪县水务局机关党支部书记", "2025年度抓基层党建工作述职报告")),
        ("苇汀街道党工委书记2025年度抓基层党建工作述职报告", ("苇汀街道党工委书记", "2025年度抓基层党建工作述职报告")),
        ("松岭镇中心小学党支部书记2024年度抓基层党建工作述职报告", ("松岭镇中心小学党支部书记", "2024年度抓基层党建工作述职报告")),
    ],
)
def test_titles_are_broken_where_a_reader_breathes(title, shown):
    assert title_lines(title) == shown


@pytest.mark.parametrize(
    "title",
    [
        "中共临河市青山区人民政府国有资产监督管理委员会机关委员会书记2025年度抓基层党建工作述职报告",
        "临河市青山区人力资源和社会保障局机关党总支书记2025年度履行基层党建工作责任述职报告",
        "临河市第一人民医院党委书记2025年度抓基层党建和党风廉政建设工作述职报告",
    ],
)
def test_long_titles_fit_and_are_no_hourglass(title):
    shown = title_lines(title)
    assert "".join(shown) == title
    assert len(shown) > 1
    widths = [ems(line) for line in shown]
    assert max(widths) <= CHARS_A_TITLE_LINE
    assert min(widths) >= 5
    assert not any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    for whole in ("2025年度", "述职报告", "基层党建"):
        assert whole not in title or any(whole in line for line in shown)


def test_a_title_that_cannot_be_broken_stays_whole():
    assert title_lines("A" * 400) == ("A" * 400,)


@pytest.mark.parametrize(
    ("signer", "date", "expected"),
    [
        # Signer of 17, date of 6.5: the date begins two characters behind the signer, who ends two from the edge.
        ("述职人：云溪县水务局机关党支部书记", "2026年1月12日", (("right", 2), ("left", 11))),
        # A signer of 5: the date ends two from the edge, and begins two behind the signer.
        ("张某某书记", "2026年1月12日", (("right", 5.5 + 4 - 4), ("right", 2))),
    ],
)
def test_the_sign_off_stands_by_the_rules(signer, date, expected):
    signed, dated = places(signer, date)
    if dated.side == "right":
        assert ems(date) + dated.chars + 2 == pytest.approx(ems(signer) + signed.chars)
    else:
        assert dated.chars == 28 - signed.chars - ems(signer) + 2
    assert (signed.side, dated) == (expected[0][0], expected[1])


def test_a_signer_longer_than_a_line_keeps_within_the_edges():
    signed, dated = places("述" * 40, "2026年1月12日")
    assert signed.chars >= 0
    assert dated.chars >= 0
