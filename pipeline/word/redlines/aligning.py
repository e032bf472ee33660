"""What became what: new paragraphs or sentences matched with old ones in order, so that the likeness of all pairs together is greatest."""

from __future__ import annotations

from collections.abc import Sequence

FORBIDDEN = float("-inf")


def align(gains: Sequence[Sequence[float]], keep: Sequence[bool] = ()) -> list[tuple[int | None, int | None]]:
    """Pair rows (old) with columns (new) without crossing; what finds no partner stands with None, deletions before insertions.

    ``gains[i][j]`` is what the pair is worth, FORBIDDEN for none. Rows marked in ``keep`` go without a partner only where there are
    too few columns.
    """
    rows, columns = len(gains), len(gains[0]) if gains else 0
    lost = [1000.0 if keep and keep[i] else 0.0 for i in range(rows)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        best[i][columns] = best[i + 1][columns] - lost[i]
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j] - lost[i], best[i][j + 1], best[i + 1][j + 1] + gains[i][j])
    return _sorted(_walk(gains, lost, best, columns))


def _walk(gains: Sequence[Sequence[float]], lost: list[float], best: list[list[float]], columns: int) -> list[tuple[int | None, int | None]]:
    i = j = 0
    steps: list[tuple[int | None, int | None]] = []
    while i < len(gains) or j < columns:
        if i < len(gains) and j < columns and gains[i][j] != FORBIDDEN and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            steps.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(gains) and best[i][j] == best[i + 1][j] - lost[i]:
            steps.append((i, None))
            i += 1
        else:
            steps.append((None, j))
            j += 1
    return steps


def _sorted(steps: list[tuple[int | None, int | None]]) -> list[tuple[int | None, int | None]]:
    """Between two pairs first all deletions, then all insertions."""
    made: list[tuple[int | None, int | None]] = []
    gone: list[tuple[int | None, int | None]] = []
    come: list[tuple[int | None, int | None]] = []
    for step in steps:
        if step[1] is None:
            gone.append(step)
        elif step[0] is None:
            come.append(step)
        else:
            made += [*gone, *come, step]
            gone, come = [], []
    return [*made, *gone, *come]
