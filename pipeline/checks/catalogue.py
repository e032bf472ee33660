"""All rules, by code. A rule is one file in its family's package and one line in that package's ``RULES``."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pipeline.checks.rule import FactsRule, Rule

FAMILIES = ("structure", "facts", "problems", "wording", "originality", "secrecy", "typography")


@cache
def all_rules() -> tuple[Rule | FactsRule, ...]:
    """Every rule, in the order of the families and of their lists."""
    found = []
    for family in FAMILIES:
        names = import_module(f"pipeline.checks.{family}").RULES
        found += [import_module(f"pipeline.checks.{family}.{name}").RULE for name in names]
    return tuple(found)


def rules() -> tuple[Rule, ...]:
    """The rules on reports."""
    return tuple(rule for rule in all_rules() if isinstance(rule, Rule))


def facts_rules() -> tuple[FactsRule, ...]:
    """The rules on facts files."""
    return tuple(rule for rule in all_rules() if isinstance(rule, FactsRule))


def find(code: str) -> Rule | FactsRule | None:
    """The rule of ``code``, in either case, or None."""
    return next((rule for rule in all_rules() if rule.code == code.strip().upper()), None)


def family_name(code: str) -> str:
    """The Chinese name of the family that ``code`` belongs to. Raises KeyError for the code of no rule."""
    for family in FAMILIES:
        package = import_module(f"pipeline.checks.{family}")
        if any(name.upper().startswith(f"{code}_") for name in package.RULES):
            return str(package.NAME)
    raise KeyError(code)
