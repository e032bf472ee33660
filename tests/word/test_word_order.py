"""Children in the order of the transitional schema (ECMA-376 Part 4, wml.xsd): Word calls a file broken where LibreOffice shrugs.

The orders are those of CT_PPrBase and CT_PPr, EG_RPrBase, EG_SectPrContents, CT_Settings, CT_Style, CT_TblPr and CT_Font, as far as we write them.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from word_parts import fact, gap, report_of

from pipeline.facts import load
from pipeline.findings import Finding, Level
from pipeline.flows.draft import Request, draft
from pipeline.steps.tracing import trace
from pipeline.word.comments import notes_of
from pipeline.word.fonts import STANDARD
from pipeline.word.report import to_docx
from pipeline.word.template import to_docx_like
from pipeline.word.trace import trace_docx
from pipeline.writers.by_rules import RuleWriter

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "facts-xuexiao.yaml"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap"
    " overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
    " textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern"
    " position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote"
    " titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors proofState attachedTemplate linkStyles stylePaneFormatFilter trackRevisions defaultTabStop"
    " autoHyphenation evenAndOddHeaders bookFoldRevPrinting drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl"
    " noLineBreaksAfter noLineBreaksBefore savePreviewPicture hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr themeFontLang"
    " clrSchemeMapping decimalSymbol listSeparator",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar"
    " tblLook",
    "tblBorders": "top left start bottom right end insideH insideV",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "compat": "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth"
    " noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 adjustLineHeightInTable"
    " useFELayout compatSetting",
}


def files() -> dict[str, bytes]:
    facts = load(EXAMPLE)
    made = draft(Request(facts, dt.date(2026, 1, 1)), RuleWriter(), lambda *_: (), lambda _: None)
    found = Finding(code="P03", level=Level.WARNING, message="没有数字", advice="写出次数", section="duty", item=0, excerpt="学习12次")
    small = report_of(fact("学习12次。"), gap("【待补充：几次】。"), numbering="1.", salutation="各位领导：")
    plain = io.BytesIO()
    Document().save(plain)
    return {
        "report": to_docx(made.report, notes=notes_of(made.findings, made.confirm)),
        "small": to_docx(small, notes=notes_of((found,), ())),
        "trace": trace_docx(trace(made, facts), made.report, STANDARD),
        "like": to_docx_like(small, plain.getvalue(), fonts=STANDARD),
    }


@pytest.fixture(scope="module")
def packages() -> dict[str, bytes]:
    return files()


@pytest.mark.parametrize("name", ["report", "small", "trace", "like"])
def test_every_part_keeps_the_order_of_the_schema(packages, name):
    wrong = []
    with zipfile.ZipFile(io.BytesIO(packages[name])) as package:
        for member in (m for m in package.namelist() if m.startswith("word/") and m.endswith(".xml")):
            for element in etree.fromstring(package.read(member)).iter(etree.Element):
                order = ORDERS.get(etree.QName(element).localname, "").split()
                children = [etree.QName(child).localname for child in element if etree.QName(child).namespace == etree.QName(qn("w:p")).namespace]
                if order and (name != "like" or member == "word/document.xml"):
                    assert set(children) <= set(order), (member, element.tag, set(children) - set(order))
                    places = [order.index(child) for child in children]
                    wrong += [f"{member}: {etree.QName(element).localname} has {children}"] if places != sorted(places) else []
    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize("name", ["report", "small", "trace", "like"])
def test_every_style_and_relation_that_is_named_exists(packages, name):
    with zipfile.ZipFile(io.BytesIO(packages[name])) as package:
        members = set(package.namelist())
        styles = {s.get(qn("w:styleId")) for s in etree.fromstring(package.read("word/styles.xml")).iter(qn("w:style"))}
        document = etree.fromstring(package.read("word/document.xml"))
        named = {e.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle") for e in document.iter(qn(tag))}
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {f"word/{r.get('Target')}".replace("word//", "") for r in relations if r.get("TargetMode") != "External"}
        used = {e.get(qn("r:id")) for tag in ("w:footerReference", "w:headerReference") for e in document.iter(qn(tag))}
    assert named - {"CommentReference"} <= styles
    assert {t.replace("word/../", "") for t in targets} <= members
    assert used <= {r.get("Id") for r in relations}
    assert len(members) == len(set(members))


def test_the_files_open_again(packages):
    for data in packages.values():
        assert Document(io.BytesIO(data)).paragraphs
