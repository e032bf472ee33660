"""The metrics of drafts: pure functions from what a contestant wrote and the case to a number, or None where it cannot be scored.

All contestants are judged by their text alone, read as any user's document is: what a draft of ours says about itself counts for nothing.
"""

from pipeline.evaluation.metrics.catalogue import DRAFT_METRICS, measure
from pipeline.evaluation.metrics.subject import Subject, subject_of

__all__ = ["DRAFT_METRICS", "Subject", "measure", "subject_of"]
