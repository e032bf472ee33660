"""docs/facts.md: its examples are facts files, and it tells of every key there is."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.facts.mistakes import _RECORDS, _aliases
from pipeline.facts.reading import loads
from pipeline.facts.records import Facts
from pipeline.units import rule_names, type_names

PAGE = (Path(__file__).parents[2] / "docs" / "facts.md").read_text(encoding="utf-8")


def test_its_examples_are_facts_files():
    examples = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) == 2
    for text in examples:
        assert loads(text).year == 2025


def test_it_names_every_key_type_and_rule():
    keys = _aliases(Facts) + [key for record in _RECORDS.values() for key in _aliases(record)]
    assert [name for name in (*keys, *type_names(), *rule_names()) if name not in PAGE] == []


def test_its_commands_are_known():
    from pipeline.cli.app import run

    for command in re.findall(r"^shuzhi (\w+)", PAGE, re.MULTILINE):
        assert run([command, "--help"]) == 0
