from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.naming import told
from pipeline.findings import Level

_CHILD = (
    "儿童|孩子|小孩|娃娃?|少年|小学生|中学生|初中生|高中生|女孩|男孩|女童|男童|"
    "女儿|儿子|孙女|孙子|外孙女?|侄女|侄子|孤儿|幼儿|未成年人?|学童|小朋友|辍学生|失学生|少先队员|弟弟|妹妹"
)
_GRADE = "(?:小学|初中|高中|幼儿园|[一二三四五六七八九]年级|初[一二三]|高[一二三]|[大中小]班)[^，。；]{0,10}(?:学生|同学)?"
_AGE = r"(?:1[0-7]|[1-9]|[一二三四五六七八九]|十[一二三四五六七]?)(?:周)?岁"
_CUE = re.compile(rf"{_CHILD}|{_GRADE}|{_AGE}|同学|学生|监护")
_LED = re.compile(rf"(?:(?:{_CHILD})|{_GRADE}|{_AGE}(?:的)?|(?:{_CHILD})[（(，]?(?:名叫|叫|是|为))[“]?$")
_FOLLOWED = re.compile(
    rf"(?:等\d+名)?(?:小朋友|(?:这个|一个)?(?:{_CHILD})|，?(?:男|女)?，?(?:今年|刚满|才|只有|年仅|现年)?[（(]?{_AGE}|[^，。；]{{0,6}}上(?:小学|初中|高中|幼儿园|[一二三四五六七八九]年级))"
)
_PUPIL = re.compile(r"(?:学生|同学)[“]?$")
_PUPIL_AFTER = re.compile(r"同学|学生")
_ADULT = re.compile(r"大学生|研究生|本科生|博士|硕士|高校|辅导员|党员|预备|积极分子|团支书")
_SCHOOLS = frozenset({"中小学"})


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    pupils = any(unit.name in _SCHOOLS for unit in context.unit_types)
    for line in manuscript.lines():
        found = {(p.start, p.end): p for p in told(line, _CUE, _LED, _FOLLOWED)}
        if pupils and not _ADULT.search(line.text):
            found |= {(p.start, p.end): p for p in told(line, _CUE, _PUPIL, _PUPIL_AFTER)}
        for person in found.values():
            advice = "孩子的真名不写：写“一名五年级学生”“一名留守儿童”，学校和村组也不要写到能猜出是谁。"
            yield line.hit((person.start, person.end), f"“{person.text}”像是未成年人的真名", advice)


RULE = Rule(
    code="C20",
    name="未成年人的姓名",
    level=Level.ERROR,
    about="留守儿童、困境儿童、中小学生的真名连同处境一起念出来，伤的是孩子。写人数，或写“一名……学生”。",
    source="领域手册 §6.4 [A-xh]，§8 K30；《民法典》第一千零三十四条（姓名、住址属于个人信息）[民法典]",
    bad=Example("我结对帮扶留守儿童李小萌，每月去看她一次。"),
    good=Example("我结对帮扶1名留守儿童，每月去看她一次；党员王建国老师负责联系她的监护人。"),
    check=check,
)
