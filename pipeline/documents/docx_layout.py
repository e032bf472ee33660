"""How the page of a .docx is set: paper, margins, the type its prose is in, and what was typed by hand to place it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.documents.page_layout import PageLayout

_MM = 25.4 / 1440
"""Millimetres in a twip."""
_TYPED = re.compile(r"^(?:\u3000+|[ \t\u00a0]{2,})(?=\S)")
_VAL = qn("w:val")
_OFF = {"0", "false", "off"}


def layout_of(data: bytes) -> PageLayout | None:
    """The layout of the .docx ``data``, None where it says nothing of its page. Raises what python-docx, zipfile and lxml raise for a damaged one."""
    document: Any = docx.Document(io.BytesIO(data))
    page = _page(document)
    if page is None:
        return None
    styles = _Styles(document)
    sizes: Counter[float | None] = Counter()
    fonts: Counter[str | None] = Counter()
    indented = coloured = 0
    texts = []
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        runs = [(run, text) for run in paragraph.iter(qn("w:r")) if (text := _text(run))]
        whole = "".join(text for _, text in runs)
        texts.append(bool(whole.strip()) or _holds_more(paragraph))
        prose = len(whole.strip()) >= _PROSE
        indented += prose and _TYPED.match(whole) is not None
        for run, text in runs:
            found = styles.of(paragraph, run)
            count = len(text.strip())
            coloured += count if found.colour not in ("", "auto", "000000") else 0
            if prose:
                sizes[found.size] += count
                fonts[found.font] += count
    return PageLayout(*page, size=_most(sizes), font=_most(fonts), indented=indented, empty=_between(texts), coloured=coloured)


_PROSE = 40
"""A paragraph of fewer characters may be a heading, a title or a signature."""


def _most(counted: Counter[Any]) -> Any:
    return counted.most_common(1)[0][0] if counted else None


def _between(texts: list[bool]) -> int:
    """Empty paragraphs with text before and behind them; the one under a title is customary."""
    first = next((i for i, full in enumerate(texts) if full), len(texts))
    last = len(texts) - 1 - next((i for i, full in enumerate(reversed(texts)) if full), len(texts))
    return sum(not full for full in texts[first + 2 : last])


def _text(run: Any) -> str:
    return "".join(child.text or "" for child in run.iterchildren(qn("w:t")))


def _holds_more(paragraph: Any) -> bool:
    """Whether a paragraph without text is there for something else: a break, a drawing, a field, a section."""
    names = ("w:br", "w:drawing", "w:pict", "w:fldChar", "w:sectPr", "w:object")
    return any(next(paragraph.iter(qn(name)), None) is not None for name in names)


def _page(document: Any) -> tuple[tuple[float, float], tuple[float, float, float, float]] | None:
    """Paper and margins of the last section, which short documents have alone."""
    for section in reversed(document.sections):
        size = section._sectPr.find(qn("w:pgSz"))  # noqa: SLF001 - python-docx rounds what it gives
        margin = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001
        if size is not None and margin is not None:
            paper = (_mm(size, "w"), _mm(size, "h"))
            return paper, (_mm(margin, "top"), _mm(margin, "right"), _mm(margin, "bottom"), _mm(margin, "left"))
    return None


def _mm(element: Any, name: str) -> float:
    return round(abs(float(element.get(qn(f"w:{name}"), "0"))) * _MM, 1)


@dataclass(frozen=True)
class _Type:
    size: float | None
    font: str | None
    colour: str


class _Styles:
    """What a run looks like once its style, its paragraph's style and the defaults are counted in."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
        default = (s for s in self._styles.values() if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default"), "0") not in {"", *_OFF})
        self._normal = next(default, None)
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")

    def of(self, paragraph: Any, run: Any) -> _Type:
        looks = list(self._looks(paragraph, run))
        size = next((s.get(_VAL) for rpr in looks if (s := rpr.find(qn("w:sz"))) is not None), None)
        colour = next((c.get(_VAL) for rpr in looks if (c := rpr.find(qn("w:color"))) is not None), None)
        return _Type(float(size) / 2 if size else None, _font(looks), (colour or "").lower())

    def _looks(self, paragraph: Any, run: Any) -> Iterator[Any]:
        """Run properties, the strongest first."""
        own = run.find(qn("w:rPr"))
        if own is not None:
            yield own
            yield from self._chain(_style(own, "w:rStyle"))
        yield from self._chain(
            _style(paragraph.find(qn("w:pPr")), "w:pStyle") or (self._normal.get(qn("w:styleId")) if self._normal is not None else None)
        )
        if self._defaults is not None:
            yield self._defaults

    def _chain(self, id_: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while id_ and id_ in self._styles and id_ not in seen:
            seen.add(id_)
            style = self._styles[id_]
            looks = style.find(qn("w:rPr"))
            if looks is not None:
                yield looks
            id_ = _style(style, "w:basedOn")


def _style(properties: Any | None, name: str) -> str | None:
    found = properties.find(qn(name)) if properties is not None else None
    return found.get(_VAL) if found is not None else None


def _font(looks: list[Any]) -> str | None:
    """The font of Chinese characters; one of a theme overrules the named one beside it and is not looked up."""
    for rpr in looks:
        fonts = rpr.find(qn("w:rFonts"))
        if fonts is None:
            continue
        if fonts.get(qn("w:eastAsiaTheme")):
            return None
        if name := fonts.get(qn("w:eastAsia")):
            return str(name)
    return None
