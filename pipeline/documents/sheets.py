"""The rows of a workbook as its reader sees them: values, not formulas; merged cells filled down; hidden sheets left out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from typing import Any

Rows = list[list[str]]
MOST_ROWS = 5000


def rows_of(data: bytes) -> list[tuple[str, Rows]]:
    """(name, rows) of every visible sheet of an .xlsx, cells as text, empty ones "". Raises what openpyxl and zipfile raise for a damaged one."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not know
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [(sheet.title, _filled(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def csv_rows(text: str) -> Rows:
    """The rows of a .csv."""
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))][:MOST_ROWS]


def _filled(sheet: Any) -> Rows:
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), values_only=True)]
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, len(rows)) + 1):
            rows[row - 1][area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
