from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.naming import known_names
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SentenceKind
from pipeline.texts.names import names

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
        for name in names(line.text):
            if name.text not in known and (manuscript.marked or not _known_in_part(name.text, known)):
                advice = "单位、地方的名称只能来自你的事实，请删去或补进事实文件。"
                # Where names begin and end is guessed; what a user wrote is no invention of ours and is asked about.
                yield line.hit((name.start, name.end), f"事实里没有“{name.text}”", advice, None if manuscript.marked else Level.WARNING)


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
