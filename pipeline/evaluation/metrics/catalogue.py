"""The metrics of drafts: a function and a line each."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.evaluation.metrics import copying, grounding, length, likeness, problems, reading, structure
from pipeline.evaluation.metrics.subject import Subject
from pipeline.evaluation.scores import Better, Metric
from pipeline.findings import Level

Measure = Callable[[Subject], float | None]


def _errors(subject: Subject) -> float:
    """Findings that block."""
    return float(sum(f.level is Level.ERROR for f in subject.findings))


def _wordings(subject: Subject) -> float:
    return float(len([f for f in subject.found("W") if f.level is not Level.INFO]))


def _calls(subject: Subject) -> float:
    return float(subject.output.calls)


def _tokens(subject: Subject) -> float | None:
    return float(subject.output.tokens) if subject.output.tokens else None


_DIRECTIONS: dict[str, Better] = {"↑": "high", "↓": "low", " ": ""}


def _table() -> dict[str, tuple[Metric, Measure]]:
    rows: tuple[tuple[str, str, str, str, Measure, int, str, str], ...] = (
        (
            "structure",
            "parts",
            "该有的部分",
            "↑",
            structure.parts_present,
            2,
            "履职、问题、原因、打算，加上事实里有的整改和书记项目，写到了几成",
            "领域手册 §0.2、§1.2",
        ),
        ("structure", "order", "部分的次序", "↑", structure.in_order, 2, "前后相邻的部分合乎骨架次序的占几成", "corpus/skeletons.yaml"),
        (
            "structure",
            "headings",
            "小标题像范文",
            "↑",
            structure.heading_recall,
            2,
            "范文每个小标题与稿子里最像的一个的字对重合度（Dice），取平均",
            "heading soft recall（STORM，Shao 等 2024），改用字对",
        ),
        (
            "facts",
            "numbers",
            "没来由的数",
            "↓",
            grounding.numbers_unsupported,
            2,
            "每千字里事实中没有、或对不上的数（F01、F02、F04），打算部分不算",
            "领域手册 §1.7",
        ),
        (
            "facts",
            "names",
            "没来由的名称",
            "↓",
            grounding.names_unsupported,
            2,
            "每千字里事实中没有的地名、单位、文件、品牌、荣誉（F05、F06）",
            "领域手册 §1.7",
        ),
        (
            "facts",
            "claims",
            "没来由的话",
            "↓",
            grounding.claims_unsupported,
            3,
            "讲过去的句子里，有具体说法而事实中找不到依据的占几成（F01、F02、F04–F07）",
            "领域手册 §1.7；检出的准不准见 check 一节",
        ),
        ("facts", "used", "用上的事实", "↑", grounding.facts_used, 2, "给了的事实里，正文讲到的占几成", "本项目的设计"),
        (
            "facts",
            "asked",
            "缺的会问",
            "↑",
            grounding.missing_shown,
            2,
            "事实里缺的原因、措施、整改、第三个问题，用【待补充】或提问露出来的占几成；不缺的不计",
            "本项目的设计",
        ),
        ("facts", "gaps", "待补充处", " ", grounding.gap_count, 1, "正文里的【待补充】有几处", ""),
        (
            "copying",
            "copied",
            "与样本相同",
            "↓",
            copying.copied_share,
            3,
            "正文有几成的字在与样本连续相同 13 字以上的地方，固定提法、书名号、次数不算",
            "13 字法，按真实材料校准（docs/rules.md O01）",
        ),
        ("copying", "longest", "最长相同", "↓", copying.longest_run, 0, "这样的一处最长几个字", "同上"),
        ("copying", "foreign", "别人的名称", "↓", copying.foreign_names, 1, "样本里别的单位的地名、单位名、人名出现了几个", "docs/rules.md O03"),
        ("problems", "rubric", "问题写得实", "↑", problems.rubric, 1, "存在问题部分按 docs/rubric.md 打分，0—100", "领域手册 §1.3"),
        ("problems", "linked", "问题原因措施成套", "↑", problems.linked, 2, "有证据、有原因、有对得上的措施的问题占几成", "领域手册 §1.3"),
        ("length", "chars", "字数", " ", length.size, 0, "不含空白的字数", ""),
        ("length", "off", "篇幅差多少", "↓", length.off, 3, "超出或不够规格的字数占上限或下限的几成", "corpus/rules.yaml"),
        ("length", "rules", "篇幅规定", "↑", length.parts_kept, 2, "规格里对全文、工作、问题各部分的规定守住了几成", "corpus/rules.yaml"),
        ("wording", "wordings", "提法有误", "↓", _wordings, 2, "每份里写错、用早、用过了的提法有几处（W01–W09 的错误和提醒）", "corpus/terms.yaml"),
        ("reading", "sentence", "句子长短", " ", reading.sentence_length, 1, "平均一句几个字", ""),
        ("reading", "parallel", "四六句", "↓", reading.parallel_share, 3, "三个以上连着的四字或六字分句占全部分句几成", "领域手册 §1.6"),
        ("reading", "openings", "开头重复", "↓", reading.repeated_share, 3, "与前三句之一开头两字相同的句子占几成", "本项目的定义"),
        ("likeness", "chrf", "像范文（chrF）", " ", likeness.chrf, 1, "与范文的 chrF2，0—100，去空白；只报不比", "Popović 2015，sacrebleu"),
        ("checks", "errors", "必须改的", "↓", _errors, 2, "每份里 shuzhi check 认为必须改的有几处", "docs/rules.md"),
        ("cost", "calls", "调用次数", " ", _calls, 1, "向模型发了几次请求", ""),
        ("cost", "tokens", "用量", " ", _tokens, 0, "记录里的 token 数（提示加回答），没有记的不计", ""),
    )
    return {
        id_: (Metric(id_, name, family, _DIRECTIONS[arrow], about, source, digits), of)
        for family, id_, name, arrow, of, digits, about, source in rows
    }


DRAFT_METRICS: dict[str, tuple[Metric, Measure]] = _table()


def measure(subject: Subject) -> dict[str, float]:
    """Every metric that can be scored, rounded so that equal texts give equal results everywhere."""
    values = {id_: of(subject) for id_, (_, of) in DRAFT_METRICS.items()}
    return {id_: round(value, 6) for id_, value in values.items() if value is not None}
