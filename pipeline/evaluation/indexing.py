"""The index of the bench: derived data in its home, shared by all processes; the cluster of a case is kept out of every search for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.evaluation.cases import Bench, Case
from pipeline.events import silent
from pipeline.flows.draft import Finder
from pipeline.report import SectionKind
from pipeline.samples.records import Passage

if TYPE_CHECKING:
    from pipeline.samples import Retriever, SampleStore

PASSAGES_PER_SECTION = 3
"""As many as ``shuzhi draft`` takes."""


@cache
def store_of(bench: Bench) -> SampleStore:
    """The store over the library, built by the first process that asks."""
    from pipeline.samples import SampleStore

    return SampleStore.open(bench.home / "index", bench.library, silent)


@cache
def retriever_of(bench: Bench) -> Retriever:
    """The search over it."""
    from pipeline.samples import Retriever

    return Retriever(store_of(bench))


def finder(bench: Bench, case: Case) -> Finder:
    """What the draft flow asks of the samples, for this case."""
    kin = bench.kin_in_library(case)

    def find(query: str, unit_types: tuple[str, ...], section: SectionKind) -> tuple[Passage, ...]:
        retriever = retriever_of(bench)
        hits = retriever.search(query, unit_types=unit_types, section=section, k=PASSAGES_PER_SECTION, models_only=True, exclude=kin)
        return tuple(hit.passage for hit in hits)

    return find
