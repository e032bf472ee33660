"""Words quoted from a rule are no invented name."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks.catalogue import find
from pipeline.checks.examples import context_of, manuscript_of
from pipeline.checks.rule import Example


@pytest.mark.parametrize(("text", "found"), [("推行“相对固定”的主题党日。", False), ("推行“绝对固定”的主题党日。", True)])
def test_words_of_a_rule_may_be_quoted(text: str, found: bool):
    example = Example(text, facts=("开展主题党日10次",))
    hits = checks.run(manuscript_of(example), context_of(example), [find("F06")])
    assert bool(hits) is found
