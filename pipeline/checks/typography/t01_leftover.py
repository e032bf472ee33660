from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

_COUNTED = "年|月|日|名|次|个|人|户|场|篇|件|万|县|区|镇|乡|村|局|支部|同志|单位|社区|学校|公司"
_LEFTOVER = re.compile(
    rf"[Xx×]{{2,}}|\d{{2,3}}[Xx×*]年|(?<![A-Za-z])[Xx×](?={_COUNTED})|[*＊]{{2,}}|(?<![\d*])[*＊](?={_COUNTED})|_{{2,}}|#{{2,}}|[{{}}]|（注：|\(注：|（略）|[○□△]{{2,}}"
    r"|作为(?:一个|一名)?(?:AI|人工智能|大?语言模型)|网页\d|以下是|```|〔[^〕]*〕|根据您提供|希望(?:以上|这)?(?:内容|回答|范文)?对您|待填|\{待"
    r"|(?:此处|这里|请)(?:填写|补充|插入|替换)|[（(【][^（）()【】\n]{0,10}(?:待(?:核|补|定|查|确认|填|完善)|暂缺|不详|再核|核一下|再查|存疑)[^（）()【】\n]{0,8}[）)】]|[?？]{2,}(?=(?:[万亿]元|[元名个次户年月日人件项%场期条岁]))|[?？]{2,}(?=[万亿])|(?<![A-Za-z])[NMＮn](?=[名个次户件条场项万]|人次)|小编|(?:下载|阅读)全文|文库|https?:|www\.|(?<![张王李刘陈杨赵黄周吴徐孙朱林何郭马高罗梁宋])某某"
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for match in _LEFTOVER.finditer(manuscript.text):
        yield manuscript.hit(match.span(), f"这里有不该留下的“{match.group()}”", "请删去，或换成真实的内容。")


RULE = Rule(
    code="T01",
    name="打码、占位和模型自注",
    level=Level.ERROR,
    about="XX、202X、星号、花括号、模型的自注，都是没改干净的模板痕迹，一眼就看出不是自己写的。标题里的也算。",
    source="领域手册 §7.1、§7.3、§7.5，§8 K23、K35",
    bad=Example("202X年，我在XX社区走访群众**户。"),
    good=Example("2025年，我在苇渡社区走访群众12户。"),
    check=check,
)
