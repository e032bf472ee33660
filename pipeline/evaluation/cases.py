"""Cases: a folder with ``facts.yaml`` and, where there is one, the reference ``report.md``; and the bench they lie on.

    <cases folder>/
        cases/<id>/facts.yaml, report.md     or the folders of the cases themselves, without ``cases/``
        canary/facts.yaml, report.md         a report whose words must never reach a prompt
        labels.yaml, planting/, faults.yaml, claims.yaml, recordings/, baselines/     whatever of these is there is used

A reference may have the front matter of ``corpus/reports`` (grades, names of its own) or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pipeline import facts as facts_floor
from pipeline.documents import read_text
from pipeline.documents.cleaning import arrange
from pipeline.errors import InputError
from pipeline.facts import Facts
from pipeline.report import SectionKind
from pipeline.samples import SampleReport, load_report
from pipeline.samples.clusters import clusters, comparable, likeness
from pipeline.texts.runs import grams

_HINT = "每个用例一个文件夹，里面放 facts.yaml，有范文的再放 report.md；写法见 eval/README.md。"
REPLIES = "elsewhere.yaml"


@dataclass(frozen=True)
class Case:
    """``reference`` is "" where there is none. ``held_out`` False: its facts were known while the pipeline was written."""

    id: str
    facts: Facts
    reference: str = ""
    grades: Mapping[SectionKind, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    held_out: bool = True

    @property
    def good(self) -> bool:
        """Whether the reference is one to hold up: every graded part of it is good."""
        return bool(self.grades) and all(grade == "good" for grade in self.grades.values())

    @property
    def weak_problem(self) -> bool:
        return self.grades.get(SectionKind.PROBLEM) == "weak"


@dataclass(frozen=True, eq=False)
class Bench:
    """All cases of ``root`` by id; ``home`` is where derived data (index, cache) may lie; ``library`` the reports that are indexed."""

    root: Path
    home: Path
    library: tuple[SampleReport, ...]

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The held-out cases, then those that only have facts and recorded replies. Raises InputError."""
        folder = self.root / "cases"
        folders = sorted(path.parent for path in (folder if folder.is_dir() else self.root).glob("*/facts.yaml") if path.parent.name != "canary")
        found = {path.name: read_case(path) for path in folders}
        for entry in self.elsewhere.values():
            for id_, where in entry.items():
                found.setdefault(id_, Case(id_, facts_floor.load(self.root / where["facts"]), held_out=False))
        if not folders:
            raise InputError(f"{self.root} 里没有用例", hint=_HINT)
        return found

    @cached_property
    def held_out(self) -> list[Case]:
        return [case for case in self.cases.values() if case.held_out]

    @cached_property
    def canary(self) -> Case | None:
        """The case whose reference is the bait, None where the folder has none."""
        folder = self.root / "canary"
        return read_case(folder) if (folder / "facts.yaml").is_file() else None

    @cached_property
    def elsewhere(self) -> dict[str, dict[str, dict[str, str]]]:
        """Recorded conversations that lie outside: contestant → case → {facts, replies}, paths relative to the root."""
        return dict(self.data(f"recordings/{REPLIES}") or {})

    @cached_property
    def clusters(self) -> dict[str, str]:
        """Case → cluster: references that share text beyond fixed wording belong together, a case without one is its own."""
        return clusters({id_: self._kin[id_] for id_ in self.cases})

    def kin_in_library(self, case: Case) -> frozenset[str]:
        """Ids of indexed reports that belong to the cluster of ``case``: no retrieval for it may see them."""
        if case.id not in self._kin_in_library:
            self._kin_in_library[case.id] = self._related(case)
        return self._kin_in_library[case.id]

    def _related(self, case: Case) -> frozenset[str]:
        members = [id_ for id_, cluster in self.clusters.items() if cluster == self.clusters.get(case.id)]
        texts = [self._texts[id_] for id_ in members if id_ in self._texts] or [comparable(case.reference)]
        return frozenset(r.id for r in self.library if any(_alike(text, self._library_texts[r.id]) for text in texts))

    @cached_property
    def _kin_in_library(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {case.id: comparable(case.reference) for case in self.cases.values() if case.reference}

    @cached_property
    def _library_texts(self) -> dict[str, str]:
        return {report.id: comparable(report.text) for report in self.library}

    @cached_property
    def _kin(self) -> dict[str, list[str]]:
        texts = self._texts
        return {id_: [o for o in texts if id_ in texts and o != id_ and _alike(texts[id_], texts[o])] for id_ in self.cases}

    def data(self, name: str) -> Any:
        """The contents of the YAML file ``name`` of the bench, None where it has none."""
        path = self.root / name
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) if path.is_file() else None


def _alike(one: str, other: str) -> bool:
    return not grams(one).isdisjoint(grams(other)) and likeness(one, other).alike


def read_case(folder: Path) -> Case:
    """The case in ``folder``. Raises InputError, FactsError or StoreError, each naming the file."""
    facts = facts_floor.load(folder / "facts.yaml")
    path = folder / "report.md"
    if not path.is_file():
        return Case(folder.name, facts)
    text = read_text(path)
    if not text.startswith("---\n"):
        return Case(folder.name, facts, arrange(text).text)
    report = load_report(path)
    grades = {kind: grading.grade for kind, grading in report.grades.items()}
    return Case(folder.name, facts, arrange(report.text).text, grades, report.entities)
