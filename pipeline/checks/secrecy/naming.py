"""Names of people told by what stands beside them: whoever a list of names belongs to belongs with all of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.manuscript import Line
from pipeline.texts.people import NO_NAME, PUBLIC, SURNAMES, Person, candidates, doubtful

_COMPOUND = re.compile(
    r"(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|端木|夏侯|轩辕)[\u4e00-\u9fff]{1,2}?(?=[同被因的受、，。；和与在给是做]|$)"
)
_JOINED = frozenset("、和与及")
_BEFORE = 24
_GIVEN = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞平刚桂兰玉红梅春明国建华文志永海峰辉鹏飞浩宇轩涵怡欣然萌桐梓佳琪瑶思远航俊熙诗雨晨阳博睿昊泽豪家栋梁雪燕云莲珍凤香菊"
    "琴琳璐婷婧颖倩雯慧莉萍波斌彬宁亮健康凯旭东南北晓小大立新民卫胜利德福贵财发林森木鑫淼炎根生全忠孝义仁礼智信诚祥瑞祖光宗良善庆喜乐安邦富贤兴旺荣昌盛世龙虎鹤松柏"
    "竹菲菁蕾薇莹晶珊瑜瑾瑞璇琼瑛钰钧铭锋锐钢铁洁清淑贞惠仪婉柔美娇媛嫣姗妍若依诺一可心悦乐天子梦紫晗煜炜焕灿烁炳坤培基增寿宝贝金银根柱锁"
)
"""Characters that given names are made of."""


def told(line: Line, cue: re.Pattern[str], before: re.Pattern[str], after: re.Pattern[str]) -> Iterator[Person]:
    """The names in ``line`` that ``before`` leads up to or ``after`` follows; none where ``cue`` is nowhere in it, which spares the search."""
    text = line.text
    if not cue.search(text):
        return
    seen = list(_groups(text))
    for group in seen:
        if _beside(text, group[0].start, group[-1].end, before, after):
            yield from group
    taken = {place for group in seen for person in group for place in range(person.start, person.end)}
    for start in _beginnings(text):
        if text[start] in SURNAMES and start not in taken and _beside(text, start, start + 3, before, after) and (person := _by_itself(text, start)):
            yield person


def _beginnings(text: str) -> Iterator[int]:
    """Where words begin: the 童 of 儿童 begins no name."""
    import rjieba

    place = 0
    for word in rjieba.cut(text):
        yield place
        place += len(word)


def _beside(text: str, start: int, end: int, before: re.Pattern[str], after: re.Pattern[str]) -> bool:
    return before.search(text[max(0, start - _BEFORE) : start]) is not None or after.match(text, end) is not None


def _by_itself(text: str, start: int) -> Person | None:
    """A name that the word list only sees when nothing stands behind it: in 孤儿董子涵上了小学 it reads 董子 and 涵上."""
    import rjieba

    name = text[start : start + 3]
    if len(name) < 3 or doubtful(name) or name in PUBLIC or NO_NAME.search(name) or name[1] in _JOINED:
        return None
    words = rjieba.tag(name)
    named = len(words) == 1 and words[0][1].startswith("nr")
    usual = _GIVEN.issuperset(name[1:]) and words[0][0] in (name[0], name[:2])
    return Person(name, start, start + 3, tagged=named) if named or usual else None


def _groups(text: str) -> Iterator[list[Person]]:
    """Names that stand in one list (甲、乙和丙) together, each other by itself; overlapping guesses give way to the first."""
    group: list[Person] = []
    for guess in sorted((*_compound(text), *candidates(text)), key=lambda p: (p.start, -p.end)):
        if group and guess.start < group[-1].end:
            continue
        short = len(guess.text) == 2 and text[guess.end : guess.end + 1] in _GIVEN
        person = (_by_itself(text, guess.start) if short else None) or guess
        if group and not (person.start == group[-1].end + 1 and text[group[-1].end] in _JOINED):
            yield group
            group = []
        group.append(person)
    if group:
        yield group


def _compound(text: str) -> Iterator[Person]:
    for match in _COMPOUND.finditer(text):
        yield Person(match.group(), match.start(), match.end(), tagged=True)
