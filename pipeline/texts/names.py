"""Names of places and organisations in running prose, found by words, not by strings: 履行社区 is no name, 苇渡街道 is."""

from __future__ import annotations

from dataclasses import dataclass

_ENDINGS = """
县 镇 乡 街道 社区 村 水库 医院 卫生院 小学 中学 大学 学院 幼儿园 公司 集团 小区 法院 检察院 派出所 协会 园区 水厂 陵园
纪念馆 博物馆 嘎查 苏木
""".split()
_PROPER = frozenset(("ns", "nr", "nz", "nt", "nrt", "nrfg"))
_SINGLE = frozenset(("n", "g", "ng", "zg", "j"))
_PIECES = 3
_COMMON = frozenset(
    """
农村 城市 城乡 居民 住宅 物业 单元 家属 企业 机关 党员 基层 乡村 重点 中心 行业 商业 职工 家庭 群众 市民 县域 镇域
村民 干部 教师 人民 公立 民营 国有 周边 文明 平安 和谐 美丽 红色 党建 工业 科技 产业 农业 民政 志愿 校园 上级 本级
全县 全镇 全乡 全村 各村 乡镇 城镇 所属 直属 下属 附属 县级 市级 省级 区级 镇级 示范 试点 行政 自然 中小学 中小 高等
幼儿 职业 专业 技术 青年 老年 残疾 妇女 儿童 留守 困难 流动 先进 优秀 帮扶 结对 共建 联系 包联 驻地 辖区 属地 街道 社区
贫困 后进 软弱 涣散 样板 标杆 特色 小微
""".split()
)


@dataclass(frozen=True)
class Name:
    text: str
    start: int
    end: int


def names(text: str) -> list[Name]:
    """Return the names of places and organisations in ``text``: an ending such as 镇 or 医院 with a word before it that is not a common one."""
    import rjieba

    tokens: list[tuple[str, str, int]] = []
    place = 0
    for word, tag in rjieba.tag(text):
        tokens.append((word, tag, place))
        place += len(word)
    found = []
    for index, (word, _, start) in enumerate(tokens):
        ending = next((e for e in _ENDINGS if word.endswith(e)), None)
        if ending is None:
            continue
        stem = word.removesuffix(ending)
        if len(stem) >= 2:
            if stem not in _COMMON:
                found.append(Name(word, start, start + len(word)))
            continue
        began = _proper_before(tokens, index)
        if began is None and not stem and index and _names_something(*tokens[index - 1][:2]):
            began = tokens[index - 1][2]
        if began is not None:
            found.append(Name(text[began : start + len(word)], began, start + len(word)))
    return found


def _proper_before(tokens: list[tuple[str, str, int]], index: int) -> int | None:
    """Where a proper noun in pieces begins that leads up to token ``index``: 杏林·坳·村, 澜·河镇, 青杨·路·街道. None for none."""
    began = None
    for word, tag, start in reversed(tokens[max(0, index - _PIECES) : index]):
        if word in _COMMON or not (tag in _PROPER or (len(word) == 1 and tag in _SINGLE)):
            break
        if tag in _PROPER:
            began = start
    return began


def _names_something(word: str, tag: str) -> bool:
    """A proper noun, or a noun of two characters or more that is none of the common ones: unknown names are tagged as nouns."""
    return word not in _COMMON and (tag in _PROPER or (tag == "n" and len(word) >= 2))


def telling_words(text: str) -> list[str]:
    """The nouns and adjectives of two characters or more in ``text``, common ones of this genre (党员, 机关 …) left out."""
    import rjieba

    return [word for word, tag in rjieba.tag(text) if tag[0] in "na" and len(word) >= 2 and word not in _COMMON]
