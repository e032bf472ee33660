"""Whether a text is a duty report on Party building at all. What is not teaches the wrong manner and is left out, with a reason."""

from __future__ import annotations

import re

from pipeline.documents import Document
from pipeline.report import SectionKind
from pipeline.texts.measure import chars

SHORTEST, LONGEST = 500, 15_000
_PARTY = re.compile(r"党建|党支部|党组织|党总支|党委|党组|党工委|党员")
_OTHER = {
    r"点评": "点评讲话",
    r"主持词|主持稿": "会议主持词",
    r"讲话(?:稿)?$|发言提纲": "讲话稿",
    r"(?:通知|方案|办法|细则|规定|意见|要点|清单|规划)(?:（.{1,8}）)?$": "文件",
    r"心得|体会|感想": "心得体会",
    r"总结$": "工作总结",
    r"检视剖析|对照检查|发言材料$": "对照检查材料",
    r"综述|侧记|召开.*会议|.{2,}网讯": "新闻",
}
_NEWS = re.compile(r"(?:记者|通讯员)\s*[\u4e00-\u9fff]{2,4}|本报讯|网讯")
_DIALOGUE = re.compile(r"[”」](?:，|。)?[\u4e00-\u9fff]{0,6}(?:说|道|问|笑)|(?:说|道|问|笑道)[：:]“")


def why_not(text: str, document: Document) -> str:
    """Why ``text`` is no such report, in Chinese; "" where it is one. ``document`` is what it parses to."""
    size = chars(text)
    if size < SHORTEST:
        return f"只有 {size} 字，不成一篇报告"
    if size > LONGEST:
        return f"有 {size} 字，不像一篇述职报告"
    if len(_PARTY.findall(text)) < 5:
        return "讲的不是党建"
    title = document.title or text.split("\n", 1)[0]
    if len(title) <= 60 and "述职" not in title:
        other = next((name for pattern, name in _OTHER.items() if re.search(pattern, title)), "")
        if other:
            return f"看标题是{other}，不是述职报告"
    if len(_DIALOGUE.findall(text)) >= 5:
        return "像小说，不是述职报告"
    return _incomplete(text, document)


def _incomplete(text: str, document: Document) -> str:
    kinds = {section.kind for section in document.sections if section.items}
    if _NEWS.search(text[:200]) and SectionKind.PROBLEM not in kinds:
        return "像新闻，不是述职报告"
    headed = {section.kind for section in document.sections if section.heading}
    missing = [name for kind, name in ((SectionKind.PROBLEM, "存在的问题"), (SectionKind.PLAN, "下一步打算")) if kind not in headed]
    if not headed:
        return "没有分成几个部分，认不出是述职报告"
    if len(missing) == 2:
        return "既没有“存在的问题”，也没有“下一步打算”，不是述职报告"
    if missing and "述职" not in text:
        return f"没有“{missing[0]}”，全文也没有“述职”二字，不是述职报告"
    return ""
