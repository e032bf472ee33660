"""What a sentence about this year tells of another year, or of the months before the secretary took the post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.facts.sums import Fault

_YEAR = re.compile(r"(?<![\d—－～-])(20\d\d)年(?!底|末|初|度|[—至到－～-]|以来|以后|起|前|版|届|级)(?:(\d{1,2})月)?")
_NOT_TOLD_AS_NEW = re.compile(
    r"比|同期|上年|去年|往年|历年|以来|连续|至今|增|减|提高|下降|由|从|遗留|成立|组建|始建|投用|规划|方案|届|点评|反馈|述职|整改|自查|指出|任|调|当选|选|退休|毕业|入党|转来|"
    r"递交|申请|近[两三五]年|前年|那年|当年|开始|延续|结转|未完成|没有完成|接续|收尾|签订的|到期|底数|基数|因为|立项|说|纳入|印发|出台|施行|实施|《|》|打算|计划|目标|将|拟|前"
)
_COUNTED = re.compile(r"\d+(?:余|多)?(?:次|场|期|堂|人次|名|人|件|个|项|户|份|条|篇|天|夜|晚|趟|回|遍|轮|家|位|万?元|公里)")
_TOOK_POST = re.compile(
    r"(20\d\d)年(\d{1,2})月(?:\d{1,2}日)?[^。；\n（）()《》\d]{0,24}?(?:选为|任|当选|接|兼|推举?|担|任命|派)[^。；\n（）()《》\d]{0,16}?书记"
)
_MONTH = re.compile(r"(?<![\d年个每次]|第)(\d{1,2})月(?!内)(?:份|\d{1,2}日|初|底|上旬|中旬|下旬)?(?:[至到—－～-]+(\d{1,2})月)?(?!底?前)")
_BEFORE_ME = re.compile(
    r"前任|上任|原任|原书记|老书记|到任|任职|接任|接手|调任|当选|上年|去年|明年|下年|此前|之前|以前|接过|担任|任命|换届|打算|计划|将|拟|\d月(?:底|末|初)?前|规划|应"
)
_POST_TOLD = re.compile(
    r"(20\d\d)年(\d{1,2})月(?:\d{1,2}日)?(?:起|以来|开始|份)?，?[^。；，\n（）()《》\d]{0,12}?(?:任(?:职|现职|[^。；，\n]{0,14}书记)|兼[^。；，\n]{0,14}书记|到任|上任|接任|接手|当选|当起|接过)"
)
_ANOTHER_POST = re.compile(r"[他她]|支委|委员|同志|前任|副书记|调来|入党|又当选|连任|再次")
_ME = re.compile(r"我|本人|书记")
_DID = re.compile(
    r"(20\d\d)年(?:(\d{1,2})月)?[^，。；\d]{0,8}?[我本](?!国|省|市|县|区|镇|乡|院|校|局)[^，。；\d]{0,8}?(?:牵头|组织|主持|带|推|抓|领|讲|召集|开|办|请|定|改|建|走|跑)"
)
_MINE = re.compile(r"我|本人|支部|党委|总支|组织|开展|召开|举办|主持")


def other_years(text: str, year: int) -> Iterator[Fault]:
    """Counts told of an earlier or a later year as though they were this one's."""
    for match in _YEAR.finditer(text):
        told = int(match[1])
        if told == year or abs(told - year) > 5:
            continue
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        end = min((p for p in (text.find(mark, match.end()) for mark in "。；\n") if p >= 0), default=len(text))
        sentence = text[start:end]
        if _NOT_TOLD_AS_NEW.search(sentence) or str(year) in sentence or not _COUNTED.search(text, match.end(), end):
            continue
        message = f"{told}年的数，写进了{year}年的报告"
        yield Fault(match.start(), match.end(), message, f"只写{year}年做的事；要作比较，请写明是往年的数。", impossible=False)


def took_post(text: str) -> tuple[int, int] | None:
    """(year, month) in which the secretary took the post, as the report says it."""
    match = _TOOK_POST.search(text)
    month = int(match[2]) if match else 0
    return (int(match[1]), month) if match and 1 <= month <= 12 else None


def before_post(text: str, year: int, since: tuple[int, int]) -> Iterator[Fault]:
    """Things done in months of ``year`` before ``since``, where the post was taken in that year, or in years before it."""
    if _BEFORE_ME.search(text) or not _MINE.search(text):
        return
    for match in _MONTH.finditer(text):
        last = int(match[2] or match[1])
        if since[0] == year and 1 <= last < since[1]:
            message = f"“{match.group()}”在{since[0]}年{since[1]}月任职以前"
            yield Fault(match.start(), match.end(), message, "只述任职以后的事；接着前任做的，请写明哪些是任后做的。", impossible=False)


def other_post(text: str, since: tuple[int, int]) -> Iterator[Fault]:
    """Where a sentence about the secretary dates the post otherwise than ``since``, which the facts give."""
    for match in _POST_TOLD.finditer(text):
        told = (int(match[1]), int(match[2]))
        near = text[max(0, match.start() - 30) : match.end() + 16]
        if told != since and _ME.search(near) and not _ANOTHER_POST.search(near):
            message = f"这里说{told[0]}年{told[1]}月任职，事实文件里是{since[0]}年{since[1]}月"
            yield Fault(match.start(), match.end(2) + 1, message, "请核对任职的年月：任职以前的事不能写成自己做的。", impossible=False)


def done_before(text: str, since: tuple[int, int]) -> Iterator[Fault]:
    """What the secretary is said to have done in a year, or month of a year, before the post was taken."""
    for match in _DID.finditer(text):
        told = (int(match[1]), int(match[2] or 12))
        if told < since and not _BEFORE_ME.search(match.group()):
            message = f"“{match.group()}”在{since[0]}年{since[1]}月任职以前"
            yield Fault(match.start(), match.end(), message, "只述任职以后的事；接着前任做的，请写明哪些是任后做的。", impossible=False)
