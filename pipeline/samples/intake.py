"""A document's text → reports fit for the library: parted, cleaned, judged, names masked, graded. Pure: nothing is read or written here.

What a document says is material. Nothing in it is ever followed, whatever it asks for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.documents import Document, parse
from pipeline.documents.cleaning import Dirt, clean_sample
from pipeline.report import SectionKind
from pipeline.samples.intake_genre import why_not
from pipeline.samples.intake_grades import grade
from pipeline.samples.intake_names import mask_names
from pipeline.samples.intake_split import split
from pipeline.samples.intake_types import guess_types
from pipeline.samples.records import SampleReport
from pipeline.texts.measure import chars
from pipeline.texts.names import names

MOST_CHARACTERS = 3_000_000
_LONGEST_PART = 60_000
_SPOKEN = 1600
_FRONT_MATTER = re.compile(r"\A---\n.{0,5000}?\n---\n", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(20[012]\d)(?=年|\D{0,2}述职)")
_NAME_YEAR = re.compile(r"(?<!\d)(20[012]\d)(?!\d)")
_DATE = re.compile(r"(20[012]\d)年(\d{1,2})月(?:(\d{1,2})日)?[）)]?\s*$")
_SINCE = (("二十届四中全会", 2025), ("二十届三中全会", 2024), ("二十届二中全会", 2023), ("二十大", 2022), ("十九届六中全会", 2021), ("十九大", 2018))
_UNIT = re.compile(r"^(.{2,40}?党(?:支部|总支|委|组|工委))")
_OWN_CAUSE = re.compile(r"原因(?:主要)?(?:是|在于|有|：)")


@dataclass(frozen=True)
class Candidate:
    """A report ready to be stored. ``guessed``: the unit types were guessed; ``unsure``: the year was too."""

    report: SampleReport
    dirt: tuple[Dirt, ...]
    guessed: bool
    unsure: bool


@dataclass(frozen=True)
class Dropped:
    """A text of the document that is left out, and why, in Chinese."""

    title: str
    why: str
    dirt: tuple[Dirt, ...] = ()


def take_in(text: str, origin: str, unit_types: tuple[str, ...]) -> Iterator[Candidate | Dropped]:
    """Each report in ``text``, or why a text is none, one after the other. ``origin`` is the file's name; no ``unit_types``: they are guessed."""
    if len(text) > MOST_CHARACTERS:
        yield Dropped("", f"有 {len(text) // 10000} 万字，不像述职报告")
        return
    parts = split(_FRONT_MATTER.sub("", text.lstrip("\ufeff")))
    split_up = (Dirt(code="D85", excerpt=f"一个文件里有 {len(parts)} 篇", action="修"),) if len(parts) > 1 else ()
    for number, part in enumerate(parts):
        if number == 0 and split_up and chars(part) < _SPOKEN and "、" not in part[:40] and not _headed(part):
            continue  # the few lines that introduce an anthology
        yield _one(part, origin, unit_types, split_up)


def _headed(part: str) -> bool:
    return bool(re.search(r"(?m)^\s*[一二三]、", part))


def _one(raw: str, origin: str, unit_types: tuple[str, ...], before: tuple[Dirt, ...]) -> Candidate | Dropped:
    title = raw.strip().split("\n", 1)[0][:40]
    if len(raw) > _LONGEST_PART:
        return Dropped(title, f"有 {len(raw)} 字，不像一篇述职报告")
    cleaned = clean_sample(raw)
    dirt = before + cleaned.dirt
    document = parse(cleaned.text)
    reason = cleaned.unusable or why_not(cleaned.text, document)
    if reason:
        return Dropped(document.title or title, reason, dirt)
    types = unit_types or guess_types(cleaned.text, origin)
    if not types:
        return Dropped(document.title or title, "看不出是哪一类单位写的，请用 --unit 指明", dirt)
    text, personal = mask_names(cleaned.text)
    year, unsure = _year(document, cleaned.text, origin)
    report = _report(text, parse(text), types, year)
    return Candidate(report, (*dirt, *personal), guessed=not unit_types, unsure=unsure)


def _report(text: str, document: Document, types: tuple[str, ...], year: int) -> SampleReport:
    unit = _UNIT.match(document.title)
    return SampleReport(
        id=f"u-{hashlib.sha256(text.encode()).hexdigest()[:12]}",
        fictional=False,
        unit=unit[1] if unit else "",
        unit_types=types,
        year=year,
        written_on=_written_on(text, year),
        rule="口头" if chars(text) < _SPOKEN else "通用",
        skeleton=_skeleton(document),
        grades=grade(document),
        faults=(),
        entities=tuple(dict.fromkeys(name.text for name in names(text))),
        author="用户自备",
        license="未声明，只在本机使用",
        text=text,
    )


def _year(document: Document, text: str, origin: str) -> tuple[int, bool]:
    """The year reported on and whether it is a guess: as the report says, as the file's name says, the year spoken of most, the last congress."""
    if document.year:
        return document.year, False
    named = _NAME_YEAR.search(origin)
    if named:
        return int(named[1]), False
    spoken = _YEAR.findall(text)
    if spoken:
        return int(max(sorted(set(spoken), reverse=True), key=spoken.count)), True
    return next((year for words, year in _SINCE if words in text), 2020), True


def _written_on(text: str, year: int) -> dt.date:
    """The date at the end, or where there is none the middle of the January after."""
    found = _DATE.search(text[-60:])
    if found:
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3] or 15))
        except ValueError:
            pass  # 2月30日 is no date; the report is none the worse for it
    return dt.date(year + 1, 1, 15)


def _skeleton(document: Document) -> str:
    if any(section.kind is SectionKind.CAUSE for section in document.sections):
        return "分列"
    problems = [item for s in document.sections if s.kind is SectionKind.PROBLEM for item in s.items]
    own = sum(1 for item in problems if _OWN_CAUSE.search(item.text))
    return "配因" if problems and own >= len(problems) / 2 else "合并"
