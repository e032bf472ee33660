"""Which unit types a report is of, where the user does not say: by what the unit calls itself, and by the words only that type uses."""

from __future__ import annotations

import math
import re
from functools import cache

from pipeline import units

_NAMES = {
    "村": r"村(?:党|支部|“?两委|委会|民|里|集体)|驻村第一书记",
    "社区": r"社区(?:党|居|居民|工作者)|居委会|小区|楼栋长?|物业",
    "街道": r"党工委|街道机关|街道干部|各社区",
    "乡镇": r"[乡镇]党委|全[乡镇]|镇村|各村党",
    "中小学": r"[小中]学(?:党|校)|学校党(?:支部|总支|委)|教研组|年级组|师德|班主任|备课|校长负责制",
    "高校": r"大学|职业技术学院|学院[^，。\n]{0,10}党|辅导员|本科生|研究生|教工党?支部|学生党支部|学工|高等学校|思政课",
    "医院": r"医院|卫生院|临床|医务|护理|患者|医德医风|科室|院长负责制",
    "国企": r"有限公司|集团|国有企业|国企|项目部|班组|车间|三重一大|厂区|提质增效",
    "非公企业": r"非公|有限公司|民营|出资人|业主|两新|企业主|员工",
    "社会组织": r"社会组织|服务中心|律师事务所|协会|商会|学会|基金会|民办|执业|社工|会员单位",
    "群团": r"妇联|妇女联合会|科学技术协会|共青团|团委|工会|残联|残疾人联合会|科协|文联|侨联|妇女|青少年|职工之家|巾帼",
    "政法": r"公安|法院|检察|司法局|派出所|民警|法官|检察官|税务|海关|监狱|政法队伍|执法办案",
    "离退休": r"离退休|退休(?:党员|干部)|老干部|老同志|银发",
    "机关": r"机关党支部|局机关|[局办委]党组|机关党委|模范机关|股室|处室",
    "事业单位": r"事业单位|[书化档案物技纪念]馆|勘查|研究[所院]|服务中心|博物馆|管理处|监测站|设计院|技术推广",
}
_OF_TEXT, _OF_HEAD, _OF_UNIT, _RARE = 1.0, 6.0, 15.0, 3
_UNIT = re.compile(r"^(?!根据|按照|在)[^，。；：\n]{2,40}?党(?:支部|总支|工委|委|组)", re.MULTILINE)
"""What the unit calls itself, in the title or where the report begins."""
_LEAD = 400
_LEAST = 2.0


def guess_types(text: str, origin: str = "") -> tuple[str, ...]:
    """Names of the catalogue, the likeliest first; () where nothing speaks for any. ``origin`` is the file's name, which often tells."""
    head = f"{origin}\n{text[:_LEAD]}"
    own = _own(head)
    scores = dict.fromkeys(_NAMES, 0.0)
    for name, pattern in _NAMES.items():
        scores[name] += _OF_TEXT * math.log1p(len(re.findall(pattern, text))) + _OF_HEAD * math.log1p(len(re.findall(pattern, head)))
        scores[name] += _OF_UNIT if name in own else 0
    for word, names in _telling().items():
        if word in text:
            for name in names:
                scores[name] += 1 / len(names)
    best = max(scores, key=lambda name: scores[name])
    return (best,) if scores[best] >= _LEAST else ()


def _own(head: str) -> set[str]:
    """The types that the unit's own name speaks of: what stands last in it counts (甲街道乙社区党总支 is a 社区).

    机关 counts only by itself: 总工会机关党支部 is a 群团.
    """
    unit = _UNIT.search(head)
    ends = {name: max((m.end() for m in re.finditer(pattern, unit.group())), default=0) for name, pattern in _NAMES.items()} if unit else {}
    found = {name: end for name, end in ends.items() if end and (name != "机关" or sum(map(bool, ends.values())) == 1)}
    return {name for name, end in found.items() if end == max(found.values())}


@cache
def _telling() -> dict[str, tuple[str, ...]]:
    """Words of the catalogue that at most _RARE types use → those types."""
    used: dict[str, list[str]] = {}
    for unit_type in units.types_of(tuple(units.type_names())):
        words = [word for theme in unit_type.themes for word in theme.words] + [word for ask in unit_type.must_ask for word in ask.words]
        for word in dict.fromkeys(words):
            used.setdefault(word, []).append(unit_type.name)
    return {word: tuple(names) for word, names in used.items() if len(names) <= _RARE}
