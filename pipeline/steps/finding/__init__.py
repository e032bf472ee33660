"""What notes, ledgers and last year's report hold that a facts file could take: proposals by rules, each quoting its source word for word."""

from pipeline.steps.finding.finding import Found, Wanted, find

__all__ = ["Found", "Wanted", "find"]
