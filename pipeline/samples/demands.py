"""What a search demands of a passage beside nearness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report import SectionKind
from pipeline.samples.records import Grade, Passage


@dataclass(frozen=True)
class Demands:
    """An empty demand is none; one unit type of several is enough."""

    sections: Sequence[SectionKind] = ()
    grades: Sequence[Grade] = ()
    unit_types: Sequence[str] = ()
    not_reports: Sequence[str] = ()

    def met_by(self, passage: Passage) -> bool:
        return (
            (not self.sections or passage.section in self.sections)
            and (not self.grades or passage.grade in self.grades)
            and (not self.unit_types or not set(self.unit_types).isdisjoint(passage.unit_types))
            and passage.report not in self.not_reports
        )
