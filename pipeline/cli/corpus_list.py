"""``shuzhi corpus list``: what is in the sample library."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.choices import Format, print_json

if TYPE_CHECKING:
    from pipeline.samples.library import Library, Provenance
    from pipeline.samples.records import SampleReport

_GRADES = {"good": "好", "fair": "一般", "weak": "弱，不当范例"}


def list_(
    form: Annotated[Format, typer.Option("--format", help="打成表（text）还是 JSON。")] = Format.TEXT,
) -> int:
    """列出样本：你添加的在前，自带的在后。"""
    from pipeline import settings, wiring

    rows, damaged = rows_of(wiring.make_library(settings.read()))
    for message in damaged:
        typer.echo(f"✗ {message}", err=True)
    if form is Format.JSON:
        print_json(rows)
    else:
        _show(rows)
    return 1 if damaged else 0


def rows_of(library: Library) -> tuple[list[dict[str, Any]], list[str]]:
    """A row for every report, the user's first, and a line for every file of theirs that is damaged."""
    from pipeline.errors import StoreError
    from pipeline.samples.clusters import clusters
    from pipeline.samples.library import Provenance, own_reports

    ids = library.ids()
    provenance = {id_: library.provenance(id_) for id_ in ids}
    kin = {report.id: () for report in own_reports()} | {id_: known.kin for id_, known in provenance.items()}
    cluster = clusters(kin)
    sizes = Counter(cluster.values())
    rows, damaged = [], []
    for id_ in ids:
        try:
            rows.append(_row(library.report(id_), provenance[id_], cluster[id_] if sizes[cluster[id_]] > 1 else ""))
        except StoreError as error:
            damaged.append(error.message)
    for report in own_reports():
        rows.append(_row(report, Provenance(origin=""), cluster[report.id] if sizes[cluster[report.id]] > 1 else "", own=True))
    return rows, damaged


def _row(report: SampleReport, known: Provenance, cluster: str, *, own: bool = False) -> dict[str, Any]:
    from pipeline.texts.measure import chars

    return {
        "id": report.id,
        "own": own,
        "title": report.text.split("\n", 1)[0][:60],
        "unit_types": list(report.unit_types),
        "guessed": known.guessed,
        "unsure": known.unsure,
        "year": report.year,
        "chars": chars(report.text),
        "grades": {str(kind): grading.grade for kind, grading in report.grades.items()},
        "origin": known.origin,
        "cluster": cluster or None,
        "copy_of": known.copy_of or None,
        "dirt": dict(sorted(Counter(f"{d.code}{d.action}" for d in known.dirt).items())),
    }


def _show(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(title="样本库")
    for name in ("编号", "单位类型", "年度", "字数", "问题部分", "来自", "簇"):
        table.add_column(name, overflow="fold", no_wrap=name in ("编号", "年度", "字数"))
    for row in rows:
        types = "、".join(row["unit_types"]) + ("（猜的）" if row["guessed"] else "")
        grade = _GRADES[row["grades"].get("problem", "fair")]
        origin = "自带" if row["own"] else escape(row["origin"])
        table.add_row(row["id"], types, f"{row['year']}{'？' if row['unsure'] else ''}", str(row["chars"]), grade, origin, row["cluster"] or "")
    console.print(table)
    theirs = sum(not row["own"] for row in rows)
    typer.echo(f"你添加的 {theirs} 份，自带的 {len(rows) - theirs} 份。添加：shuzhi corpus add 文件或文件夹", err=True)
