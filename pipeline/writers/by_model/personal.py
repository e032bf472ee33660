"""The mask of a facts file: the personal data in everything the user gave."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pipeline.facts import Facts
from pipeline.texts.personal import Mask


def mask_of(facts: Facts) -> Mask:
    """One mask for all asks about ``facts``: the same facts give the same tokens in every run, so the ledger knows them again."""
    return _mask(facts.secretary.name or "", tuple(_strings(facts.model_dump())))


@lru_cache(maxsize=8)
def _mask(secretary: str, texts: tuple[str, ...]) -> Mask:
    return Mask.of(texts, [secretary])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
