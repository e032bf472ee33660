"""The flow of ``init --from``: files → proposals by rules, and by a model where one is configured. Nothing becomes a fact here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import units
from pipeline.documents.material import Material, material_in, read_material
from pipeline.errors import ModelError
from pipeline.events import FileProgress, Listener, Notice
from pipeline.facts.editing import FactsText
from pipeline.facts.proposals import Proposal
from pipeline.facts.values import year_from
from pipeline.samples.intake_types import guess_types
from pipeline.steps.finding import Wanted, find
from pipeline.steps.finding.last_year import report_in
from pipeline.texts.secrecy import refuse_marked

Extractor = Callable[[Material, Wanted], tuple[Proposal, ...]]
"""What a model adds: proposals whose quotes stand word for word in the material."""


def read_materials(paths: Sequence[Path], listen: Listener) -> tuple[Material, ...]:
    """Read all files before anything is made of one. Raises InputError, or SecrecyError where one bears a mark: then nothing is used."""
    read = []
    for number, path in enumerate(paths):
        listen(FileProgress(number, len(paths), path.name))
        read.append(read_material(path))
    listen(FileProgress(len(paths), len(paths), ""))
    for material in read:
        refuse_marked(material.text, material.file)
    return tuple(read)


def material_of(name: str, data: bytes) -> Material:
    """What is in ``data``, a file called ``name`` that need not lie on a disk. Raises InputError, or SecrecyError where it bears a mark."""
    material = material_in(Path(name), data)
    refuse_marked(material.text, f"“{name}”")
    return material


@dataclass(frozen=True)
class Proposed:
    """``failure``: the model could not be used; what the rules found is there all the same."""

    proposals: tuple[Proposal, ...] = ()
    failure: ModelError | None = None


def propose(materials: Sequence[Material], sheet: FactsText, extract: Extractor | None, listen: Listener) -> Proposed:
    """Proposals for the facts file ``sheet``, those of the rules first. Year and unit types are taken from it where it has them."""
    wanted = wanted_of(sheet)
    found = find(materials, wanted)
    for notice in found.notices:
        listen(Notice(notice))
    proposals = list(found.proposals)
    try:
        for material in materials if extract is not None else ():
            # Last year's report is not asked about: what it tells is not of this year.
            if extract is not None and report_in(material) is None:
                proposals += [p for p in extract(material, wanted) if not _is_told(p, proposals)]
    except ModelError as error:
        return Proposed(tuple(proposals), error)
    return Proposed(tuple(proposals))


def wanted_of(sheet: FactsText) -> Wanted:
    """What the facts file says about year and unit types; what it does not say, or says wrongly, is left open."""
    given = sheet.get(("单位", "类型"))
    names = given if isinstance(given, list) else [given]
    types = tuple(found for name in names if name is not None and (found := units.find_type(str(name))))
    try:
        year = year_from(sheet.get(("年度",)))
    except ValueError:
        year = None
    return Wanted(year, types)


def likely_types(materials: Sequence[Material]) -> tuple[str, ...]:
    """The unit types that the material speaks of, likeliest first; may be empty."""
    return guess_types("\n".join(material.text for material in materials), "")


def _is_told(proposal: Proposal, known: Sequence[Proposal]) -> bool:
    """Whether a proposal for the same key quotes the same words, or says the same."""
    quotes = {s.quote for s in proposal.sources}
    return any(p.key == proposal.key and (p.text == proposal.text or quotes & {s.quote for s in p.sources}) for p in known)
