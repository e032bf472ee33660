from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.lexicon import of_kind
from pipeline.findings import Level

_VERB = re.compile(r"(增强|坚定|做到|领悟|拥护|捍卫)“?(四个意识|四个自信|两个维护|两个确立)”?")
_VERBS = {"四个意识": {"增强"}, "四个自信": {"坚定"}, "两个维护": {"做到"}, "两个确立": {"领悟", "拥护", "捍卫"}}
_RIGHT = {"四个意识": "增强“四个意识”", "四个自信": "坚定“四个自信”", "两个维护": "做到“两个维护”", "两个确立": "深刻领悟“两个确立”的决定性意义"}
_ORDER = ("两个确立", "四个意识", "四个自信", "两个维护")
_SETS = {"意识": ("政治意识", "大局意识", "核心意识", "看齐意识"), "自信": ("道路自信", "理论自信", "制度自信", "文化自信")}
_CHAIN = re.compile(r"[\u4e00-\u9fff]{2}(意识|自信)(?:、[\u4e00-\u9fff]{2}\1){3}(?!、)")
_ADVICE = "固定组合的内容、次序和搭配都不能动，请照规范改。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    text = manuscript.text
    for match in _VERB.finditer(text):
        if match[1] not in _VERBS[match[2]]:
            yield manuscript.hit(match.span(), f"“{match[2]}”不与“{match[1]}”搭配，规范写法是：{_RIGHT[match[2]]}", _ADVICE)
    for line in manuscript.lines():
        yield from _order(line)
    for match in _CHAIN.finditer(text):
        if match.group().split("、") != list(_SETS[match[1]]):
            yield manuscript.hit(match.span(), f"“{match.group()}”的内容或次序不对，应是“{'、'.join(_SETS[match[1]])}”", _ADVICE)
    yield from _sequences(manuscript)


def _order(line: Line) -> Iterator[Hit]:
    """The four that are said in one breath, each at its first place."""
    places = [(line.text.find(name), name) for name in _ORDER if name in line.text]
    if places != sorted(places) and len(places) > 1:
        said = "、".join(name for _, name in sorted(places))
        first, last = min(places)[0], max(places)[0] + 4
        yield line.hit((first, last), f"“{said}”的次序不对，应依次是两个确立、四个意识、四个自信、两个维护", _ADVICE, Level.WARNING)


def _sequences(manuscript: Manuscript) -> Iterator[Hit]:
    for term, pattern, parts in _combinations():
        for match in pattern.finditer(manuscript.text):
            said = match.group().split("、")
            if said != parts and sorted(said) == sorted(parts):
                yield manuscript.hit(match.span(), f"“{match.group()}”的次序不对，应是“{term}”", _ADVICE, Level.WARNING)


@cache
def _combinations() -> tuple[tuple[str, re.Pattern[str], list[str]], ...]:
    """Combinations of three parts and more, each with a pattern for as many of its parts in any order."""
    found = []
    for term in of_kind("combination"):
        parts = term.name.split("、")
        if len(parts) > 2:
            one = "|".join(map(re.escape, parts))
            found.append((term.name, re.compile(rf"(?:{one})(?:、(?:{one})){{{len(parts) - 1}}}"), parts))
    return tuple(found)


RULE = Rule(
    code="W04",
    name="固定组合的次序、内容或搭配",
    level=Level.ERROR,
    about="“四个意识”用“增强”，“四个自信”用“坚定”，“两个维护”用“做到”，连用时次序固定。念错一个动词，听的人都知道没有真学。",
    source="领域手册 §4.5",
    bad=Example("坚定“四个意识”，增强“四个自信”。"),
    good=Example("深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”。"),
    check=check,
)
