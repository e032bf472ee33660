"""An empty .docx with our styles and settings and nothing else: no theme, no foreign fonts, no thumbnail of the library's template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.word.fonts import ALTERNATIVES, Fonts
from pipeline.word.styles import styles_part

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_KEPT = frozenset({RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.OFFICE_DOCUMENT})
_URI = "http://schemas.microsoft.com/office/word"


def blank(fonts: Fonts) -> WordDocument:
    """A document without paragraphs."""
    document: Any = Document()
    for owner in (document.part.package, document.part):
        for rel in [key for key, value in owner.rels.items() if value.reltype not in _KEPT]:
            del owner.rels[rel]
    for element, wanted in ((document.styles.element, styles_part(fonts)), (document.settings.element, _settings())):
        _refill(element, wanted)
    _add_font_table(document, fonts)
    result: WordDocument = document
    return result


def _refill(element: Any, wanted: Any) -> None:
    """Give ``element``, to which python-docx keeps hold, the content of ``wanted``."""
    for child in list(element):
        element.remove(child)
    for child in list(wanted):
        element.append(child)


def _settings() -> Any:
    """What a Chinese Word writes, with odd and even pages told apart; punctuation is not compressed, so that 28 characters stay 28."""
    return parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>'
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{_URI}" w:val="15"/>'
        f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{_URI}" w:val="1"/>'
        f'<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{_URI}" w:val="1"/>'
        f'<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{_URI}" w:val="1"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _add_font_table(document: Any, fonts: Fonts) -> None:
    """Each font with the name of what may stand in for it: a Word that lacks 仿宋_GB2312 then takes 仿宋, not whatever comes first."""
    entries = "".join(_font(name) for name in fonts.names)
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _font(name: str) -> str:
    other = ALTERNATIVES.get(name, ("",))[0]
    also = f"<w:altName w:val={quoteattr(other)}/>" if other else ""
    charset = '<w:charset w:val="86"/>' if not name.isascii() else '<w:charset w:val="00"/>'
    return f"<w:font w:name={quoteattr(name)}>{also}{charset}</w:font>"
