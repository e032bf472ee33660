"""Names of people in running prose, found by words and not by strings: 任支部书记 and 高校主任 hold no name, although 任 and 高 are surnames.

People whose names are wordings (习近平, 雷锋) are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
    "金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛"
    "管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕"
    "晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台"
    "巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺"
)
_DOUBTFUL = frozenset("于方任时向和全常安成单计应关解党都强明严来台官保连原位华盖包路商简花金石高文管游查曲易白廉余经谈项祝分温")
"""Surnames that are everyday words too: believed only where the word list itself says that a name stands there."""

_WORDS_BEFORE = frozenset("于任时向和全常原经管党都来关应连成单计解位")
"""Surnames that before a title are mostly something else: 向书记汇报, 任书记."""
_LEADS = frozenset("由请找跟和同与让对向经是被")

PUBLIC = frozenset(
    "习近平 毛泽东 邓小平 江泽民 胡锦涛 马克思 恩格斯 列宁 雷锋 焦裕禄 孔繁森 谷文昌 杨善洲 黄大年 张桂梅 黄文秀 廖俊波 王进喜 时传祥 李大钊 方志敏 "
    "王继才 郑培民 牛玉儒 沈浩 李保国 钟南山 袁隆平 屠呦呦 钱学森 白求恩 张思德 董存瑞 黄继光 邱少云 王杰 赵一曼 杨靖宇 张富清 李强 赵乐际 王沪宁 "
    "蔡奇 丁薛祥 李希 邹碧华 杜富国 时代楷模 孟泰 郭明义 吴天一 周恩来 朱德 刘少奇 陈云".split()
)
_TITLES = (
    "同志|书记|副书记|主任|副主任|主席|副主席|局长|副局长|校长|副校长|院长|副院长|支书|老师|医生|护士长|委员|会长|站长|所长|科长|处长|部长|镇长|乡长|县长|"
    "区长|市长|村长|组长|队长|班长|经理|董事长|总经理|厂长|主管|教授|博士|律师|民警|大爷|大妈|大娘|大叔|老人|奶奶|爷爷|师傅|阿姨|女士|先生|同学|老党员|"
    "一家|家中|家里|等\\d+[名人]|等[一二三四五六七八九十]+[名人]"
)
_BEFORE = (
    "党员|职工|居民|村民|群众|户主|贫困户|脱贫户|低保户|困难户|干部|同志|教师|学生|医生|护士|委员|书记|主任|员工|老人|名叫|学员|代表|积极分子|对象"
)
_AFTER_TITLE = re.compile(rf"(?:{_TITLES})")
NO_NAME = re.compile(r"支部|党[委组员建]|书记|委员|主任|领导|同志|总支|全体|廉政|干部|单位|机关|负责|分管")
_NOT_GIVEN = re.compile(r"[书党委部会总员任主组同各级区市镇乡街办局校所站科处室班在是的了及为由对把将向该兼某]")


@dataclass(frozen=True)
class Person:
    """A name where it stands. ``tagged``: the word list itself has it for a name."""

    text: str
    start: int
    end: int
    tagged: bool


def ends_in_surname(text: str) -> bool:
    """Whether ``text`` ends in a surname standing by itself, as it does before a title: 请周 of 请周书记."""
    before = text[-2:-1]
    alone = not before or before in _LEADS or not "一" <= before <= "鿿"
    return text[-1:] in SURNAMES - _WORDS_BEFORE and alone


def candidates(text: str) -> Iterator[Person]:
    """Whatever looks like a name by itself, in order; whether it is one, what stands around it must tell."""
    import rjieba

    place = 0
    tokens = [(word, tag) for word, tag in rjieba.tag(text)]
    for index, (word, tag) in enumerate(tokens):
        name = _tagged(word, tag) or _pieced(tokens, index)
        if name and name not in PUBLIC:
            yield Person(name, place, place + len(name), tag == "nr")
        place += len(word)


def people(text: str) -> list[Person]:
    """The names whose neighbours say so: a title behind, a kind of person before, or other names in a list."""
    found: list[Person] = []
    after_list = -1
    for person in candidates(text):
        if person.start == after_list or _is_told(text, person.start, person.end, tagged=person.tagged):
            found.append(person)
            after_list = person.end + 1 if text[person.end : person.end + 1] == "、" else -1
    return found


def doubtful(name: str) -> bool:
    """Whether ``name`` begins with a surname that is an everyday word too."""
    return name[0] in _DOUBTFUL


def _tagged(word: str, tag: str) -> str:
    """``word`` where the word list has it for a name and it begins like one."""
    return word if tag == "nr" and 2 <= len(word) <= 3 and word[0] in SURNAMES and not NO_NAME.search(word) else ""


def _pieced(tokens: list[tuple[str, str]], index: int) -> str:
    """A surname on its own with one or two characters after it that are no title: the word list does not know every name. "" for none."""
    surname = tokens[index][0]
    if len(surname) != 1 or surname not in SURNAMES or surname in _DOUBTFUL:
        return ""
    given = ""
    for following, _ in tokens[index + 1 : index + 3]:
        if len(given) + len(following) > 2 or _AFTER_TITLE.match(following) or not re.fullmatch(r"[\u4e00-\u9fff]+", following):
            break
        given += following
    return surname + given if given and not _NOT_GIVEN.search(given) else ""


def _is_told(text: str, start: int, end: int, *, tagged: bool) -> bool:
    if _AFTER_TITLE.match(text, end):
        return True
    if text[start] in _DOUBTFUL:
        return False
    ended = tagged or re.match(r"[、，。；）]|等|$", text[end : end + 1]) is not None
    return ended and (_called(text, start) or _listed(text, start, end))


def _called(text: str, start: int) -> bool:
    return re.search(rf"(?:{_BEFORE})[“]?$", text[max(0, start - 6) : start]) is not None


def _listed(text: str, start: int, end: int) -> bool:
    """In a list of at least two names: 、 on one side, and a word of two or three characters with a surname beyond it."""
    before = re.search(r"(?:^|[^\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})、$", text[max(0, start - 6) : start])
    after = re.match(r"、([\u4e00-\u9fff]{2,3})(?=[^\u4e00-\u9fff]|等)", text[end : end + 6])
    return any(m is not None and m[1][0] in SURNAMES - _DOUBTFUL for m in (before, after))
