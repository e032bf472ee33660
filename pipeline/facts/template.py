"""A facts file with nothing in it but places to fill in, and comments that say what belongs there: for one unit type or several, or none yet."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import units
from pipeline.facts.splicing import scalar
from pipeline.units.interview import Basic, interview

_HEAD = """# 《抓基层党建工作述职报告》的事实文件{whose}
#
# 怎么填：
# · 写在冒号后面，冒号和字之间空一格。以“#”开头的是说明，程序不看，删不删都行。
# · 只有标“必填”的几处和至少一条“事实”必须写；别的空着就当没有，程序不会替你编。
# · 越具体越好：次数、人数、哪一次、谁发现的。数要有台账，估的不要写。
# · 涉密的、内部的材料不要写进来。
# 填好后：shuzhi draft 这个文件 -o 述职报告.docx
"""


def template(names: tuple[str, ...] = (), year: int | None = None) -> str:
    """The text of a fresh facts file for the unit types ``names`` (names of the catalogue), which are filled in; ``year`` too where it is known."""
    types = units.types_of(names)
    whose = f"（{'、'.join(names)}）" if names else ""
    lines = [_HEAD.format(whose=whose).rstrip(), *_basics(names, year), *_life(names), *_facts(types), *_rest()]
    return "\n".join(lines) + "\n"


def _basics(names: tuple[str, ...], year: int | None) -> Iterator[str]:
    filled = {("单位", "类型"): scalar(list(names)) if len(names) > 1 else "".join(names), ("年度",): str(year or "")}
    opened = ""
    for basic in sorted(interview().basics, key=lambda b: ["单位", "述职人"].index(b.path[0]) if len(b.path) > 1 else 2):
        key, *inner = basic.path
        if inner and key != opened:
            opened = key
            yield from ("", f"{key}:")
        elif not inner:
            yield ""
        pad = "  " if inner else ""
        yield from (f"{pad}# {line}" for line in _asked(basic))
        yield f"{pad}{basic.path[-1]}: {filled.get(basic.path, '')}".rstrip()


def _asked(basic: Basic) -> Iterator[str]:
    must = "（必填）" if basic.required else ""
    yield f"{must}{basic.question}{basic.why}".replace("跳过", "空着")
    if basic.form == "types":
        yield f"可以写：{'、'.join(units.type_names())}"
    elif basic.form != "rule":
        yield f"例如：{basic.examples[0]}"


def _life(names: tuple[str, ...]) -> Iterator[str]:
    yield from _title("组织生活", "今年各开了几次，只填数字；记录本上没有数清的空着。")
    yield "组织生活:"
    for life in interview().life.names:
        if not life.types or not names or set(life.types) & set(names):
            norm = units.find_norm(life.name)
            yield f"  {life.name}:{f'  # {norm.phrase}' if norm and norm.phrase and norm.verified else ''}"


def _facts(types: tuple[units.UnitType, ...]) -> Iterator[str]:
    yield from _title("事实", "今年做了什么。每条的“内容”写一两句话，可以加一行“时间: 2025-07”。没有的空着，自己的事照样子往下加。")
    yield "事实:"
    asks = {ask.topic: ask for unit_type in types for ask in unit_type.must_ask}
    for ask in asks.values():
        yield f"  # {ask.question}"
        if ask.example:
            yield f"  # 例如：{ask.example}"
        yield from (f"  - 主题: {scalar(ask.topic)}", "    内容:")
    more = interview().more
    yield from (f"  # {more.question}例如：{more.examples[0]}", "  - 内容:")


def _rest() -> Iterator[str]:
    table = interview()
    yield from _title("上年整改", "上年述职评议时自己查的、上级点评的问题，一个一个回应。不止一个，就照样子往下加。")
    yield from ("上年整改:", *_entry("问题", {key: table.rectify[name].examples[0] for key, name in _RECTIFY.items()}))
    yield from _title("书记项目", "书记亲自领办的一件难事；没有就空着。")
    yield from (
        "书记项目:",
        "  名称:",
        "  # 做法和成效有几条的，每条另起一行，前面加“- ”。",
        "  做法:",
        "  成效:",
    )
    yield from _title("问题", f"{table.problems['statement'].why}不止一个，就照样子往下加。")
    yield from ("问题:", *_entry("表现", {key: table.problems[name].examples[0] for key, name in _PROBLEM.items()}))
    yield from _title("打算", "上面的措施之外，明年还打算做什么。")
    yield from ("打算:", f"  # 每件另起一行，前面加“- ”。例如：- {table.plans.examples[0]}")


_RECTIFY = {"问题": "problem", "做法": "action", "结果": "result"}
_PROBLEM = {"表现": "statement", "原因": "cause", "措施": "measure", "来源": "source"}


def _entry(first: str, examples: dict[str, str]) -> Iterator[str]:
    for key, example in examples.items():
        yield f"  # {key}，例如：{example}"
    for key in examples:
        yield f"  {'-' if key == first else ' '} {key}:"


def _title(name: str, why: str) -> Iterator[str]:
    yield from ("", "", f"# {name}：{why}".replace("跳过", "空着"))
