from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.naming import told
from pipeline.findings import Level

_STATE = (
    "困难|低保|贫困|特困|残疾|脱贫|监测|孤寡|独居|空巢|失独|失能|患病|重病|大病|患癌|两癌|信访|上访|来访|当事|受害|被害|被帮扶|帮扶|结对|救助|受助|资助|刑满释放|社区矫正|矫正|戒毒|"
    "精神障碍|精神病|三无|丧偶|单亲|离异|困境|五保|失业|欠薪|被执行|申诉|投诉|举报|家暴|殴打|虐待|被打|骚扰|艾滋|肺结核|留守"
)
_WHO = "户主|户|人员|人|群众|党员|职工|老人|家庭|对象|患者|者|妇女|母亲|村民|居民|师生|学生|教师|病人|老党员|同志"
_CUE = re.compile(rf"{_STATE}|患|癌|尿毒|白血病|瘫|残|中风|透析|住院|去世|负债|欠债|车祸|自杀|抑郁|精神|病人|劳力|劳动力|收入|漏")
_LED = re.compile(rf"(?:{_STATE})(?:的|帮扶)?(?:{_WHO})?(?:是|为|叫|名叫|[：:])?[“]?$|(?:病人|患者)[“]?$")
_ILL = (
    "患(?:有|上|了|病|癌|尿|白|重|大|脑|肺|肝|糖|抑|精)|确诊|癌|尿毒症|白血病|瘫痪|偏瘫|残疾|离异|离婚|"
    "负债|欠债|信访|上访|吃低保|低保|重病|大病|住院|去世|身亡|病逝|透析|中风|车祸|自杀|抑郁|精神(?:病|障碍|失常)|举报|缠访|闹访|丧子|失独"
)
_FOLLOWED = re.compile(
    rf"(?:一家|家里?|家庭|夫妇|夫妻|同志|老人|大爷|大妈|大娘|奶奶|爷爷)?(?:的(?:丈夫|妻子|老伴|儿子|女儿|母亲|父亲))?[^，。；\n]{{0,5}}?(?:{_ILL}|(?:有|没有)[^，。；\n]{{0,4}}(?:病人|劳力|劳动力|收入)|房(?:顶|子|屋)?漏)"
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        for person in told(line, _CUE, _LED, _FOLLOWED):
            advice = "把姓名改成“张某”或“一名困难党员”，病情、家事只写到说明问题为止。"
            yield line.hit((person.start, person.end), f"“{person.text}”像是困难群众、患者或信访人的真名", advice)


RULE = Rule(
    code="C22",
    name="困难群众、患者和信访人的姓名",
    level=Level.WARNING,
    about="帮了谁可以写，真名连同病情、家境、诉求就不能写：那是别人的私事。",
    source="领域手册 §6.4，§8 K30",
    bad=Example("我到困难党员陈桂芳家中，她患尿毒症3年，每周透析3次。"),
    good=Example("我到一名困难党员家中，她患尿毒症3年；支委刘洋负责每周接送。"),
    check=check,
)
