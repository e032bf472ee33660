"""A surname before a title."""

from __future__ import annotations

import pytest

from pipeline.texts.people import ends_in_surname
from pipeline.writers.by_rules.voice import in_first_person


@pytest.mark.parametrize(
    ("before", "named"), [("党课，周", True), ("请高", True), ("周", True), ("支部任", False), ("党员向", False), ("全年", False), ("", False)]
)
def test_a_surname_stands_by_itself(before: str, named: bool):
    assert ends_in_surname(before) is named


def test_somebody_by_name_is_not_the_one_who_speaks():
    assert in_first_person("党课，周书记讲，到26人") == "党课，周书记讲，到26人"
    assert in_first_person("书记讲党课3次") == "我讲党课3次"
