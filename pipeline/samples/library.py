"""Report files of the library: Markdown with front matter, each validated when read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.documents import read_text
from pipeline.errors import InputError, StoreError
from pipeline.resources import folder
from pipeline.samples.records import SampleReport

_FENCE = "---\n"
_HINT = "样本文件以 --- 开头写明 id、单位类型、年度等，照 corpus/reports/ 里的文件改。"


def load_report(path: Path) -> SampleReport:
    """Read one report file. Raises StoreError, naming the file, where it or its front matter is wrong."""
    try:
        text = read_text(path)
    except InputError as error:
        raise StoreError(error.message, hint=error.hint) from None
    head, closed, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not text.startswith(_FENCE) or not closed:
        raise StoreError(f"样本 {path.name}：开头缺少 --- 之间的说明", hint=_HINT)
    try:
        return SampleReport.model_validate({**_mapping(path, head), "text": body.strip()})
    except ValidationError as error:
        wrong = "；".join(f"{'.'.join(map(str, e['loc']))}：{e['msg']}" for e in error.errors())
        raise StoreError(f"样本 {path.name}：开头的说明有误（{wrong}）", hint=_HINT) from None


def _mapping(path: Path, head: str) -> dict[str, Any]:
    try:
        value = YAML(typ="safe").load(head)
    except YAMLError as error:
        raise StoreError(f"样本 {path.name}：开头的说明不是正确的 YAML（{error}）", hint=_HINT) from None
    if not isinstance(value, dict) or "text" in value:
        raise StoreError(f"样本 {path.name}：开头的说明应是“名称: 值”的列表", hint=_HINT)
    return value


@cache
def own_reports() -> tuple[SampleReport, ...]:
    """The reports that come with shuzhi, by file name. Raises StoreError for a broken installation."""
    return tuple(load_report(path) for path in sorted((folder("corpus") / "reports").glob("*.md")))
