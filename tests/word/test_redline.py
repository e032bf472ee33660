"""Redlines as a reader meets them: what is marked, how it looks, what stays, where text is found."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from redline_making import NAMESPACES, Maker
from redline_oracle import W, accept_all, canonical, reject_all, root_of

from pipeline.documents.docx_text import text_of
from pipeline.errors import InputError
from pipeline.word.redlines import AUTHOR, Edit, NewParagraph, Note, Role, edit_at, paragraphs, place_of_span, place_of_text, redline
from pipeline.word.redlines.hunks import hunks_of

WHEN = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)


def file_of(*xml: str) -> bytes:
    """A .docx whose body holds these elements."""
    document = docx.Document()
    for one in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(one.replace(">", f" {NAMESPACES}>", 1)))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph(*texts: str, looks: str = "", properties: str = "") -> str:
    runs = "".join(f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def replaced(data: bytes, *texts: str, start: int = 0, end: int = 1, role: Role = Role.BODY, note: Note | None = None) -> bytes:
    new = tuple(NewParagraph(text=text, role=role) for text in texts)
    out = redline(data, [Edit(start=start, end=end, paragraphs=new, note=note)], WHEN)
    assert canonical(reject_all(out, AUTHOR)) == canonical(data)
    return out


def marked(data: bytes) -> str:
    """The text with {-deleted-} and {+inserted+} as it stands in the first paragraph."""
    shown = []
    for run in root_of(data).find("w:body/w:p", W).iter(qn("w:r")):
        text = "".join(node.text or "" for node in run.iter(qn("w:t"), qn("w:delText")))
        change = next((a.tag for a in run.iterancestors(qn("w:ins"), qn("w:del"))), "")
        shown.append({qn("w:ins"): f"{{+{text}+}}", qn("w:del"): f"{{-{text}-}}"}.get(change, text) if text else "")
    return "".join(shown).replace("+}{+", "").replace("-}{-", "")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("主题党日办了12次。", "主题党日办了9次。", "主题党日办了{-12-}{+9+}次。"),
        ("学习不够。讨论不多。", "学习不够。我带头不够。讨论不多。", "学习不够。{+我带头不够。+}讨论不多。"),
        ("学习不够。讨论不多。", "讨论不多。", "{-学习不够。-}讨论不多。"),
        ("有的同志认识不到位。", "三月、七月两次会议没有签到。", "{-有的同志认识不到位。-}{+三月、七月两次会议没有签到。+}"),
        ("我对年轻党员关心不够。", "我对年轻党员的学习关心得很不够。", "我对年轻党员{-关心-}{+的学习关心得很+}不够。"),
    ],
)
def test_changes_are_grouped_for_a_reader(old, new, shown):
    assert marked(replaced(file_of(paragraph(old)), new)) == shown


def test_an_equal_text_leaves_no_trace():
    data = file_of(paragraph("学习不够。"))
    assert replaced(data, "学习不够。", note=Note(reason="不该出现")) is data


def test_inserted_text_looks_like_what_it_replaces():
    data = file_of(
        f"<w:p>{paragraph('（一）学习不实。', looks='<w:b/>')[15:-6]}{paragraph('主题党日办了12次。', looks='<w:i/>')[15:-6]}</w:p>".replace(
            "</w:pPr>", ""
        )
    )
    out = replaced(data, "（一）学习很不实。主题党日办了9次。谈话也少。")
    looks = {run.findtext("w:t", namespaces=W): [x.tag for x in run.find("w:rPr", W)] for run in root_of(out).iterfind(".//w:ins/w:r", W)}
    assert looks == {"很": [qn("w:b")], "9": [qn("w:i")], "谈话也少。": [qn("w:i")]}


def test_new_paragraphs_look_like_their_neighbours_of_the_same_role():
    heading, body = (
        paragraph("一、问题", properties='<w:outlineLvl w:val="0"/>', looks="<w:b/>"),
        paragraph("学习不够，讨论不多。", properties='<w:jc w:val="both"/>'),
    )
    data = file_of(heading, body, paragraph("二、打算", properties='<w:outlineLvl w:val="0"/>', looks="<w:b/>"), body)
    new = (NewParagraph(text="三、原因", role=Role.HEADING), NewParagraph(text="抓得不紧，责任在我。【待补充：哪一次】"))
    out = redline(data, [Edit(start=2, end=2, paragraphs=new)], WHEN)
    first, second = root_of(out).findall("w:body/w:p", W)[2:4]
    assert first.find("w:pPr/w:outlineLvl", W) is not None
    assert first.find(".//w:r/w:rPr/w:b", W) is not None
    assert second.find("w:pPr/w:jc", W) is not None
    assert [run.findtext("w:t", namespaces=W) for run in second.iter(qn("w:r")) if run.find("w:rPr/w:highlight", W) is not None] == [
        "【待补充：哪一次】"
    ]
    assert canonical(reject_all(out, AUTHOR)) == canonical(data)


def test_comments_give_reason_and_facts_and_keep_those_of_others():
    document = docx.Document()
    document.add_comment(document.add_paragraph("学习不够。").runs, text="请核对", author="李四")
    buffer = io.BytesIO()
    document.save(buffer)
    out = replaced(buffer.getvalue(), "学习很不够。", note=Note(reason="补上程度", facts=("F1", "问题2")))
    comments = list(docx.Document(io.BytesIO(out)).comments)
    assert [(c.author, c.text) for c in comments] == [("李四", "请核对"), (AUTHOR, "修改理由：补上程度\n依据事实：F1、问题2")]
    assert len({c.comment_id for c in comments}) == 2
    assert {node.get(qn("w:id")) for node in root_of(accept_all(out)).iter(qn("w:commentReference"))} == {str(c.comment_id) for c in comments}


def test_a_first_comment_is_made_known_to_the_package():
    data = file_of(paragraph("学习不够。"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "word/comments.xml" not in package.namelist()
    out = replaced(data, "学习很不够。", note=Note(reason="补上程度"))
    assert [c.text for c in docx.Document(io.BytesIO(out)).comments] == ["修改理由：补上程度"]


def test_pictures_notes_and_fields_outlive_the_words_around_them():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = file_of(f"<w:p><w:r><w:t>学习不够，</w:t><w:footnoteReference w:id='3'/><w:t>讨论不多。</w:t></w:r>{note}</w:p>", paragraph("尾。"))
    assert sum(1 for _ in root_of(accept_all(replaced(data))).iter(qn("w:footnoteReference"))) == 2


def test_a_field_changes_as_a_whole():
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{more}'
        for kind, more in (("begin", "<w:r><w:instrText>REF a</w:instrText></w:r>"), ("separate", "<w:r><w:t>第三季度</w:t></w:r>"), ("end", ""))
    )
    data = file_of(f"<w:p><w:r><w:t>在</w:t></w:r>{field}<w:r><w:t>召开会议三次以上。</w:t></w:r></w:p>")
    out = replaced(data, "在第二季度召开会议三次以上。")
    assert marked(out) == "在{-第三季度-}{+第二季度+}召开会议三次以上。"
    assert not list(root_of(accept_all(out)).iter(qn("w:fldChar")))
    assert text_of(replaced(data, "在第三季度里召开会议三次以上。")) == "在第三季度里召开会议三次以上。"


def test_edits_that_cannot_be_put_are_refused():
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    data = file_of(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell.format(paragraph('左'))}{cell.format(paragraph('右'))}</w:tr></w:tbl>", paragraph("尾"))
    with pytest.raises(InputError, match="跨过了表格"):
        replaced(data, "新", end=2)
    one = Edit(start=0, end=2, paragraphs=(NewParagraph(text="新"),))
    for edits in ([one, one.model_copy(update={"start": 1})], [one.model_copy(update={"end": 9})]):
        with pytest.raises(ValueError, match="overlaps"):
            redline(file_of(paragraph("甲"), paragraph("乙")), edits, WHEN)


def test_hunks_turn_old_into_new_and_respect_locks():
    rng = random.Random(5)
    for _ in range(500):
        old, new = ("".join(rng.choices("党员学习会议。；12A", k=rng.randint(0, 40))) for _ in "ab")
        if rng.random() < 0.5:
            new = old[: len(old) // 2] + new[:4] + old[len(old) // 2 + 2 :]
        locks = [(5, 9), (12, 14)] if len(old) > 14 else []
        place, made = 0, ""
        for hunk in hunks_of(old, new, locks):
            assert hunk.start >= place
            assert not any(a < edge < b for edge in (hunk.start, hunk.end) for a, b in locks)
            made += old[place : hunk.start] + "".join(words.text for words in hunk.words)
            place = hunk.end
        assert made + old[place:] == new


def test_every_character_belongs_to_one_run():
    for seed in range(20):
        data = Maker(seed).data()
        found = paragraphs(data)
        text = "\n".join(p.text for p in found)
        assert text.rstrip("\n") == text_of(data)
        for one in found:
            assert text[one.start : one.start + len(one.text)] == one.text
            assert [a for span in one.runs for a in range(span.start, span.end)] == list(range(len(one.text)))


def test_text_is_found_by_its_place_and_by_its_words():
    old = paragraphs(
        file_of(*(paragraph(t) for t in ("一、履职", "学习 扎实。", "二、问题", "（一）学习不够；讨论不多。", "（二）谈话少。", "三、打算")))
    )
    text = "\n".join(p.text for p in old)
    span = place_of_span(old, text.index("（一）"), text.index("三、打算"))
    assert (span.start, span.end, span.head, span.tail) == (3, 5, "", "")
    assert place_of_text(old, ["(一)学习不够;", "讨论不多。（二） 谈话少。"]) == span
    assert place_of_text(old, ["（一）学习不足；讨论不多。", "（二）谈话少。"]) == span
    part = place_of_text(old, ["讨论不多。"])
    assert (part.start, part.end, part.head, part.tail) == (3, 4, "（一）学习不够；", "")
    with pytest.raises(InputError, match="找不到"):
        place_of_text(old, ["全年发展党员三名，培训入党积极分子五名。"])


def test_a_place_inside_one_paragraph_of_soft_breaks_is_changed_in_lines():
    data = file_of("<w:p><w:r><w:t>二、问题</w:t><w:br/><w:t>学习不够。</w:t><w:br/><w:t>谈话太少。</w:t><w:br/><w:t>三、打算</w:t></w:r></w:p>")
    old = paragraphs(data)
    place = place_of_text(old, ["学习不够。", "谈话太少。"])
    out = redline(data, [edit_at(old, place, [NewParagraph(text="主题党日少3次。"), NewParagraph(text="谈话只有5人次。")])], WHEN)
    assert text_of(out) == "二、问题\n主题党日少3次。\n谈话只有5人次。\n三、打算"
    assert canonical(reject_all(out, AUTHOR)) == canonical(data)
