"""The model writer: prompt files, any OpenAI-compatible endpoint, answers validated against the facts."""

from pipeline.writers.by_model.writer import ModelWriter

__all__ = ["ModelWriter"]
