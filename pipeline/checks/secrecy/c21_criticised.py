from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.secrecy.naming import told
from pipeline.findings import Level

_FAULT = (
    "处分|警告|记过|诫勉|通报|批评|点名|立案|违纪|违法|违规|问责|处理|处置|约谈|酒驾|醉驾|酒后|受贿|贪污|挪用|侵占|吸毒|赌博|打牌|旷工|旷会|迟到|早退|不合格|开除|撤职|免职|免去|"
    "撤销|停职|检讨|检查|移送|查处|推诿|拖欠|缺席|不参加|不交|作假|造假|代签|代记|不履职|不作为|劝退|除名|被查|落马|被捕|被抓|判刑|冒领|虚报|吃拿卡要|态度|红脸|违反|拘留"
)
_CUE = re.compile(_FAULT)
_TITLE = "(?:同志|等\\d*[人名]|书记|副书记|主任|副主任|局长|所长|科长|老师|医生|委员|组长|文书|会计|队长)?"
_LED = re.compile(
    r"(?:(?:批评|处分|诫勉|约谈|通报|问责|处理|查处|点名|责令|撤销|免去|开除|移送|劝退|除名|提醒谈话|点到|点了|点出|处置|停了|揪出|查出|举报)(?:了|过|的是?|到)?|给予|给了)"
    r"[^，。；：、\n]{0,12}$|(?:违纪|违法|违规|酒驾|醉驾|涉案|不合格|受处分|被处分|被通报|犯错误|问题|后进|旷工|迟到|缺席|被约谈)的?(?:人员|党员|干部|职工|民警|支委|委员|教师|医生)?(?:是|为|[：:])?[“]?$"
)
_FOLLOWED = re.compile(
    rf"{_TITLE}[^，。；\n]{{0,3}}?(?:一直|全年|今年|去年|连续|又|就|也|都|曾|当月|当时|\d+月)?(?:因|受到?|遭|被(?!评|选|推|授|聘|表彰|提拔|任命|列为|吸收|确定|批准|接收|县|市|省|区)|违反|违规|违纪|酒后|酒驾|醉驾|旷|多次不|多次未|长期不|长期未|屡次|无故|擅自|未经|"
    rf"不按|迟到|挪用|收受|虚报|冒领|侵占|贪污|参与赌|吸毒|打牌|拖欠|不参加|不交|不履职|推诿|代签|造假|作假|态度(?:粗暴|生硬|恶劣)|工作不(?:力|实)|作风不|落得|背了|挨了)"
)
_OF = re.compile(
    rf"{_TITLE}(?:(?:进行|作出|给予|开展|予以|提出)了?)[^，。；\n]{{0,12}}(?:处分|警告|诫勉|批评|约谈|处理|问责|提醒|通报)|{_TITLE}(?:的)?(?:违纪|违法|违规|酒驾|醉驾|受贿|贪污|挪用|赌博|吸毒|旷工|代签|造假)"
)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        found = {(p.start, p.end): p for p in (*told(line, _CUE, _LED, _FOLLOWED), *told(line, _CUE, _NEVER, _OF))}
        for person in found.values():
            advice = "被批评、被处分的人不写真名：写职务或“一名支委”“1名党员”，处分只写汇总数。"
            yield line.hit((person.start, person.end), f"“{person.text}”像是被批评或被处分的人的真名", advice)


_NEVER = re.compile(r"(?!)")

RULE = Rule(
    code="C21",
    name="被批评、被处分的人的姓名",
    level=Level.ERROR,
    about="处分、约谈、点名批评写到真名，超出了述职的需要。写职务或人数。",
    source="领域手册 §6.4，§8 K30",
    bad=Example("党员王建国因醉驾受到党内严重警告处分。"),
    good=Example("1名党员因醉驾受到党内严重警告处分；我同纪检委员刘洋一起约谈支委3人次。"),
    check=check,
)
