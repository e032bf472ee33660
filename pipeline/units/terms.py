"""The table of standard wordings (提法): how each is written, from when to when it may be said, what it is often miswritten as, its source.

Data: ``corpus/terms.yaml``. It serves the checks; the wordings that drafts may use and that count as nobody's own are ``units.wordings``.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from pipeline.resources import folder

Kind = Literal["meeting", "campaign", "document", "thought", "slogan", "combination", "name", "retired", "regional"]
_MONTH = r"^\d{4}-\d{2}$"


class Term(BaseModel):
    """``since`` and ``until`` are months (YYYY-MM), None for open; ``wrong`` are literal miswritings; ``after`` what replaces it when it is over.

    ``verified`` False: no source was found, so that it is hinted at and never called wrong.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    since: str | None = Field(None, pattern=_MONTH)
    until: str | None = Field(None, pattern=_MONTH)
    wrong: tuple[str, ...] = ()
    after: str = ""
    note: str = ""
    source: str
    verified: bool = True

    def begun_by(self, day: dt.date) -> bool:
        """Whether it existed in the month of ``day``."""
        return self.since is None or self.since <= f"{day:%Y-%m}"

    def over_before(self, day: dt.date) -> bool:
        """Whether its last month lies before the month of ``day``."""
        return self.until is not None and self.until < f"{day:%Y-%m}"


@cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of the file."""
    text = (folder("corpus") / "terms.yaml").read_text(encoding="utf-8")
    return tuple(Term.model_validate(entry) for entry in YAML(typ="safe").load(text))
