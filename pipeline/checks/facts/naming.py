"""What names a report may use: those the facts give, fixed wordings, and the words of its unit types."""

from __future__ import annotations

from typing import cast

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.manuscript import Manuscript


def known_names(manuscript: Manuscript, context: Context) -> str:
    """All texts a name may come from, in one string."""
    if "known names" not in manuscript.memo:
        of_types = (f"{t.stance.text} {' '.join(w for theme in t.themes for w in theme.words)}" for t in context.unit_types)
        manuscript.memo["known names"] = "\n".join((context.given, *units.fixed_wordings(), *of_types))
    return cast("str", manuscript.memo["known names"])
