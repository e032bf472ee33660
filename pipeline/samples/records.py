"""A sample report with its front matter, and the passages it is cut into: the unit of retrieval."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipeline.report import SectionKind
from pipeline.units import find_type

Grade = Literal["good", "fair", "weak"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Grading(_Record):
    """How good a section is as a model, and why (Chinese)."""

    grade: Grade
    why: str


class SampleReport(_Record):
    """A report of the library: front matter and, as ``text``, the body.

    ``id`` is ASCII and unique; ``unit_types`` are names of the catalogue (aliases are resolved); ``entities`` are the names that must never
    leave the sample; ``faults`` the codes of what is known to be wrong with it.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    fictional: bool
    unit: str
    unit_types: tuple[str, ...] = Field(min_length=1)
    year: int = Field(ge=1990, le=2100)
    written_on: dt.date
    rule: str
    skeleton: str
    grades: dict[SectionKind, Grading]
    faults: tuple[str, ...]
    entities: tuple[str, ...]
    author: str
    license: str
    text: str = Field(min_length=1)

    @field_validator("unit_types")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        found = {name: find_type(name) for name in names}
        unknown = [name for name, unit_type in found.items() if unit_type is None]
        if unknown:
            raise ValueError(f"没有这种单位类型：{'、'.join(unknown)}")
        return tuple(dict.fromkeys(unit_type.name for unit_type in found.values() if unit_type))

    def grade(self, kind: SectionKind) -> Grade:
        """The grade of a kind of section; ungraded ones are fair."""
        grading = self.grades.get(kind)
        return grading.grade if grading else "fair"


class Passage(_Record):
    """What stands under one lowest heading of a report. ``breadcrumb`` is title›section›heading; ``theme`` is "" outside duty."""

    id: str
    report: str
    unit_types: tuple[str, ...]
    section: SectionKind
    theme: str
    heading: str
    text: str
    breadcrumb: str
    year: int
    grade: Grade
    entities: tuple[str, ...]

    @property
    def searchable(self) -> str:
        """What both indexes see: the title would only add the unit's name to every passage."""
        return f"{self.heading}\n{self.text}"


def passage_id(report: str, breadcrumb: str, text: str) -> str:
    """The id of a passage: 16 hexadecimal digits that change with its content and nothing else."""
    return hashlib.sha256(f"{report}\0{breadcrumb}\0{text}".encode()).hexdigest()[:16]
