"""Words in Chinese quotation marks: double outside, single inside (GB/T 15834)."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")


def quoted(words: str) -> str:
    """``words`` in “”; a pair that already encloses the whole is not put twice, marks inside become single ones."""
    whole = words.startswith("“") and words.find("”") == len(words) - 1
    inner = words[1:-1] if whole else words
    return f"“{inner.translate(_INNER)}”"
