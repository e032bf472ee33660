"""The reports of the library: those that come with shuzhi, and those the user added. Each is a Markdown file with front matter.

The user's lie in one folder: ``<id>.md``, beside it ``<id>.dirt.json`` with where it came from and what was cleaned. The search index is
derived from these files and nothing else. How they get there whole: ``intake_batch``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline.documents import read_text
from pipeline.documents.cleaning import Dirt
from pipeline.errors import InputError, StoreError
from pipeline.events import Listener, Notice
from pipeline.resources import folder
from pipeline.samples.records import SampleReport

SIDECAR = ".dirt.json"
_FENCE = "---\n"
_HINT = "样本文件以 --- 开头写明 id、单位类型、年度等，照 corpus/reports/ 里的文件改。"


class Provenance(BaseModel):
    """Where a report of the user's came from: file name, what was cleaned, what was guessed, which earlier reports it shares text with.

    ``copy_of``: the earlier report it says hardly more than, "" for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: str
    dirt: tuple[Dirt, ...] = ()
    guessed: bool = False
    unsure: bool = False
    kin: tuple[str, ...] = ()
    copy_of: str = ""


class Library:
    """The user's own samples in ``folder``, which need not exist. Reads one file at a time; nothing is kept in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ids(self) -> list[str]:
        """The ids of all reports, sorted. Finishes what an interrupted addition had decided. Raises StoreError."""
        from pipeline.samples.intake_batch import settle

        settle(self.folder)
        try:
            return sorted(path.stem for path in self.folder.glob("*.md"))
        except OSError as error:
            raise StoreError(f"样本库读不了：{error.strerror}", hint=f"请检查文件夹 {self.folder} 的权限。") from None

    def report(self, id_: str) -> SampleReport:
        """Raises StoreError where the file is gone or was damaged."""
        report = load_report(self.folder / f"{id_}.md")
        if report.id != id_:
            raise StoreError(f"样本 {id_}.md：里面写的编号是 {report.id}", hint="文件名和编号要一致；也可以删掉它重新添加。")
        return report

    def provenance(self, id_: str) -> Provenance:
        """What is known of a report; of one whose sidecar was lost, nothing."""
        try:
            return Provenance.model_validate_json((self.folder / f"{id_}{SIDECAR}").read_bytes())
        except (OSError, ValidationError):
            return Provenance(origin="")

    def models(self, listen: Listener) -> Iterator[SampleReport]:
        """The reports to be indexed: all but copies of others in the library. A damaged file is told and left out."""
        ids = self.ids()
        there = {*ids, *(report.id for report in own_reports())}
        for id_ in ids:
            if self.provenance(id_).copy_of in there:
                continue
            try:
                yield self.report(id_)
            except StoreError as error:
                listen(Notice(f"{error.message}，这次没有用它。"))


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


def dump_report(report: SampleReport) -> str:
    """The file that ``load_report`` reads back as ``report``. JSON is YAML: one line a key, texts quoted, so that none is taken for syntax."""
    fields = report.model_dump(mode="json", exclude={"text"})
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"{_FENCE}{head}{_FENCE}{report.text}\n"


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
