"""The named styles of a report, as XML: whoever wants other looks changes a style in Word, or brings a template that has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.word.fonts import Fonts
from pipeline.word.measures import CHAR, FOOTER_LINE, LINE, NARROWED, SIZE_2, SIZE_3, SIZE_4

Role = Literal["title", "heading", "subheading", "body", "page_number"]

TITLE: Final = "公文标题"
HEADING: Final = "一级标题"
SUBHEADING: Final = "二级标题"
POINT: Final = "三级标题"
BODY: Final = "公文正文"
SALUTATION: Final = "称谓"
SIGNER: Final = "署名"
DATE: Final = "成文日期"
PAGE_NUMBER: Final = "公文页码"


@dataclass(frozen=True)
class Look:
    """One style: its id (ASCII), font role and size in half points. ``paragraph`` is the XML of its paragraph properties, None for runs."""

    id: str
    role: Role
    size: int
    paragraph: str | None


_KEEP = "<w:keepNext/>"
_OUTLINE = '<w:outlineLvl w:val="0"/>'


def _shape(before: int = 0, after: int = 0, *, indent: int = 0, align: str = "both", keep: bool = False, outline: bool = False) -> str:
    """Paragraph properties in the order of the schema; ``before`` and ``after`` in lines, ``indent`` of the first line in characters.

    The characters are narrowed one by one (``NARROWED``) and not by the grid: where that is narrower than a character, LibreOffice gives each the
    room of two. No widow control: it would leave a page with 21 lines. No automatic space beside digits: it would break the 28 characters.
    """
    return (
        f'{_KEEP if keep else ""}<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:beforeLines="{100 * before}" w:before="{LINE * before}"'
        f' w:afterLines="{100 * after}" w:after="{LINE * after}"'
        f' w:line="{LINE}" w:lineRule="exact"/><w:ind w:firstLineChars="{100 * indent}" w:firstLine="{CHAR * indent}"/><w:jc w:val="{align}"/>'
        f"{_OUTLINE if outline else ''}"
    )


_FOOT = (
    '<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
    f'<w:spacing w:before="0" w:after="0" w:line="{FOOTER_LINE}" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
)

LOOKS: Final[dict[str, Look]] = {
    TITLE: Look("GongwenBiaoti", "title", SIZE_2, _shape(after=1, align="center", keep=True)),
    HEADING: Look("YijiBiaoti", "heading", SIZE_3, _shape(indent=2, keep=True, outline=True)),
    SUBHEADING: Look("ErjiBiaoti", "subheading", SIZE_3, None),
    POINT: Look("SanjiBiaoti", "body", SIZE_3, None),
    BODY: Look("GongwenZhengwen", "body", SIZE_3, _shape(indent=2)),
    SALUTATION: Look("Chengwei", "body", SIZE_3, _shape()),
    SIGNER: Look("Shuming", "body", SIZE_3, _shape(before=1, align="right", keep=True)),
    DATE: Look("ChengwenRiqi", "body", SIZE_3, _shape(align="right")),
    PAGE_NUMBER: Look("GongwenYema", "page_number", SIZE_4, _FOOT),
}


def font_slots(font: str, latin: str = "") -> str:
    """All four font slots: Word fills any slot left out from the theme. The hint keeps Chinese quotation marks out of the Latin font."""
    western, chinese = quoteattr(latin or font), quoteattr(font)
    return f'<w:rFonts w:hint="eastAsia" w:ascii={western} w:hAnsi={western} w:eastAsia={chinese} w:cs={western}/>'


def run_properties(role: Role, size: int, fonts: Fonts) -> str:
    """Font, narrowing and size of a run, in the order the schema asks for."""
    latin = "" if role == "page_number" else fonts.latin
    narrow = f'<w:spacing w:val="{NARROWED}"/>' if size == SIZE_3 else ""
    return f'{font_slots(getattr(fonts, role), latin)}{narrow}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def styles_part(fonts: Fonts) -> Any:
    """The whole ``w:styles`` of a report. The default size is size 3, because the document grid is counted from it."""
    base = f'{font_slots(fonts.body, fonts.latin)}<w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>'
    normal = _NORMAL.format(f"<w:rPr>{base}</w:rPr>")
    looks = "".join(style(name, fonts) for name in LOOKS)
    return parse_xml(
        f'<w:styles {nsdecls("w")}><w:docDefaults><w:rPrDefault><w:rPr>{base}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault/></w:docDefaults>{normal}{_BUILT_IN}{looks}</w:styles>"
    )


def style(name: str, fonts: Fonts, *, namespace: bool = False) -> str:
    """One of our styles as XML, complete in itself: it is based on none, so that a template's default style cannot bend it."""
    look = LOOKS[name]
    kind = "character" if look.paragraph is None else "paragraph"
    paragraph = "" if look.paragraph is None else f"<w:pPr>{look.paragraph}</w:pPr>"
    run = f"<w:rPr>{run_properties(look.role, look.size, fonts)}</w:rPr>"
    declared = f" {nsdecls('w')}" if namespace else ""
    return (
        f'<w:style{declared} w:type="{kind}" w:customStyle="1" w:styleId="{look.id}"><w:name w:val="{name}"/><w:qFormat/>{paragraph}{run}</w:style>'
    )


_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>{}</w:style>'
)
"""Other programs than Word count the grid from the size in this style, not from the defaults."""

_BUILT_IN = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:jc w:val="left"/></w:pPr>'
    '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'
    "</w:style>"
)
