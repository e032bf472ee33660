"""``shuzhi corpus remove``: samples of the user's out of the library."""

from __future__ import annotations

from typing import Annotated

import typer


def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="要删的样本编号，见 shuzhi corpus list。")],
) -> int:
    """从样本库里删掉你添加的样本。

    自带的删不掉。有一个编号不对，就一个也不删。
    """
    from pipeline import settings, wiring
    from pipeline.samples.intake_batch import remove as removed

    wanted = tuple(dict.fromkeys(ids))
    removed(wiring.make_library(settings.read()), wanted)
    typer.echo(f"删掉了 {len(wanted)} 份。下次起草或检索时会自动更新索引。", err=True)
    return 0
