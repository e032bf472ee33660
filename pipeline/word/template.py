"""A report in the looks of a .docx of the user's: page, headers, footers, styles and fonts are that file's; its text is taken out.

Its styles are found by name: ours, those clerks give, and Word's own. What it lacks is added with our looks.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.documents.docx_package import MACROS, SAVE_AS, damage_told, refuse_unfit
from pipeline.documents.reading import bytes_of
from pipeline.errors import InputError
from pipeline.report import Item, Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.word import styles
from pipeline.word.comments import Note
from pipeline.word.fonts import STANDARD, Fonts
from pipeline.word.report import saved, write_into
from pipeline.word.runs import Manner

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    styles.TITLE: ("公文标题", "述职标题", "文件标题", "大标题", "标题", "title"),
    styles.HEADING: ("一级标题", "公文一级标题", "标题一", "述职一级标题", "标题 1", "heading 1"),
    styles.SUBHEADING: ("二级标题", "公文二级标题", "标题二", "标题 2", "heading 2"),
    styles.POINT: ("三级标题", "公文三级标题", "标题三", "标题 3", "heading 3"),
    styles.BODY: ("公文正文", "述职正文", "正文内容", "正文文本", "body text", "正文", "normal"),
    styles.SALUTATION: ("称谓", "主送机关", "主送", "称呼", "salutation"),
    styles.SIGNER: ("署名", "落款", "发文机关署名", "签名", "signature"),
    styles.DATE: ("成文日期", "日期", "date"),
}
"""Names a user's style may have, likeliest first, in lower case."""

_WITHIN = (styles.SUBHEADING, styles.POINT)


def read_template(path: Path) -> bytes:
    """The bytes of a template that can be used. Raises InputError for what is no sound .docx."""
    ending = path.suffix.lower()
    if ending in MACROS:
        raise InputError(f"模板 {path} 带宏（{ending}），没有打开", hint=f"请{SAVE_AS}")
    if ending != ".docx":
        raise InputError(f"模板要用 .docx 文件，{path} 不是", hint=SAVE_AS)
    data = bytes_of(path)
    with damage_told(path):
        refuse_unfit(path, data)
        to_docx_like(_TRIAL, data, fonts=STANDARD)
    return data


_GAP = Sentence(text="【待补充：试】。", kind=SentenceKind.GAP)
_TRIAL = Report(
    title="试排",
    unit="试",
    unit_types=(),
    year=2000,
    sections=(Section(kind=SectionKind.DUTY, heading="试", items=(Item(heading="试", sentences=(_GAP,)),)),),
    signer="试",
    date=dt.date(2000, 1, 1),
    salutation="试：",
)
"""Set in a template as soon as it is read: what is wrong with it must be told before the work begins, not after."""


def to_docx_like(report: Report, template: bytes, *, fonts: Fonts, notes: Sequence[Note] = ()) -> bytes:
    """The bytes of ``report`` in the looks of ``template``, which ``read_template`` has read. ``fonts`` are for the styles it lacks."""
    document: Any = Document(io.BytesIO(template))
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    root = document.styles.element
    ids = _styles(root, fonts)
    write_into(document, report, Manner(None, ids, 10 * _size(root, ids[styles.SIGNER])), notes)
    return saved(document, report)


_LIKE_BODY: Final[Mapping[str, str]] = {
    styles.BODY: '<w:ind w:firstLineChars="200" w:firstLine="640"/>',
    styles.SALUTATION: '<w:ind w:firstLineChars="0" w:firstLine="0"/>',
    styles.SIGNER: '<w:keepNext/><w:spacing w:beforeLines="100" w:before="312"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>',
    styles.DATE: '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>',
}
"""What is set like the template's body but for its paragraph's shape, where the template has no style of its own for it."""


def _styles(root: Any, fonts: Fonts) -> dict[str, str]:
    """The style id for each of our styles, those the template lacks added."""
    by_name: dict[str, Any] = {}
    for style in root.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            by_name.setdefault(name.get(qn("w:val"), "").lower(), style)
    found = {ours: next((by_name[name] for name in names if name in by_name), None) for ours, names in _NAMES.items()}
    body = found[styles.BODY]
    return {ours: _id(root, ours, style, body, fonts) for ours, style in found.items()}


def _id(root: Any, ours: str, style: Any, body: Any, fonts: Fonts) -> str:
    if body is not None and ours in _LIKE_BODY and (style is None or (style is body and not _indented(root, body))):
        return _like_body(root, ours, body)
    if style is None or (style.get(qn("w:type")) == "character" and ours not in _WITHIN):
        return _added(root, ours, fonts)
    if ours in _WITHIN and style.get(qn("w:type")) == "paragraph":
        return _within(root, ours, style)
    return str(style.get(qn("w:styleId")))


def _added(root: Any, ours: str, fonts: Fonts) -> str:
    style: Any = parse_xml(styles.style(ours, fonts, namespace=True))
    style.set(qn("w:styleId"), _free(root, styles.LOOKS[ours].id))
    root.append(style)
    return str(style.get(qn("w:styleId")))


def _like_body(root: Any, ours: str, body: Any) -> str:
    """A style based on the template's body."""
    made: Any = parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1"><w:name w:val="{ours}"/><w:basedOn w:val=""/><w:qFormat/>'
        f"<w:pPr>{_LIKE_BODY[ours]}</w:pPr></w:style>"
    )
    made.find(qn("w:basedOn")).set(qn("w:val"), body.get(qn("w:styleId")))
    made.set(qn("w:styleId"), _free(root, styles.LOOKS[ours].id))
    root.append(made)
    return str(made.get(qn("w:styleId")))


def _indented(root: Any, style: Any) -> bool:
    """Whether the first line of a paragraph in ``style`` is set in."""
    first = (qn("w:firstLine"), qn("w:firstLineChars"))
    shapes = (each.find(f"{qn('w:pPr')}/{qn('w:ind')}") for each in _lineage(root, style))
    return any(int(shape.get(name, "0")) > 0 for shape in shapes if shape is not None for name in first)


def _size(root: Any, id_: str) -> int:
    """The size of the style ``id_`` in half points: its own, that of the style it is based on, that of the defaults; Word's own is 10 points."""
    style = next((each for each in root.findall(qn("w:style")) if each.get(qn("w:styleId")) == id_), None)
    sized = [each.find(f"{qn('w:rPr')}/{qn('w:sz')}") for each in _lineage(root, style)]
    sized.append(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}"))
    return next((int(size.get(qn("w:val"))) for size in sized if size is not None), 20)


def _within(root: Any, ours: str, style: Any) -> str:
    """The character style of a heading's paragraph style, for a heading that runs into its text: the linked one, else one of its fonts."""
    by_id = {each.get(qn("w:styleId")): each for each in root.findall(qn("w:style"))}
    link = style.find(qn("w:link"))
    if link is not None and link.get(qn("w:val")) in by_id:
        return str(link.get(qn("w:val")))
    made: Any = parse_xml(f'<w:style {nsdecls("w")} w:type="character" w:customStyle="1"><w:name w:val="{ours}（段首）"/></w:style>')
    made.set(qn("w:styleId"), _free(root, f"{styles.LOOKS[ours].id}Char"))
    own = (each.find(qn("w:rPr")) for each in _lineage(root, style))
    if (properties := next((each for each in own if each is not None), None)) is not None:
        made.append(copy.deepcopy(properties))
    root.append(made)
    return str(made.get(qn("w:styleId")))


def _lineage(root: Any, style: Any) -> Iterator[Any]:
    """``style``, the style it is based on, and so on."""
    by_id = {each.get(qn("w:styleId")): each for each in root.findall(qn("w:style"))}
    seen: set[str] = set()
    while style is not None and style.get(qn("w:styleId")) not in seen:
        seen.add(style.get(qn("w:styleId")))
        yield style
        base = style.find(qn("w:basedOn"))
        style = by_id.get(base.get(qn("w:val"))) if base is not None else None


def _free(root: Any, wanted: str) -> str:
    taken = {style.get(qn("w:styleId")) for style in root.findall(qn("w:style"))}
    return wanted if wanted not in taken else next(f"{wanted}{n}" for n in range(2, 1000) if f"{wanted}{n}" not in taken)
