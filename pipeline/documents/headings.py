"""Which section a first-level heading opens, and which paragraph closes a report: the variants of ``corpus/headings.yaml``."""

from __future__ import annotations

import re
from functools import cache

from pydantic import RootModel, field_validator
from ruamel.yaml import YAML

from pipeline.report import SectionKind
from pipeline.resources import folder

# Where a heading that is glued to its text may end: in front of a colon, or behind one of these words and what they join (问题及原因分析).
_END = "情况|做法|成效|成绩|特色|亮点|主要工作|整改|问题|不足|短板|差距|原因|成因|分析|剖析|打算|措施|思路|方向|安排|计划|概况|履职尽责"
_ENDS = re.compile(rf"(?<=.)(?=[：:])|(?:{_END})(?:(?:及其?|和|与|、)[^，。；：、和及与]{{0,6}}?(?:{_END})|(?:的)?(?:{_END}))*")
_WITHIN = re.compile(r"[，。；：:！？]")
_LONGEST = 30


class HeadingVariants(RootModel[dict[SectionKind, tuple[str, ...]]]):
    """Section kind → regular expressions, in the order in which kinds are tried. Every kind but lead is there."""

    @field_validator("root")
    @classmethod
    def _complete(cls, root: dict[SectionKind, tuple[str, ...]]) -> dict[SectionKind, tuple[str, ...]]:
        missing = set(SectionKind) - set(root) - {SectionKind.LEAD}
        if missing or not all(root.values()):
            raise ValueError(f"headings.yaml lacks variants for {sorted(missing) or 'a kind'}")
        return root


@cache
def _patterns() -> dict[SectionKind, re.Pattern[str]]:
    """Raises pydantic's ValidationError or re.error where the installation is broken."""
    text = (folder("corpus") / "headings.yaml").read_text(encoding="utf-8")
    variants = HeadingVariants.model_validate(YAML(typ="safe").load(text)).root
    return {kind: re.compile("|".join(f"(?:{phrase})" for phrase in phrases)) for kind, phrases in variants.items()}


def kind_of(heading: str) -> SectionKind | None:
    """The kind of section that ``heading`` (without numbering) opens, or None for an unknown wording; never lead or closing."""
    kinds = (kind for kind, pattern in _patterns().items() if kind is not SectionKind.CLOSING and pattern.search(heading))
    return next(kinds, None)


def closes(paragraph: str) -> bool:
    """Whether ``paragraph`` is worded as the closing of a report (以上报告，请予评议)."""
    return _patterns()[SectionKind.CLOSING].search(paragraph) is not None


def glued(paragraph: str) -> tuple[str, str] | None:
    """Part a known heading from the text that follows it without a break, or None where ``paragraph`` begins with no known heading.

    The heading ends at a colon, or in a word in which headings end; the shortest known one counts.
    """
    found = (paragraph[: end.end()] for end in _ENDS.finditer(paragraph[:_LONGEST]))
    heading = next((heading for heading in found if kind_of(heading) and not _WITHIN.search(heading)), "")
    text = paragraph[len(heading) :].lstrip("：:。 ")
    return (heading, text) if heading and text else None
