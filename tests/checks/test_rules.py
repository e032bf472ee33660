"""Every rule does what its own examples say, and can be told to a user."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import checks
from pipeline.checks import Context
from pipeline.checks.catalogue import FAMILIES, all_rules, facts_rules, family_name, find, rules
from pipeline.checks.examples import context_of, manuscript_of
from pipeline.checks.rule import FactsRule, Need, Rule
from pipeline.facts.reading import loads

PACKAGE = Path(checks.__file__).parent
LETTERS = dict(zip(FAMILIES, "SFPWOCT", strict=True))
ALONE = [rule for rule in rules() if Need.DRAFT not in rule.needs]


@pytest.mark.parametrize("rule", ALONE, ids=lambda r: r.code)
def test_the_bad_example_is_found_and_the_good_one_is_not(rule: Rule):
    for example, wanted in ((rule.bad, True), (rule.good, False)):
        manuscript, context = manuscript_of(example), context_of(example)
        assert rule.applies(manuscript, context), "the example must give what the rule needs"
        found = checks.run(manuscript, context, [rule])
        assert bool(found) == wanted, found
        assert all(f.start == -1 or (0 <= f.start < f.end and f.excerpt == example.text[f.start : f.end]) for f in found)


@pytest.mark.parametrize("rule", facts_rules(), ids=lambda r: r.code)
def test_the_bad_facts_are_found_and_the_good_ones_are_not(rule: FactsRule):
    for text, wanted in ((rule.bad, True), (rule.good, False)):
        facts = loads(text)
        context = Context(year=facts.year, written_on=facts.written_on or dt.date(facts.year + 1, 1, 10), facts=facts)
        assert bool(checks.run_facts(facts, context, [rule])) == wanted


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_a_rule_can_be_told(rule: Rule | FactsRule):
    assert all((rule.name, rule.about, rule.source))
    assert find(rule.code.lower()) is rule
    assert family_name(rule.code)
    assert rule.bad != rule.good


def test_every_file_of_a_rule_is_listed_under_its_own_code():
    for family in FAMILIES:
        files = {path.stem for path in (PACKAGE / family).glob(f"{LETTERS[family].lower()}[0-9][0-9]_*.py")}
        listed = __import__(f"pipeline.checks.{family}", fromlist=["RULES"]).RULES
        assert files == set(listed)
        assert list(listed) == sorted(listed)
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))
