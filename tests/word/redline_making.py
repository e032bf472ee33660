"""Word files with everything in them that users' files have, and random edits of them; the same for the same seed."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml

from pipeline.word.redlines import Edit, NewParagraph, Note, Paragraph, Role, paragraphs

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
HEADINGS = ["一、履职情况", "（一）抓学习", "二、存在的主要问题", "（二）抓队伍", "三、下一步打算", "1.抓阵地"]
SENTENCES = [
    "全年召开支部党员大会4次，支部委员会12次，党小组会12次。",
    "主题党日只办了9次，比规定少3次，责任在我。",
    "有的党员学习停留在读文件，联系实际不够；讨论时发言不多。",
    "我对年轻党员关心不够，谈心谈话只做了5人次。",
    "党费收缴有2个月晚于规定日期，台账登记不及时！",
    "“三会一课”记录不全，3月、7月两次会议没有签到。",
    "明年3月底前由组织委员逐月核对，支委会按季通报。",
    "我参加所在党小组活动6次，联系的2个困难群众都已走访。",
    "阵地建设投入3.5万元，完成率87.5%，WPS表格由专人管。",
]
LOOKS = [
    "",
    "<w:b/>",
    '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hAnsi="仿宋"/><w:sz w:val="32"/>',
    '<w:i/><w:color w:val="FF0000"/>',
    '<w:rFonts w:eastAsia="楷体"/><w:sz w:val="32"/>',
    '<w:u w:val="single"/>',
]
OTHER = 'w:author="张三" w:date="2025-12-01T08:00:00Z"'
FRESH = "新时代支部书记要求实效台账整改逐项销号核查制度群众反映季度通报党员"


SHAPES: tuple[Callable[[Maker, str], str], ...] = (
    lambda maker, run: maker._inline('<w:hyperlink w:anchor="a{id}">{run}{more}</w:hyperlink>', run),
    lambda maker, run: maker._inline('<w:ins w:id="{id}" {other}>{run}{more}</w:ins>', run),
    lambda maker, run: maker._inline('{run}<w:del w:id="{id}" {other}><w:r><w:delText>{few}</w:delText></w:r></w:del>', run),
    lambda maker, run: maker._inline('<w:bookmarkStart w:id="{id}" w:name="b{id}"/>{run}<w:bookmarkEnd w:id="{id}"/>', run),
    lambda maker, run: maker._field(run),
    lambda maker, run: maker._inline("{run}<w:r><w:br/></w:r>", run),
    lambda maker, run: maker._inline('<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>', run),
    lambda maker, run: maker._inline('<w:fldSimple w:instr=" DATE ">{run}</w:fldSimple>', run),
    lambda maker, run: maker._inline("<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>", run),
    lambda maker, run: maker._inline("{run}<w:r><w:tab/><w:t>{few}</w:t>{box}<w:t>{few}</w:t></w:r>", run),
    lambda maker, run: maker._inline(
        "{run}<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>dang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>党</w:t></w:r></w:rubyBase></w:ruby></w:r>", run
    ),
    lambda maker, run: maker._inline('<w:moveTo w:id="{id}" {other}>{run}{more}</w:moveTo>', run),
)
HARD_FOR_OFFICE = frozenset(range(7, len(SHAPES)))
"""Stretches that LibreOffice itself does not resolve rightly: simple fields, controls in a line, text boxes, ruby, moved text."""


class Maker:
    """One random file; ``simple`` leaves out what LibreOffice does not resolve rightly whoever wrote it."""

    def __init__(self, seed: int, *, simple: bool = False) -> None:
        self.rng = random.Random(seed)
        self.ids = 100
        self.simple = simple

    def data(self) -> bytes:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "某某局党支部"
        document.sections[0].footer.paragraphs[0].text = "第1页"
        body = document.element.body
        count = self.rng.randint(5, 14)
        if self.simple:
            body.insert(0, parse_xml(self._paragraph()))
        for n in range(count):
            for xml in self._block(last=n == count - 1):
                body.insert(len(body) - 1, parse_xml(xml))
        commented = [p for p in document.paragraphs if p.runs]
        if commented and self.rng.random() < 0.6:
            document.add_comment(self.rng.choice(commented).runs, text="请再核一下", author="李四", initials="李")
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    def _block(self, *, last: bool) -> list[str]:
        kind = self.rng.random()
        if kind < 0.12 and not last:
            return [self._table()]
        if self.simple and 0.12 <= kind < 0.40 and not 0.18 <= kind < 0.23:
            return [self._paragraph()]
        if kind < 0.18 and not self.simple:
            return [f"<w:sdt {NAMESPACES}><w:sdtPr/><w:sdtContent>{self._paragraph()}{self._paragraph()}</w:sdtContent></w:sdt>"]
        if kind < 0.23:
            return [f"<w:p {NAMESPACES}/>"]
        if kind < 0.28:
            return [f"<w:p {NAMESPACES}><w:r>{self._box()}</w:r></w:p>"]
        if kind < 0.33 and not last:
            return [self._paragraph(properties="<w:sectPr><w:type w:val='continuous'/></w:sectPr>")]
        if kind < 0.40 and not last:
            mark = self.rng.choice(["del", "ins"])
            return [self._paragraph(properties=f'<w:rPr><w:{mark} w:id="{self._id()}" {OTHER}/></w:rPr>'), self._paragraph()]
        return [self._paragraph()]

    def _table(self) -> str:
        rows = "".join(f"<w:tr>{''.join(self._cell() for _ in range(2))}</w:tr>" for _ in range(self.rng.randint(1, 3)))
        grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        return f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{rows}</w:tbl>'

    def _cell(self) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{"".join(self._paragraph() for _ in range(self.rng.randint(1, 3)))}</w:tc>'

    def _paragraph(self, properties: str = "") -> str:
        heading = self.rng.random() < 0.25
        text = self.rng.choice(HEADINGS) if heading else "".join(self.rng.sample(SENTENCES, self.rng.randint(1, 4)))
        if not heading and self.rng.random() < 0.3:
            text = self.rng.choice(["（一）学习不实。", "一是", "2.队伍不强。"]) + text
        before = '<w:jc w:val="both"/>' if self.rng.random() < 0.5 else ""
        number = f'w14:paraId="{self.rng.randrange(1, 2**31):08X}"' if self.rng.random() < 0.5 else ""
        content = "".join(self._stretch(part) for part in self._parts(text))
        return f"<w:p {NAMESPACES} {number}><w:pPr>{before}{properties}</w:pPr>{content}</w:p>"

    def _parts(self, text: str) -> list[str]:
        places = sorted(self.rng.sample(range(1, len(text)), min(self.rng.choice([0, 1, 3, 8]), len(text) - 1)))
        return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]

    def _stretch(self, text: str) -> str:
        run = self._run(text)
        kind = self.rng.randrange(26)
        if kind >= len(SHAPES) or (self.simple and kind in HARD_FOR_OFFICE):
            return run
        return SHAPES[kind](self, run)

    def _inline(self, shape: str, run: str) -> str:
        values = {"run": run, "more": self._run(self._few()), "few": self._few(), "id": self._id(), "other": OTHER, "box": self._box()}
        return shape.format(**values)

    def _field(self, run: str) -> str:
        begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
        return f'{begin}<w:r><w:instrText xml:space="preserve"> HYPERLINK "http://localhost/" </w:instrText></w:r>{middle}{run}{end}'

    def _run(self, text: str) -> str:
        looks = self.rng.choice(LOOKS)
        rsid = ' w:rsidR="00AB12CD"' if self.rng.random() < 0.3 else ""
        return f'<w:r{rsid}>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def _box(self) -> str:
        return '<w:pict><v:shape style="width:50pt;height:20pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>'

    def _few(self) -> str:
        return "".join(self.rng.choices(FRESH, k=self.rng.randint(1, 4)))

    def _id(self) -> int:
        self.ids += 1
        return self.ids


def edits_of(data: bytes, rng: random.Random) -> list[Edit]:
    """One to three edits that lie apart, each within one container."""
    old = paragraphs(data)
    made: list[Edit] = []
    place = 0
    for _ in range(rng.randint(1, 3)):
        if place >= len(old):
            break
        start = rng.randrange(place, len(old))
        end = start + (rng.choice([0, 1, 1, 2, 3, 5]))
        while end > start and (end > len(old) or any(p.container != old[start].container for p in old[start:end])):
            end -= 1
        new = _new(old[start:end], rng)
        if new or end > start:
            made.append(Edit(start=start, end=end, paragraphs=new, note=_note(rng)))
            place = end + 1
    return made


def _new(old: list[Paragraph], rng: random.Random) -> tuple[NewParagraph, ...]:
    made: list[NewParagraph] = []
    for paragraph in old:
        if rng.random() < 0.85:
            made.append(NewParagraph(text=mutated(paragraph.text, rng), role=paragraph.role, note=_note(rng)))
        if rng.random() < 0.2:
            made.append(_fresh(rng))
    return tuple(made) if old else (_fresh(rng),)


def _fresh(rng: random.Random) -> NewParagraph:
    if rng.random() < 0.2:
        return NewParagraph(text=rng.choice(HEADINGS), role=Role.HEADING, note=_note(rng))
    text = "".join(rng.sample(SENTENCES, rng.randint(1, 3)))
    return NewParagraph(text=rng.choice(["", "（一）谈话不够。", "【待补充：哪一天】"]) + text, note=_note(rng))


def _note(rng: random.Random) -> Note | None:
    return Note(reason="补上数字", facts=("F1", "组织生活.主题党日")) if rng.random() < 0.4 else None


def mutated(text: str, rng: random.Random) -> str:
    """``text`` after a few changes: characters, clauses, sentences; sometimes none, sometimes all."""
    if rng.random() < 0.1:
        return "".join(rng.sample(SENTENCES, 2))
    for _ in range(rng.choice([0, 1, 2, 4])):
        a = rng.randint(0, len(text))
        b = min(len(text), a + rng.choice([0, 1, 2, 6, 20]))
        text = text[:a] + rng.choice(["", "".join(rng.choices(FRESH, k=rng.randint(1, 6))), rng.choice(SENTENCES), "12"]) + text[b:]
    return text
