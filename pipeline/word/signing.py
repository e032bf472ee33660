"""Where the sign-off stands (GB/T 9704—2012, reports without a seal)."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.word.measures import CHARS_A_LINE, ems

_IN = 2.0


class Place(NamedTuple):
    """A line set to ``side``, ``chars`` characters in from it."""

    side: Literal["left", "right"]
    chars: float


def places(signer: str, date: str, *, gridded: bool = True) -> tuple[Place, Place]:
    """Where signer and date stand.

    The signer ends two characters from the right edge; the date's first character stands two to the right of the signer's first. Where the
    date would so come nearer to the edge than two characters, the date ends two from it and the signer moves left. ``gridded``: a line holds 28
    characters, so that the date can be placed from the left, whatever the width of digits.
    """
    name, day = min(ems(signer), CHARS_A_LINE - _IN), ems(date)
    if name - day >= _IN:
        return Place("right", _IN), Place("left", CHARS_A_LINE - name) if gridded else Place("right", name - day)
    return Place("right", min(day + 2 * _IN - name, CHARS_A_LINE - name)), Place("right", _IN)
