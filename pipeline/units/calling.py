"""A unit type as one unit calls itself: 乡党委 where the data says 镇党委, 支部 where the secretary of a hospital's branch reports."""

from __future__ import annotations

import re

from pipeline.units.catalogue import UnitType, types_of

_KINDS = ("党支部", "党总支", "党工委", "党组", "党委")
_SHORT = {"党支部": "支部", "党总支": "总支"}
_POST = re.compile(rf"({'|'.join(_KINDS)})(?:委员会)?书记")


def types_for(names: tuple[str, ...], unit: str, post: str) -> tuple[UnitType, ...]:
    """The unit types of ``names`` with the organisation named as ``unit`` and ``post`` name it. Raises KeyError for a name that is none."""
    return tuple(_called(unit_type, unit, post) for unit_type in types_of(names))


def _called(unit_type: UnitType, unit: str, post: str) -> UnitType:
    own = _organisation(unit_type.calls.organisation, unit, post)
    adapted = unit_type.model_copy(update={"calls": unit_type.calls.model_copy(update={"organisation": own})})
    return _of_township(adapted) if re.search(r"乡(?:党委|人民政府)?$", unit) and unit_type.code == "xiangzhen" else adapted


def _organisation(usual: str, unit: str, post: str) -> str:
    """What the post is secretary of, else what the unit's name ends with; where that is what the data has, or a kind of it, the data's name."""
    named = _POST.search(unit + post)
    kind = named[1] if named else next((k for k in _KINDS if unit.endswith(k)), "")
    if not kind or usual.endswith((kind, _SHORT.get(kind, kind))) or (usual.endswith("党组织") and kind != "党支部"):
        return usual
    return _SHORT.get(kind, kind)


def _of_township(unit_type: UnitType) -> UnitType:
    def own(text: str) -> str:
        return re.sub("镇(?=党委|机关|里|村)", "乡", text)

    calls = unit_type.calls.model_copy(update={"organisation": own(unit_type.calls.organisation)})
    themes = tuple(t.model_copy(update={"headings": tuple(own(h) for h in t.headings)}) for t in unit_type.themes)
    asked = tuple(a.model_copy(update={"question": own(a.question)}) for a in unit_type.must_ask)
    return unit_type.model_copy(update={"calls": calls, "themes": themes, "must_ask": asked})
