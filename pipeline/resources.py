"""Where the files that come with the package are: ``prompts/`` and ``corpus/``.

In a checkout they stand beside the package; in an installed wheel they lie inside it, under ``_data``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder ``prompts`` or ``corpus``; raises FileNotFoundError where the installation is incomplete."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the installation lacks its {name}/ folder")
