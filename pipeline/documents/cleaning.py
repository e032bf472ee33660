"""Text of unknown origin → clean text, one paragraph a line, with a report of every kind of dirt found and what was done about it.

Two readers with two rights: of a user's own document nothing is guessed (``clean``); of a sample, which only teaches manner, what is plainly
censored, mistyped or filled with made-up figures is put right too (``clean_sample``). The kinds (Dnn) are those of 领域手册 §7.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from pipeline.documents.cleaning_content import UNUSABLE, content, paragraphs
from pipeline.documents.cleaning_layout import layout, lines, spaces
from pipeline.documents.cleaning_masks import figures, masks
from pipeline.documents.cleaning_rules import Action, Dirt, Step, run
from pipeline.documents.cleaning_web import web
from pipeline.documents.cleaning_words import quotes, restored, told

__all__ = ["Action", "Cleaned", "Dirt", "arrange", "clean", "clean_sample", "without_front_matter", "without_markdown"]


_EMPHASIS = re.compile(r"^(\s*(?:[-*+]\s+|\d+[.、]\s*)?)\*\*(?=\S)([^*\n]+?)\*\*", re.MULTILINE)
_HEADING_SIGN = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([-.#*_>~\[\]])")
_FRONT_MATTER = re.compile(r"\A\ufeff?---\n.{0,5000}?\n---\n", re.DOTALL)


def without_front_matter(text: str) -> str:
    """``text`` without the YAML that Markdown files may begin with."""
    return _FRONT_MATTER.sub("", text.replace("\r\n", "\n"))


def without_markdown(text: str) -> str:
    """A Markdown file as its reader sees it: no signs before headings, no ** around run-in headings. ** elsewhere may stand for masked words."""
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\1\2", _HEADING_SIGN.sub("", text)))


class Cleaned(BaseModel):
    """``text`` without white space at the ends, one paragraph a line, no blank lines; ``dirt`` in the order in which it was dealt with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    dirt: tuple[Dirt, ...]

    @property
    def unusable(self) -> str:
        """Why the whole text teaches nothing, in Chinese; "" where it may."""
        return next((UNUSABLE[d.code] for d in self.dirt if d.action == "弃" and d.code in UNUSABLE), "")


def clean(text: str) -> Cleaned:
    """Clean a user's own document: layout is mended, masked values become slots, foreign matter goes; no word is restored or guessed."""
    return _cleaned(text, (*told(), *masks(), *layout()))


def clean_sample(text: str) -> Cleaned:
    """Clean a text for the library: as ``clean``, and censored and mistyped words are put right, made-up figures become slots."""
    return _cleaned(text, (*restored(), *masks(), *layout(), *figures()))


def arrange(text: str) -> Cleaned:
    """One paragraph a line, without invisible characters; every word and mark stays as it was: for whoever judges the text as it stands."""
    text, dirt = run((*spaces(), *lines()), text.replace("\r\n", "\n").replace("\r", "\n"))
    return Cleaned(text=text.strip(), dirt=tuple(dirt))


def _cleaned(text: str, steps: tuple[Step, ...]) -> Cleaned:
    text, dirt = run((*spaces(), *web(), paragraphs, *steps, quotes, *content()), text.replace("\r\n", "\n").replace("\r", "\n"))
    return Cleaned(text=text.strip(), dirt=tuple(dirt))
