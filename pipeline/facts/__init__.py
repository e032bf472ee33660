"""The facts file of the contract: what the user knows, as frozen records; the only source a draft may draw claims from."""

from pipeline.facts.reading import load
from pipeline.facts.records import Evidence, Fact, Facts, LifeCount, Problem, Project, Rectification, Secretary, Unit

__all__ = ["Evidence", "Fact", "Facts", "LifeCount", "Problem", "Project", "Rectification", "Secretary", "Unit", "load"]
