"""The sample library: reports in, passages out."""

from pipeline.samples.chunking import chunk
from pipeline.samples.library import load_report, own_reports
from pipeline.samples.records import Grade, Passage, SampleReport
from pipeline.samples.retrieval import Hit, Retriever
from pipeline.samples.store import SampleStore

__all__ = ["Grade", "Hit", "Passage", "Retriever", "SampleReport", "SampleStore", "chunk", "load_report", "own_reports"]
