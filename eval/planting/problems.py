"""Weak problems, planted into good sections: the ways in which 存在问题 is got round. All sentences are ours, in the manner of what is sent back."""

from __future__ import annotations

import random
import re

from pipeline.report import SectionKind
from planting.places import Planted, Planter, replaced
from planting.sections import items, merged, read, rewritten

PROBLEM, CAUSE, PLAN, DUTY = SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN, SectionKind.DUTY

Weak = tuple[tuple[str, str], ...]


def _one(text: str, weak: Weak, rng: random.Random) -> Planted | None:
    """One problem of those with their causes beside them, in other words."""
    blocks = items(text, PROBLEM)
    if not merged(text) or not blocks:
        return None
    return rewritten(text, rng.choice(blocks), *rng.choice(weak))


def _all(text: str, weak: Weak, rng: random.Random) -> Planted | None:
    """Every problem in other words, none said twice."""
    blocks = items(text, PROBLEM)
    if not merged(text) or not 0 < len(blocks) <= len(weak):
        return None
    for block, (heading, prose) in zip(reversed(blocks), rng.sample(weak, len(blocks)), strict=True):
        text, _ = rewritten(text, block, heading, prose)
    return text, (-1, -1)


_NOBODY: Weak = (
    ("主题党日内容单一", "12次主题党日有9次是念文件，支部设计活动时没有征求党员意见，组织委员图省事，年年照搬上年的计划。"),
    ("流动党员管理有疏漏", "8名流动党员中有3名半年没有参加组织生活，支部只在群里发通知，认为外出的党员管不住，放松了要求。"),
    ("党务公开不及时", "公开栏全年更新4次，最长一次隔了5个月，支部认为内容不重要，没有把公开当作党员监督的途径。"),
    ("发展党员工作滞后", "两名积极分子的培养记录缺了2个季度，支部对程序不熟悉，等着上级来催，平时也很少查阅档案。"),
    ("制度执行松散", "请假制度定了3年，全年有17人次无故缺席没有处理，支部碍于情面，觉得提醒过就行了。"),
    ("联系群众走过场", "走访登记本上46户有20户是电话联系，支委怕麻烦，觉得打个电话也是联系。"),
)


def plant_p01(text: str, rng: random.Random) -> Planted | None:
    """All problems told without the one who reports."""
    return _all(text, _NOBODY, rng)


def plant_p02(text: str, rng: random.Random) -> Planted | None:
    """The whole report told of the branch: every 我 becomes 支部 or falls."""
    swap = rng.choice(("支部", "党支部", "单位", "班子", "党组织"))
    return re.sub(r"我们?|本人", lambda m: swap if m.start() % 2 else "", text), (-1, -1)


_NO_EVIDENCE: Weak = (
    ("理论武装抓得不深", "在带领党员学理论上，我习惯于照本宣科，结合实际谈体会不多，学习效果打了折扣。主要是我自己钻得不深，总觉得学过就行。"),
    ("组织生活吸引力不强", "支部的组织生活形式比较老套，年轻党员兴致不高，我也没有动脑筋去改，觉得按部就班最稳妥。"),
    ("联系服务群众有距离", "我坐在办公室的时间偏多，走到群众中间的时间偏少，听到的多是汇报上来的话，原因是我有畏难情绪。"),
    ("党建与业务两张皮", "谋划业务时想不起党建，抓党建时又离开业务，两头都使劲却拧不成一股绳，我对怎么结合想得少。"),
    ("作风建设抓得偏软", "对党员身上的小毛病，我提醒得少、批评得更少，怕伤了和气，时间一长有的同志就松了劲。"),
    ("责任传导层层递减", "我对支委分工后的落实情况过问较少，压力没有传到每个人，总以为布置了就等于落实了。"),
    ("阵地作用发挥一般", "党员活动室平时用得不多，设备和书报更新较慢，我没有把它当成联系党员的地方来经营。"),
)


def plant_p03(text: str, rng: random.Random) -> Planted | None:
    """A problem without a figure, a date or a case."""
    return _one(text, _NO_EVIDENCE, rng)


_DEMANDS: Weak = (
    ("新形势对基层党建提出更高要求", "随着改革深入推进，党建工作的标准越来越高，怎样把上级部署转化为支部的具体行动，需要我认真思考。"),
    ("如何推进智慧党建有待谋划", "数字化手段日新月异，支部的线上平台尚在起步阶段，怎样用好它，我还要进一步研究。"),
    ("新修订条例的学习贯彻任务艰巨", "条例刚刚印发，内容多、要求新，如何组织党员原原本本学、联系实际学，是摆在我面前的重要任务。"),
    ("品牌创建还没有启动", "上级要求一支部一品牌，我所在支部的品牌创建还没有谋划，下一步要抓紧研究。"),
    ("党建引领发展面临新挑战", "高质量发展对党组织的组织力提出了新的考验，我抓党建的本领与新任务新要求还不适应。"),
    ("下半年换届工作任务较重", "按照安排，支部将在明年换届，如何选好配强班子是近期工作的重点，我已着手准备。"),
)


def plant_p04(text: str, rng: random.Random) -> Planted | None:
    """A demand told as a problem."""
    return _one(text, _DEMANDS, rng)


_MERITS: Weak = (
    ("对班子成员要求过于严格", "我性子急，有5次当着大家的面批评了支委，让同志们压力太大，原因是我总想把工作做到最好。"),
    ("工作上太追求完美", "材料我要改上七八遍，3名干事经常加班，我对标准抠得过细，没有体谅大家。"),
    ("抓工作急于求成", "我总想一个月见成效，布置的12项任务里有4项返了工，是我心太急、太想干出成绩。"),
    ("陪伴家人的时间太少", "全年有40多个周末在单位，没有照顾好家庭，我在工作和生活的平衡上做得不好。"),
    ("什么事都亲力亲为", "大小事我都要自己过手，2名副书记得不到锻炼，我总是不放心，怕他们做不好。"),
    ("对经费管得太死", "活动经费我抠得太紧，6次申请退回3次，过于节俭，让支部委员们放不开手脚。"),
    ("工作热情过高", "我干起来就忘了时间，党员大会有2次开到晚上9点，没有考虑同志们的承受能力。"),
)


def plant_p05(text: str, rng: random.Random) -> Planted | None:
    """A virtue told as a fault."""
    return _one(text, _MERITS, rng)


_BARE: Weak = (
    ("主题党日质量不高", "全年12次主题党日，有8次只是读文件，讨论发言的党员每次不到5人，3次临时改期。"),
    ("党员档案有缺项", "9月检查时，有6名党员的入党材料缺少转正申请，4份思想汇报没有签字，名册上的电话有7个打不通。"),
    ("谈心谈话没有谈到位", "全年谈话21人次，同3名家庭困难的党员只在年初谈过1次，有2名党员的诉求拖到11月才答复。"),
    ("书记讲党课准备仓促", "4次党课有2次用的是同一份提纲，6月那次讲到一半没了内容，听课的31名党员只有4人提问。"),
    ("支部制度写在墙上", "学习制度规定每月自学2次，抽查15名党员的笔记，7人全年不足10篇，2人字迹一样。"),
)


def plant_p06(text: str, rng: random.Random) -> Planted | None:
    """A heading that promises causes, and problems told without any."""
    manuscript = read(text)
    part = manuscript.part(PROBLEM)
    if part is None or "原因" not in part.heading:
        return None
    return _all(text, _BARE, rng)


_HOLLOW: Weak = (
    (
        "党员教育针对性不强",
        "全年集中学习12次，分层施教的只有1次，35名党员用同一份材料。原因是对党员教育的针对性认识不足，在增强针对性上用力不够。",
    ),
    ("服务群众不够主动", "居民反映的9件事，有4件是催了以后才办的。究其原因，是主动服务的意识不强，主动性没有充分发挥。"),
    ("创新意识不强", "3年里支部的活动方案有7成内容相同。原因在于开拓创新的意识不够，思想解放得不够，创新的办法不多。"),
    ("责任落实不到位", "清单上22项任务，年底有6项没有完成。主要原因是对主体责任的认识不到位，抓落实的力度不够。"),
    ("理论学习不够深入", "读书笔记抽查10本，有6本是抄录。根源在于对理论学习的重要性认识不够深刻，学习的自觉性不强。"),
    ("党建业务融合不紧", "11个业务项目只有2个建了党员攻关小组。原因是融合发展的理念树得不牢，统筹谋划的能力不足。"),
)


def plant_p07(text: str, rng: random.Random) -> Planted | None:
    """A cause that repeats the problem or fits everyone."""
    return _one(text, _HOLLOW, rng)


_OUTER: Weak = (
    ("集中学习次数不够", "全年只学了7次。原因是业务工作繁忙，人员分散在3个地方，凑到一起很困难，上级的检查也多。"),
    ("走访频次下降", "走访户数由80户减到45户。原因是支委只有3人，人手紧张，辖区又大，交通不便，经费也有限。"),
    ("年轻党员发展慢", "3年只发展了1名。原因是年轻人大多外出务工，留下来的年纪偏大，指标又少，大环境就是这样。"),
    ("活动阵地陈旧", "活动室的桌椅用了15年。原因是单位经费紧张，场地条件有限，专项资金批不下来。"),
    ("档案整理拖延", "2022年的会议记录到9月才归档。原因是没有专职党务干部，兼职人员事务繁杂，精力顾不过来，培训机会也不多。"),
    ("线上学习参与率低", "学习平台月活跃率只有四成。原因是老党员年龄偏大，文化程度不高，不会用智能手机，网络信号也差。"),
)


def plant_p08(text: str, rng: random.Random) -> Planted | None:
    """Causes that lie with circumstances alone, in every problem."""
    return _all(text, _OUTER, rng)


_OTHERS: Weak = (
    ("支部书记履职不力", "有5名支部书记一年没有讲过党课。原因是部分书记党性观念淡薄，责任心差，把兼职当负担。"),
    ("党员到会率低", "支部党员大会平均到会六成。原因是一些党员组织观念不强，觉悟不高，对组织生活可有可无。"),
    ("群众参与热情不高", "议事会每次只来十几个人。原因是个别群众对公益事业漠不关心，等靠要思想严重。"),
    ("支委分工落实差", "宣传委员全年只更新了3次公开栏。原因是有的委员拈轻怕重，工作积极性不高，推一下动一下。"),
    ("青年党员骨干少", "9名青年党员只有1名主动承担任务。原因是少数青年党员缺乏吃苦精神，只顾自己的业务。"),
    ("台账资料不全", "抽查6个支部有4个记录缺页。原因是个别党务干部业务不熟，作风漂浮，应付了事。"),
)


def plant_p09(text: str, rng: random.Random) -> Planted | None:
    """A problem that is other people's, and its cause too."""
    return _one(text, _OTHERS, rng)


_PRAISE: Weak = (
    ("规范化建设还不平衡", "一年来支部高度重视标准化建设，制度健全、台账规范，得到上级充分肯定，但在个别细节上还有3处疏漏，是我检查少了。"),
    ("学习效果还需巩固", "支部学习抓得紧、覆盖面广，取得了明显成效，成绩有目共睹，不过党员撰写心得只有6篇，我催得不勤。"),
    (
        "服务群众的面还不够宽",
        "我们扎实开展走访，解决了一大批难题，群众满意度不断提升，受到广泛好评，然而对4个边远小组去得还少，是我安排得不周。",
    ),
    ("监督还有死角", "支部坚持从严管理，执纪有力，风气持续向好，成效显著，但是对2名借调党员的管理还有空白，我没有盯住。"),
    ("队伍建设仍有短板", "支部狠抓队伍建设，涌现出一批先进典型，战斗力明显增强，多次获得表彰，但年轻支委只有1名，我培养得晚了。"),
    ("品牌影响力有待扩大", "品牌创建成果丰硕，经验被上级推广，社会反响良好，可是辐射的单位只有2家，我推介得不多。"),
)


def plant_p10(text: str, rng: random.Random) -> Planted | None:
    """Praise first, a word of fault after the turn."""
    return _one(text, _PRAISE, rng)


_UNANSWERED: Weak = (
    (
        "党费收缴出过差错",
        "5月核对时发现有4名党员的党费基数没有随工资调整，少缴了3个月，我在汇总表上签了字却没有对过工资条，怕麻烦财务，就沿用了旧基数。",
    ),
    ("党员档案没有归齐", "9份转入党员的档案有3份缺志愿书复印件，最早的一份拖了14个月，我认为这是组织员的事，从没有打开过档案柜。"),
    ("保密教育流于签字", "涉密人员承诺书11份有4份是代签，我拿到手只数了份数，没有看笔迹，觉得都是老同志，不会出事。"),
    ("公务用餐审批有例外", "3月有2张餐费单是先吃后批，我碍于老同学的面子补签了字，事后也没有向支委会说明。"),
    ("退役党员关系转接慢", "2名退役士兵党员的组织关系晾了5个月，系统里的提醒红了47天，我以为点一下同意是内勤的活。"),
)


_ELSEWHERE: Weak = (
    ("把活动室建起来", "6月底前，由副书记负责把二楼东头的旧仓库腾出来，配齐桌椅和书柜，每周三晚上开门，9月由我验收一次。"),
    ("办好职工夜校", "从5月起每周二晚上开课，请技师轮流上讲台，全年不少于20期，每期登记出勤，年底评出10名好学员。"),
    ("把结对帮扶做细", "每季度到结对村去一次，4月前摸清农产品销路，年内促成2笔订单，联络员每次写下去了谁家。"),
    ("抓好安全生产", "班组长每天开工前讲5分钟，我每月带队查一回，隐患3天内销号，6月组织一次应急演练。"),
    ("建好宣传阵地", "3月前配齐2名信息员，每月报送信息4条，年底前在市级以上平台刊发10条，由宣传干事登记。"),
)


def plant_p11(text: str, rng: random.Random) -> Planted | None:
    """A problem that nothing in the plan answers: it is another one, or its measure was taken from elsewhere, or left out."""
    blocks, plans = items(text, PROBLEM), items(text, PLAN)
    if not merged(text) or len(blocks) != len(plans) or len(plans) < 3 or re.search(r"第[一二三四五]个?问题", text[plans[0].start :]):
        return None
    way = rng.randrange(3)
    index = rng.randrange(len(blocks))
    if way == 0:
        return rewritten(text, blocks[index], *rng.choice(_UNANSWERED))
    if way == 1:
        return rewritten(text, plans[index], *rng.choice(_ELSEWHERE))[0], (blocks[index].start, blocks[index].end)
    start = text.rfind("\n", 0, plans[index].start) + 1
    end = text.find("\n", plans[index].end)
    return text[:start] + text[end + 1 :], (blocks[index].start, blocks[index].end)


_VAGUE: Weak = (
    ("进一步强化理论武装", "坚持以上率下，不断在学懂弄通做实上下功夫，持续提升党员干部的理论素养，以理论上的清醒保证行动上的坚定。"),
    ("着力提升组织生活质量", "不断丰富内容、创新形式，切实增强组织生活的吸引力和感染力，让党员愿意来、坐得住、有收获。"),
    ("深化党建业务融合", "牢固树立融合理念，找准切入点和着力点，推动党建与业务同频共振、同向发力，以高质量党建引领高质量发展。"),
    ("压紧压实主体责任", "切实扛起第一责任人的责任，层层传导压力，健全工作机制，凝聚强大合力，推动全面从严治党向纵深发展。"),
    ("持续改进工作作风", "大力弘扬求真务实的作风，密切联系群众，虚心听取意见，努力让群众满意，树立良好形象。"),
    ("加强党员队伍建设", "把好入口关，畅通出口关，做好日常教育管理，充分发挥党员的先锋模范作用，锻造一支过硬的队伍。"),
)


def plant_p12(text: str, rng: random.Random) -> Planted | None:
    """A measure that nobody can check."""
    blocks = items(text, PLAN)
    return rewritten(text, rng.choice(blocks), *rng.choice(_VAGUE)) if len(blocks) > 1 else None


_SETTLED = (
    "对上年度述职评议指出的问题，我逐条研究、照单全收，明确措施和责任，目前已全部整改到位，取得了良好效果。",
    "针对上级点评的几个方面不足，支部制定了整改方案，建立了整改台账，逐项销号，现已整改完毕。",
    "去年述职评议反馈的意见，我高度重视，认真剖析，狠抓整改落实，各项问题均得到有效解决。",
    "上年度点评的问题，经过一年的努力，都已按要求完成整改，群众反映良好。",
    "对照上年反馈问题清单，坚持边学边改、立行立改，整改工作全面完成，并建立了长效机制。",
    "上一年存在的短板弱项，我带领支委一班人认真对待，全部补齐，没有留下尾巴。",
)


def plant_p13(text: str, rng: random.Random) -> Planted | None:
    """Last year's problems said to be settled, and no word how."""
    part = read(text).part(SectionKind.RECTIFY)
    if part is None or not part.items or not part.items[0].lines:
        return None
    start = text.rfind("\n", 0, part.items[0].start) + 1
    return replaced(text, (start, part.end), rng.choice(_SETTLED))


def plant_p14(text: str, _: random.Random) -> Planted | None:
    """The part on last year's problems left out, its heading with it."""
    manuscript = read(text)
    part = manuscript.part(SectionKind.RECTIFY)
    if part is None or not part.heading:
        return None
    start = text.rfind("\n", 0, part.start) + 1
    following = next((p for p in manuscript.parts if p.start > part.start and p.heading), None)
    if following is None:
        return None
    return text[:start] + text[text.rfind("\n", 0, following.start) + 1 :], (-1, -1)


def plant_p15(text: str, rng: random.Random) -> Planted | None:
    """One problem alone, or two: the others are left out."""
    blocks = items(text, PROBLEM)
    kept = rng.choice((1, 1, 2))
    if not merged(text) or len(blocks) < 3 or not all(b.heading for b in blocks):
        return None
    start = text.rfind("\n", 0, blocks[kept].start) + 1
    end = text.find("\n", blocks[-1].end)
    return text[:start] + text[end + 1 :], (-1, -1)


def plant_p16(text: str, rng: random.Random) -> Planted | None:
    """Last year's report had the same problem, one figure changed."""
    blocks = [b for b in items(text, PROBLEM) if b.lines]
    year = read(text).year
    if not blocks or year is None:
        return None
    block = rng.choice(blocks)
    figure = re.search(r"\d+", text[block.start : block.end])
    last = text
    if figure:
        at = block.start + figure.start()
        last = text[:at] + str(int(figure[0]) + rng.randint(1, 4)) + text[block.start + figure.end() :]
    return text, (block.start, block.end), {"last_year": last.replace(str(year), str(year - 1))}


_BUSINESS = (
    "全年完成固定资产投资3.2亿元，同比增长9%，新开工项目14个，竣工11个，招商签约9.8亿元，外贸进出口额突破2亿元。",
    "全年接待门诊11.6万人次，出院病人8200人次，完成手术2100台，平均住院日缩短0.6天，新增设备17台套，业务收入增长7.3%。",
    "全年生产任务完成103%，综合能耗下降4.1%，设备完好率达到98.6%，安全生产连续1200天无事故，产品合格率99.4%。",
    "全年办理各类许可事项1.9万件，提前办结率87%，压缩环节36个，收费窗口日均接件210件，系统运行稳定。",
    "中考平均分提高6.4分，一本上线率增长3个百分点，学科竞赛获奖47人次，新建实验室3间，绿化面积增加2000平方米。",
    "粮食总产量达到1800吨，流转土地960亩，新修机耕道5.4公里，改造高标准农田1100亩，村集体收入46万元。",
)


def plant_p17(text: str, rng: random.Random) -> Planted | None:
    """What was done told as business alone: every paragraph of it but the first."""
    blocks = [b for b in items(text, DUTY) if len(b.text) > 80]
    if len(blocks) < 3 or not all(b.heading for b in blocks):
        return None
    chosen = blocks[1:]
    topics = ("主要指标稳步增长", "重点项目加快推进", "服务能力不断增强", "运行质量稳中有升", "基础条件持续改善", "各项任务圆满完成")
    for index, block in reversed(list(enumerate(chosen))):
        prose = "".join(rng.sample(_BUSINESS, 2))
        text, _ = rewritten(text, block, topics[index % len(topics)], prose)
    return text, (-1, -1)


PLANTERS: dict[str, Planter] = {
    "P01": plant_p01,
    "P02": plant_p02,
    "P03": plant_p03,
    "P04": plant_p04,
    "P05": plant_p05,
    "P06": plant_p06,
    "P07": plant_p07,
    "P08": plant_p08,
    "P09": plant_p09,
    "P10": plant_p10,
    "P11": plant_p11,
    "P12": plant_p12,
    "P13": plant_p13,
    "P14": plant_p14,
    "P15": plant_p15,
    "P16": plant_p16,
    "P17": plant_p17,
}
