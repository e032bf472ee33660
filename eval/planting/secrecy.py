"""Faults of secrecy, planted into a clean report: marks, numbers and names that a clerk copies along with the fact. All persons are made up."""

from __future__ import annotations

import random

from planting.places import Planted, Planter, put


def plant_c01(text: str, rng: random.Random) -> Planted | None:
    """A mark on a line of its own at the top, or with its star in the prose."""
    if rng.random() < 0.4:
        return put(text, rng.choice(("这一条引自秘密★3年的简报。", "名单出自机密★长期的卷宗。", "要点见绝密★的附件。")), rng)
    mark = rng.choice(("秘密★1年", "机密★", "内部资料　注意保存", "（内部材料，不得外传）", "内部文件", "绝密★长期", "密级：机密", "仅供领导参阅"))
    first = text.find("\n一、")
    place = first + 1 if first >= 0 else text.find("\n", 150) + 1
    return text[:place] + mark + "\n" + text[place:], (place, place + len(mark))


_INTERNAL = (
    "按照机密级文件的口径，我把任务分到3个组。",
    "我在会上念了市里的内部讲话。",
    "支部对照内参列出的5个风险点排查一遍。",
    "有关数字见县里的涉密简报，这里不细说。",
    "这份清单标有“秘密”，只发给支委。",
    "材料仅供班子成员参阅，会后没有外流。",
    "根据未公开发布的讲话，我提了4条要求。",
    "传达了内部电报，要求党员切勿外传。",
    "方案印发时注明请勿扩散，党员都签了字。",
    "附表密级为机密，由我保管。",
)


def plant_c02(text: str, rng: random.Random) -> Planted | None:
    """Material for inner use is cited."""
    return put(text, rng.choice(_INTERNAL), rng)


_UNPUBLISHED = (
    "年轻党员里有1人拟任镇长助理兼办公室主任。",
    "下届支部书记人选已经酝酿好，还没有对外公布。",
    "对副科长的任命尚未公布，他的工作先由我代着。",
    "1名党员的案件正在侦查，我去看过他的家人。",
    "2条线索尚在初核，我同纪检组碰过头。",
    "举报人是本单位职工，我亲自做了工作。",
    "我把稳控对象分到每名党员头上。",
    "重点人员名单由支部保管，每天报一次动向。",
    "值守方案如下：前门4人、后门2人、车库1人。",
    "后台地址为10.16.8.21，由党员负责维护。",
    "考察组意见认为纪检委员不宜提拔。",
    "我负责联系驻军，对方部队番号和人数登记在册。",
)


def plant_c03(text: str, rng: random.Random) -> Planted | None:
    """Something that is not out yet: posts, cases, deployments."""
    return put(text, rng.choice(_UNPUBLISHED), rng)


def _digits(count: int, rng: random.Random) -> str:
    return "".join(str(rng.randint(0, 9)) for _ in range(count))


def _id_number(rng: random.Random) -> str:
    region = rng.choice(("3201", "4403", "5101", "1101", "6541", "2302")) + _digits(2, rng)
    day = f"{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    if rng.random() < 0.3:
        return f"{region}{rng.randint(40, 79)}{day}{_digits(3, rng)}"
    first = f"{region}{rng.randint(1940, 2004)}{day}{_digits(3, rng)}"
    total = sum(2 ** (17 - i) % 11 * int(c) for i, c in enumerate(first))
    return first + "10X98765432"[total % 11]


_ID_SENTENCES = (
    "我帮老党员补办了医保，证件号码{n}。",
    "发展对象1名（{n}）材料齐全。",
    "低保申请人公民身份号码为{n}，当月办结。",
    "名册第一行写的是{n}，我逐一核过。",
    "转接组织关系1人，身份证{n}。",
    "帮扶对象身份证号：{n}，每季走访一次。",
)


def plant_c10(text: str, rng: random.Random) -> Planted | None:
    """An id number of 18 or 15 digits, sometimes spaced or in full-width digits."""
    number = _id_number(rng)
    form = rng.random()
    if form < 0.2 and len(number) == 18:
        number = f"{number[:6]} {number[6:14]} {number[14:]}"
    elif form < 0.35:
        number = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return put(text, rng.choice(_ID_SENTENCES).format(n=number), rng)


_CALL = (
    "群众有事可以打{n}找我。",
    "联系人的手机是{n}，全天开着。",
    "我的号码{n}印在便民卡上。",
    "服务队队长（{n}）随叫随到。",
    "值班电话：{n}。",
    "意见可发到dangjian{d}@example.com，我每周看一次。",
    "我的微信号：zhibu_{d}，党员都加了。",
)


def plant_c11(text: str, rng: random.Random) -> Planted | None:
    """A phone number, an e-mail address or an account name."""
    mobile = f"1{rng.choice('3456789')}{_digits(9, rng)}"
    forms = (
        mobile,
        f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}",
        f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}",
        f"+86{mobile}",
        f"0{rng.choice(('571', '25', '755'))}-8{_digits(7, rng)}",
        f"（0{rng.choice(('731', '551'))}）8{_digits(7, rng)}",
    )
    return put(text, rng.choice(_CALL).format(n=rng.choice(forms), d=_digits(4, rng)), rng)


def _card(rng: random.Random) -> str:
    first = rng.choice(("622848", "621700", "436742", "955880", "601382")) + _digits(rng.choice((9, 12)), rng)
    doubled = sum(sum(divmod(2 * int(c), 10)) if i % 2 == 0 else int(c) for i, c in enumerate(reversed(first)))
    return first + str(-doubled % 10)


_PAID = (
    "慰问金打到{n}，当天到账。",
    "党费专户账号{n}，由组织委员管理。",
    "救助款汇入本人卡里（{n}）。",
    "爱心款收款卡号为{n}，每月公示。",
    "返还的党费进了{n}，支出两人签字。",
    "我垫的300元后来退到银行卡{n}上。",
)


def plant_c12(text: str, rng: random.Random) -> Planted | None:
    """A card whose check digit is right."""
    number = _card(rng)
    if rng.random() < 0.4:
        number = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    return put(text, rng.choice(_PAID).format(n=number), rng)


_HOMES = (
    "我每月到幸福里{a}号楼{b}单元{r}室陪老人说话。",
    "老党员家住平安路{m}号，我去了6趟。",
    "送学上门到锦绣花园{a}栋{r}室，一次不落。",
    "他住在青石巷{m}号，门口就是公告栏。",
    "家庭住址是和平街{m}号，党员轮流去看。",
    "帮扶户在下河村{b}组{m}号，房子漏雨。",
    "水管爆在{a}幢{b}单元{r}，党员连夜修好。",
    "流动党员租住在工农新村{m}号，我上门谈了一次。",
)


def plant_c13(text: str, rng: random.Random) -> Planted | None:
    """Somebody's door."""
    added = rng.choice(_HOMES).format(
        a=rng.randint(2, 19), b=rng.randint(1, 6), r=rng.randint(2, 18) * 100 + rng.randint(1, 6), m=rng.randint(12, 188)
    )
    return put(text, added, rng)


_REGISTERED = (
    "查到公车私用1起，车号苏B{p}。",
    "骑手停放的皖A·{p}被我们劝离。",
    "宣传车（川J{p}）跑了9个村。",
    "阵地在东经118.7{d}度，导航能到。",
    "新装监控点位（118.7812，32.0{d}）已经验收。",
    "北纬30°15′的那个测点由党员看守。",
    "企业统一社会信用代码91350100M000100Y43，去年纳入覆盖。",
)


def plant_c14(text: str, rng: random.Random) -> Planted | None:
    """A plate, a place on the globe, a code of a company."""
    plate = rng.choice("ABCDEF") + _digits(4, rng)
    return put(text, rng.choice(_REGISTERED).format(p=plate, d=_digits(3, rng)), rng)


_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗梁宋谢唐许邓冯韩曹曾彭萧蔡潘田董袁"
_GIVEN = "志强 建国 秀英 桂芳 丽华 国栋 晓东 春梅 海涛 文娟 永明 雪梅 家豪 立新 玉兰 卫民 红霞 德胜 小燕 俊杰".split()
_YOUNG = "子涵 雨桐 浩然 欣怡 梓轩 思远 诗琪 宇航 佳怡 小萌 俊熙 梦瑶".split()


def _name(rng: random.Random, given: list[str]) -> str:
    return rng.choice(_FAMILY) + rng.choice(given)


_CHILDREN = (
    "孤儿{n}上了小学，学费由党员凑齐。",
    "我认领了困境儿童{n}的微心愿。",
    "{n}今年11岁，父母离异，党员轮流辅导。",
    "留守儿童{n}的奶奶给我们送来锦旗。",
    "党员教师每周给初二学生{n}补课。",
    "低保户的女儿{n}考上初中，支部送了书包。",
    "男童{n}走失，党员找了半夜。",
    "{n}小朋友说最喜欢党员叔叔来讲故事。",
    "辍学的孩子{n}，被我劝回课堂。",
)


def plant_c20(text: str, rng: random.Random) -> Planted | None:
    """A child by name."""
    return put(text, rng.choice(_CHILDREN).format(n=_name(rng, _YOUNG)), rng)


_BLAMED = (
    "{n}同志因酒驾受到党内警告处分，我作了检讨。",
    "我约谈了{n}，让他说清缺席的原因。",
    "党员{n}多次不参加组织生活，被评为不合格。",
    "会上点名批评了{n}，第二天他就交了笔记。",
    "支委{n}挪用活动经费，已退还。",
    "给予{n}党内严重警告处分1次。",
    "对{n}进行了诫勉谈话。",
    "村会计{n}虚报误工补贴，被镇纪委立案。",
    "{n}、{m}无故旷会3次，被通报。",
    "年底查处违纪党员{n}，处分已宣布。",
)


def plant_c21(text: str, rng: random.Random) -> Planted | None:
    """Somebody blamed or punished, by name."""
    return put(text, rng.choice(_BLAMED).format(n=_name(rng, _GIVEN), m=_name(rng, _GIVEN)), rng)


_POOR = (
    "低保户{n}的屋顶漏雨，我带人补好。",
    "困难党员{n}患肺癌，支部捐款2100元。",
    "信访人{n}反映的占地问题，我接了4次。",
    "独居老人{n}有了紧急呼叫器。",
    "{n}家里有两个病人，党员帮着收了稻子。",
    "刑满释放人员{n}由我帮教，找到了工作。",
    "残疾人{n}领到了轮椅。",
    "老党员{n}住院，我去陪了2个晚上。",
    "{n}确诊尿毒症后，支部每月送药一次。",
    "帮扶对象{n}去年脱了贫。",
)


def plant_c22(text: str, rng: random.Random) -> Planted | None:
    """Somebody poor, ill or complaining, by name."""
    return put(text, rng.choice(_POOR).format(n=_name(rng, _GIVEN)), rng)


PLANTERS: dict[str, Planter] = {
    "C01": plant_c01,
    "C02": plant_c02,
    "C03": plant_c03,
    "C10": plant_c10,
    "C11": plant_c11,
    "C12": plant_c12,
    "C13": plant_c13,
    "C14": plant_c14,
    "C20": plant_c20,
    "C21": plant_c21,
    "C22": plant_c22,
}
