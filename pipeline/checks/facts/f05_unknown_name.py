from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.context import Context
from pipeline.checks.facts.naming import known_names
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SentenceKind
from pipeline.texts.names import Name, names

_CENTRAL = re.compile(r"^(?:中国共产党|中共中央|关于新形势下|中华人民共和国|党章$)")
"""What the Party and the state have laid down is public: to name it claims nothing, and a wrong name is for the rules on wording."""
_LEADING = 2
"""So many characters the segmentation may take in before a name: 同砚塘镇, 条是社区."""
_GENERAL = re.compile(r"^(?:[各本该外邻两几每某]|目标|其他|有关|相关|条是|结对|所在)")
_TITLE = re.compile(r"《([^》]{2,60})》")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    known = known_names(manuscript, context)
    for line in manuscript.lines():
        if line.kind is SentenceKind.GAP:
            continue
        for match in _TITLE.finditer(line.text):
            if match[1] not in known and (manuscript.marked or not _CENTRAL.search(match[1])):
                yield line.hit(match.span(), f"事实里没有提到《{match[1]}》", "没有学过、用过的文件不要写；确有其事请补进事实文件。")
        found = names(line.text)
        for name in (*found, *_beside(line.text, found)):
            if name.text not in known and (manuscript.marked or not _known_in_part(name.text, known)):
                advice = "单位、地方的名称只能来自你的事实，请删去或补进事实文件。"
                # Where names begin and end is guessed; what a user wrote is no invention of ours and is asked about.
                yield line.hit((name.start, name.end), f"事实里没有“{name.text}”", advice, None if manuscript.marked else Level.WARNING)
        for match in _OFFICE.finditer(line.text):
            if match.group() not in known:
                advice = "单位的名称只能来自你的事实，请核对是哪一级、哪个部门。"
                yield line.hit(match.span(), f"事实里没有“{match.group()}”", advice, None if manuscript.marked else Level.WARNING)


def _beside(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """Names that stand in a row with others, which the segmentation does not know: 双柳乡、梧桐坳镇等5个乡镇."""
    for match in _IN_A_ROW.finditer(text):
        if not any(name.start < match.end("name") and match.start("name") < name.end for name in found):
            yield Name(match["name"], *match.span("name"))


_OFFICE = re.compile(r"[省市区县镇](?:纪?委)(?:组织部|宣传部|统战部|政法委|社会工作部|党校|巡察办|编办)")
"""Offices of Party committees, which have no proper name."""
_PLACE = r"(?:镇|乡|村|街道|社区|县|屯|寨|坪|坳|供电所|司法所|派出所|税务所|卫生院|敬老院|养老院|福利院|信用社|农商行)"
_NO_NAME = "各每本该外邻两几某有向到由在和与同把从对请让被给为帮替全这那哪一二三四五六七八九十我你他她其"
_NO_NAME += "所个去找是了的着过多大小老新旧进下上回驻联包走出入离跟往"
_AFTER_ONE = "镇乡村县屯寨坪坳所院社行道区"
_ACTS = "来|派|送|请|帮|出|找|要|反映|协调|调解|牵头"
_IN_A_ROW = re.compile(
    rf"(?:(?:^|(?<=[，。；：]))(?=[^{_NO_NAME}]{{3,5}}(?:{_ACTS}))|(?<=[{_AFTER_ONE}]、))"
    rf"(?P<name>[一-龥]{{2,4}}{_PLACE})(?=[、等和，。的\d两三四五六七八九十党来派送请帮出找要反协调牵])"
)
"""Behind another name, or at the beginning of a clause with what the place did."""


def _known_in_part(name: str, known: str) -> bool:
    return _GENERAL.search(name) is not None or any(len(name) - cut > 2 and name[cut:] in known for cut in range(1, _LEADING + 1))


RULE = Rule(
    code="F05",
    name="没有依据的名称",
    level=Level.ERROR,
    about="文件、单位、地方的名称只能来自事实。凭空出现一个社区或一份文件，就是编造。",
    source="领域手册 §1.7",
    bad=Example("党员到红旗社区报到。", facts=("党员到清河社区报到28人次",)),
    good=Example("党员到清河社区报到。", facts=("党员到清河社区报到28人次",)),
    check=check,
    needs=(Need.FACTS,),
)
