"""The trace of a draft as a workbook: a sheet a table, heads frozen, filters on, ready to print across."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pipeline.layout import Table, tables
from pipeline.report import Report
from pipeline.result import Trace

_PER_CHARACTER = 2.1
"""A column's width is counted in digits; a Chinese character takes two and a little."""


def trace_xlsx(trace: Trace, report: Report) -> bytes:
    """The bytes of the workbook. Everything is text: what looks like a formula stays what the user wrote."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(
            {"title": f"{trace.title}：出处表", "comments": "供核对用，不随报告上交", "created": dt.datetime.combine(report.date, dt.time())}
        )
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_name": "宋体", "font_size": 10.5})
        bold = book.add_format({"bold": True, "valign": "vcenter", "border": 1, "bg_color": "#EEEEEE", "font_name": "黑体", "font_size": 10.5})
        for table in tables(trace):
            _sheet(book.add_worksheet(table.name), table, plain, bold)
    return buffer.getvalue()


def _sheet(sheet: Any, table: Table, plain: Any, bold: Any) -> None:
    for index, (name, width) in enumerate(table.columns):
        sheet.set_column(index, index, width * _PER_CHARACTER)
        sheet.write_string(0, index, name, bold)
    for number, cells in enumerate(table.rows, 1):
        for index, cell in enumerate(cells):
            sheet.write_string(number, index, cell, plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
