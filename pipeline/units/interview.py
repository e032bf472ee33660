"""What everybody is asked before a report can be written: ``corpus/interview.yaml``, validated once when first used.

The questions of a unit type are its ``must_ask``; here stand those of all, and why the facts of each theme are asked for.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from pipeline.resources import folder

Form = Literal["text", "types", "year", "month", "date", "rule", "chars", "count", "texts"]
"""How an answer is written; whether it is right, the records of ``facts`` tell."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wanted(_Data):
    """A question with its reason and invented examples; ``{…}`` are slots."""

    question: str
    why: str
    examples: tuple[str, ...] = Field(min_length=1)


class Basic(Wanted):
    """A question whose answer is one value at ``path`` of the facts file."""

    path: tuple[str, ...]
    form: Form
    required: bool = False


class LifeName(_Data):
    """A form of organisational life, by the name of its norm; ``types`` empty: asked of all."""

    name: str
    types: tuple[str, ...] = ()


class Life(Wanted):
    names: tuple[LifeName, ...]


class Interview(_Data):
    """The whole table; parts in the order in which they are asked."""

    basics: tuple[Basic, ...]
    life: Life
    rectify: dict[str, Wanted]
    project: dict[str, Wanted]
    more: Wanted
    problems: dict[str, Wanted]
    plans: Wanted
    themes: dict[str, str]


@cache
def interview() -> Interview:
    """The table. Raises pydantic's ValidationError where the installation is broken."""
    return Interview.model_validate(YAML(typ="safe").load((folder("corpus") / "interview.yaml").read_text(encoding="utf-8")))
