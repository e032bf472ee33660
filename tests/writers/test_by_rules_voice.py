"""The secretary speaks of himself and of the organisation as the unit does."""

from __future__ import annotations

import pytest

from pipeline import units
from pipeline.facts import Secretary
from pipeline.steps.rows import _own_words
from pipeline.writers.by_rules.voice import in_first_person


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("书记走访214户", "我走访214户"),
        ("3月底前书记和4名支委谈完", "3月底前我和4名支委谈完"),
        ("12次支委会9次只写书记的话", "12次支委会9次只写我的话"),
        ("11月28日书记听了两组", "11月28日我听了两组"),
    ],
)
def test_in_the_secretarys_notes_the_secretary_is_i(noted: str, said: str):
    assert in_first_person(noted) == said


@pytest.mark.parametrize(
    "noted",
    [
        "12名村书记述职",
        "县委书记来调研",
        "党支部书记8名",
        "原书记写了评语",
        "推行书记项目2个",
        "查借书记录",
        "有人写“书记辛苦”",
        "书记、校长一起听课",
        "3名兼职书记",
    ],
)
def test_other_secretaries_stay(noted: str):
    assert in_first_person(noted) == noted


@pytest.mark.parametrize(
    ("kind", "unit", "post", "called"),
    [
        ("乡镇", "苇渡县芦花乡", "乡党委书记", "乡党委"),
        ("乡镇", "苇渡县松岭镇", "镇党委书记", "镇党委"),
        ("医院", "苇渡县人民医院内科党支部", "内科主任、党支部书记", "支部"),
        ("医院", "苇渡县人民医院", "党委书记", "院党委"),
        ("中小学", "松岭镇中心小学", "党总支书记", "学校党组织"),
        ("机关", "苇渡县水利局", "党组书记", "党组"),
        ("机关", "苇渡县水利局", "机关党支部书记", "支部"),
    ],
)
def test_the_organisation_is_the_one_the_post_leads(kind: str, unit: str, post: str, called: str):
    assert units.types_for((kind,), unit, post)[0].calls.organisation == called


def test_a_township_has_no_headings_about_towns():
    headings = [h for theme in units.types_for(("乡镇",), "苇渡县芦花乡", "乡党委书记")[0].themes for h in theme.headings]
    assert not any("镇机关" in h or "镇里" in h for h in headings)


def test_the_party_post_reports():
    assert Secretary.model_validate({"职务": "呼吸科主任、党支部书记"}).party_post == "党支部书记"
    assert Secretary.model_validate({"职务": "党委副书记"}).party_post == "党委副书记"


@pytest.mark.parametrize(
    ("statement", "heading"),
    [
        ("23节示范课17节是5名骨干，青年党员合计4节", "23节示范课17节是5名骨干"),
        ("四个科投诉17件，9件牵涉党员，无人过问", "四个科投诉17件，9件牵涉党员"),
        ("党委会31次，议题214个，采购类97个", None),
        ("2024年1月评议，46名党员", None),
        ("9月“开放日”没有办，材料也缺", None),
    ],
)
def test_a_problem_of_no_known_kind_is_headed_by_its_own_words_where_they_tell(statement: str, heading: str | None):
    found = _own_words(statement)
    assert (found[0] if found else None) == heading
