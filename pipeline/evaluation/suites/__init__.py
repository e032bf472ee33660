"""The suites by name. A suite is one module with jobs, run, scores, metrics and notes; see ``scores.Suite``."""

from pipeline.evaluation.scores import Suite
from pipeline.evaluation.suites.checking import SUITE as CHECK
from pipeline.evaluation.suites.drafting import SUITE as DRAFT
from pipeline.evaluation.suites.retrieving import SUITE as RETRIEVAL
from pipeline.evaluation.suites.rewriting import SUITE as REWRITE

SUITES: dict[str, Suite] = {suite.name: suite for suite in (RETRIEVAL, DRAFT, REWRITE, CHECK)}

__all__ = ["SUITES", "Suite"]
