"""Planters of faults, found in ``planting/`` of the bench: modules with ``PLANTERS``, code → (text, rng) → what was planted or None.

A planter changes a text as a careless clerk would and says where ((-1, -1): everywhere). A third element tells what is known beside the
text: ``last_year``, a ``sample``, ``strangers`` (names), ``facts``: "none" where the facts file would know better, or ``margins`` and more of
how the page is set (see ``suites/checking.py``). Planters lie with the
cases, outside the package: how a fault looks is data.
"""

from __future__ import annotations

import importlib
import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

from pipeline.errors import InputError

Span = tuple[int, int]
Planter = Callable[[str, random.Random], tuple[str, Span] | tuple[str, Span, dict[str, str]] | None]
_PACKAGE = "planting"


@cache
def planters(root: Path) -> dict[str, Planter]:
    """All planters under ``root`` by rule code, in the order of codes; none where there is no such folder. Raises InputError."""
    found: dict[str, Planter] = {}
    _make_importable(root / _PACKAGE)
    for path in sorted((root / _PACKAGE).glob("*.py")):
        if path.stem != "__init__":
            module = importlib.import_module(f"{_PACKAGE}.{path.stem}")
            found |= _of(getattr(module, "PLANTERS", {}), path)
    return dict(sorted(found.items()))


def _of(listed: object, path: Path) -> dict[str, Planter]:
    if not isinstance(listed, dict) or not all(isinstance(code, str) and callable(planter) for code, planter in listed.items()):
        raise InputError(f"{path} 里的 PLANTERS 应是“规则编号: 函数”", hint="照 planting 里别的文件写。")
    return dict(listed)


def _make_importable(folder: Path) -> None:
    """``planting`` is this folder from now on, whatever other bench had one before and whatever lies on the path."""
    for name in [name for name in sys.modules if name == _PACKAGE or name.startswith(f"{_PACKAGE}.")]:
        del sys.modules[name]
    package = ModuleType(_PACKAGE)
    package.__path__ = [str(folder)]
    sys.modules[_PACKAGE] = package
    importlib.invalidate_caches()
