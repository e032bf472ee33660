"""Secrecy: numbers by their check digits, names by what stands beside them, and what only looks like either."""

from __future__ import annotations

import pytest

from pipeline import checks
from pipeline.checks.catalogue import find
from pipeline.checks.examples import context_of, manuscript_of
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.digits import luhn


def found(code: str, text: str, unit: str = "机关") -> list[str]:
    rule = find(code)
    assert isinstance(rule, Rule)
    example = Example(text, unit=unit)
    return [f.excerpt for f in checks.run(manuscript_of(example), context_of(example), [rule])]


@pytest.mark.parametrize(
    ("code", "text", "excerpt"),
    [
        ("C01", "内部资料，不得外传\n我组织支部党员大会4次。", "内部资料"),
        ("C01", "引自机密★3年的电报。", "机密"),
        ("C02", "传达县里的内部讲话。", "内部讲话"),
        ("C03", "下一任书记人选已经定了，还没公布。", "人选已经定了，还没公布"),
        ("C10", "号码110105 19491231 002X已登记。", "110105 19491231 002X"),
        ("C10", "号码１１０１０５１９４９１２３１００２Ｘ已登记。", "１１０１０５１９４９１２３１００２Ｘ"),
        ("C10", "旧证号110105491231002已登记。", "110105491231002"),
        ("C10", "身份证号110105194912310021。", "110105194912310021"),
        ("C11", "我的电话是138 1234 5678。", "138 1234 5678"),
        ("C11", "电话0571-88123456。", "0571-88123456"),
        ("C12", "汇入6228480402564890018。", "6228480402564890018"),
        ("C12", "党费账号为2010012345678。", "2010012345678"),
        ("C13", "走访三号楼二单元五〇二室的老人。", "三号楼二单元五〇二室"),
        ("C14", "车牌皖A·1234D。", "皖A·1234D"),
        ("C20", "孤儿李小萌和王子涵上了小学。", "李小萌"),
        ("C21", "约谈了赵国栋、钱卫东2名党员。", "赵国栋"),
        ("C21", "对欧阳志远同志进行了诫勉谈话。", "欧阳志远"),
        ("C22", "低保户吴春兰家的房顶漏水。", "吴春兰"),
    ],
)
def test_it_is_found(code: str, text: str, excerpt: str):
    assert excerpt in found(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("C01", "我讲保密教育课，评议用秘密投票，签订商业秘密协议。"),
        ("C02", "组织保密教育1次，要求涉密文件不得外传。"),
        ("C02", "局内部网站上公布了清单，内部管理更严。"),
        ("C02", "收到建议12条，限期办理；限时阅卷2次。"),
        ("C03", "换届人选18名都经过联审，结果已公示。"),
        ("C03", "问题线索移交纪委1条，接受维稳安保任务，党员轮流值守。"),
        ("C10", "受理编号202511030000017826，工单号110105194912310021。"),
        ("C10", "投入110105194912元。"),
        ("C11", "办结12345热线工单1381件，文号〔2025〕13812号，面积13812平方米。"),
        ("C11", "全县有13812345678人次。"[:6] + "1381人次。"),
        ("C12", "合同编号4111111111111112，项目代码2103-320106-04-01-123456。"),
        ("C13", "3号楼2单元的18户居民推选楼长，会在党群服务中心201会议室开。"),
        ("C13", "住进3号楼的有42户，住户18号前交表。"),
        ("C13", "党群服务中心设在建设路18号。"),
        ("C14", "党员骑A级车，川A牌的车多。"),
        ("C20", "党员教师王建国给学生补课，孩子们叫他王老师。"),
        ("C20", "关心妇女儿童和青年，为留守儿童和妇女办实事。"),
        ("C20", "学习雷锋精神，给儿童讲焦裕禄的故事。"),
        ("C21", "我和纪检委员刘洋约谈了2名党员，通报批评1个支部。"),
        ("C21", "张桂梅事迹学习会后，有党员作了检讨。"),
        ("C21", "约谈了单位负责人和支部书记，批评了老毛病。"),
        ("C22", "支委刘洋负责联系困难党员，党员医生周大勇每月上门。"),
        ("C22", "困难群众毛毯、米面按时发放，低保户房顶漏雨的都修好了。"),
    ],
)
def test_it_only_looks_like_it(code: str, text: str):
    assert found(code, text) == []


def test_students_are_children_only_at_school():
    text = "学生张子涵同学写来感谢信。"
    assert found("C20", text, unit="中小学") == ["张子涵"]
    assert found("C20", text, unit="高校") == []


def test_a_number_is_told_once_and_as_what_it_is():
    text = "身份证11010519491231002X，账号11010519491231002X。"
    assert len(found("C10", text)) == 2
    assert found("C12", text) == []


def test_luhn():
    assert luhn("4111 1111 1111 1111")
    assert not luhn("4111 1111 1111 1112")
