"""Planters of faults, found in ``planting/`` of the bench: modules with ``PLANTERS``, code → (text, rng) → what was planted or None.

A planter changes a text as a careless clerk would and says where ((-1, -1): everywhere). A third element tells what is known beside the
text: ``last_year``, a ``sample``, ``strangers`` (names), or ``facts``: "none" where the facts file would know better. Planters lie with the
cases, outside the package: how a fault looks is data.
"""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pipeline.errors import InputError

Span = tuple[int, int]
Planter = Callable[[str, random.Random], tuple[str, Span] | tuple[str, Span, dict[str, str]] | None]
_PACKAGE = "planting"


@cache
def planters(root: Path) -> dict[str, Planter]:
    """All planters under ``root`` by rule code, in the order of codes; none where there is no such folder. Raises InputError."""
    found: dict[str, Planter] = {}
    with _importable(root):
        for path in sorted((root / _PACKAGE).glob("*.py")):
            if path.stem != "__init__":
                module = importlib.import_module(f"{_PACKAGE}.{path.stem}")
                found |= _of(getattr(module, "PLANTERS", {}), path)
    return dict(sorted(found.items()))


def _of(listed: object, path: Path) -> dict[str, Planter]:
    if not isinstance(listed, dict) or not all(isinstance(code, str) and callable(planter) for code, planter in listed.items()):
        raise InputError(f"{path} 里的 PLANTERS 应是“规则编号: 函数”", hint="照 planting 里别的文件写。")
    return dict(listed)


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    """``planting`` under ``root`` can be imported, whatever other bench had one before."""
    for name in [name for name in sys.modules if name == _PACKAGE or name.startswith(f"{_PACKAGE}.")]:
        del sys.modules[name]
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
