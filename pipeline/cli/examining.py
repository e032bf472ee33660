"""What ``shuzhi doctor`` looks at; apart from it so that ``--help`` loads nothing of it."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline import __version__, wiring
from pipeline import settings as settings_floor
from pipeline.errors import InputError, ModelError, StoreError
from pipeline.events import silent

if TYPE_CHECKING:
    from pipeline.llm.records import Endpoint
    from pipeline.settings import Settings

_RUNGS = {
    "json_schema": "JSON 结构（json_schema）",
    "json_object": "JSON 对象（json_object）",
    "tools": "函数（tools，auto）",
    "tagged": "带标记的文字",
}


def examine(flags: dict[str, Any]) -> int:
    """Say on stdout what works; return 0, 2 where something on this machine does not, 3 where the model does not."""
    chosen = settings_floor.read(**flags)
    _line(True, "程序", f"shuzhi {__version__}，Python {platform.python_version()}，{platform.system()}")
    with wiring.network(allowed=not chosen.offline):
        here = [_home(chosen), _store(chosen), _ledger(chosen)]
        _fonts(chosen)
        model = _model(chosen)
    return 2 if not all(here) else 0 if model else 3


def _home(chosen: Settings) -> bool:
    probe = chosen.home / ".writable"
    try:
        chosen.home.mkdir(parents=True, exist_ok=True)
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return _line(False, "数据文件夹", f"{chosen.home} 写不了：{error.strerror}。用环境变量 SHUZHI_HOME 换一个能写的文件夹")
    return _line(True, "数据文件夹", str(chosen.home))


def _store(chosen: Settings) -> bool:
    from pipeline.samples.library import own_reports

    own, users = len(own_reports()), len(wiring.make_library(chosen).ids())
    try:
        found = wiring.make_finder(chosen, silent)("三会一课", (), _duty())
    except StoreError as error:
        return _line(False, "样本库", f"{error.message}。{error.hint}")
    return _line(bool(found), "样本库", f"自带 {own} 份，你添加的 {users} 份，能检索")


def _duty() -> Any:
    from pipeline.report import SectionKind

    return SectionKind.DUTY


def _ledger(chosen: Settings) -> bool:
    from pipeline.llm.ledger import Ledger

    told: list[str] = []
    held = Ledger(chosen.home, lambda event: told.append(getattr(event, "text", ""))).holdings()
    return _line(not told, "调用记录", told[0] if told else f"{held.replies} 条回答，{held.bytes / (1 << 20):.1f} MB")


def _fonts(chosen: Settings) -> None:
    """A missing font hinders nothing here: the file names it all the same, and another computer may have it."""
    from pipeline.word.fonts import missing_fonts

    missing = missing_fonts(chosen.word.names)
    said = f"这台机器没有 {'、'.join(missing)}；Word 文件照写公文要求的字体名，在装有它们的电脑上打开就对" if missing else "公文要用的几种都有"
    _line(not missing, "字体", said)


def _model(chosen: Settings) -> bool:
    if chosen.offline:
        return _line(True, "模型", "已指定 --offline，没有试；用离线写法")
    if not chosen.model:
        return _line(True, "模型", "没有配置，用离线写法（配置方法见 docs/providers.md）")
    fine = True
    for endpoint in wiring.endpoints(chosen):
        fine = _endpoint(chosen, endpoint) and fine
    return fine


def _endpoint(chosen: Settings, endpoint: Endpoint) -> bool:
    from pipeline.llm.hosts import Reach, reach
    from pipeline.llm.ledger import Ledger
    from pipeline.llm.probe import best, probe

    where = {Reach.LOOPBACK: "本机", Reach.PRIVATE: "内网", Reach.REMOTE: "互联网"}[reach(endpoint.address)]
    place = f"{endpoint.model}，{endpoint.public_address}（{where}），{'有' if endpoint.api_key else '没有'}密钥"
    try:
        probed = probe(endpoint)
    except (ModelError, InputError) as error:
        return _line(False, "模型", f"{place}：{error.message}。{error.hint}")
    rung = best(probed)
    _line(rung is not None, "模型", place)
    table = Table(show_edge=False, pad_edge=False)
    for title in ("要答案的方式", "能不能用", "用时", "说明"):
        table.add_column(title)
    for one in probed:
        table.add_row(_RUNGS[one.rung], "能" if one.works else "不能", f"{one.seconds:.1f} 秒", one.words[:80])
    Console(highlight=False, soft_wrap=True).print(table)
    if rung is not None:
        Ledger(chosen.home).remember_rung(endpoint, rung)
        typer.echo(f"以后从“{_RUNGS[rung]}”开始。")
    return rung is not None


def _line(fine: bool, what: str, words: str) -> bool:
    typer.echo(f"{'✓' if fine else '✗'} {what}：{words}")
    return fine
