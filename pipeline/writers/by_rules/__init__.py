"""The rule writer: a sober draft from the facts alone, with no key and no network."""

from pipeline.writers.by_rules.writer import RuleWriter

__all__ = ["RuleWriter"]
