"""Writes ``docs/rules.md`` from the records of the rules: ``python docs/build_rules.py``. A test fails where the page is stale."""

from __future__ import annotations

from pathlib import Path

from pipeline.checks.catalogue import all_rules, family_name, find
from pipeline.checks.rule import Example, FactsRule, Need, Rule
from pipeline.findings import Level

PAGE = Path(__file__).parent / "rules.md"
LEVELS = {Level.ERROR: "必须改", Level.WARNING: "请留意", Level.INFO: "供参考"}
NEEDS = {
    Need.FACTS: "给了事实文件（--facts）才查",
    Need.DRAFT: "只在起草时查",
    Need.LENGTH: "知道规格（事实文件里的“规格”）才查",
    Need.LAST_YEAR: "给了上年报告（--last-year）才查",
    Need.SAMPLES: "与样本库比对",
    Need.LAYOUT: "只查 .docx",
}
LONGEST = 200
HANDBOOK = (
    ("K01", "必备节缺失", "S01"),
    ("K02", "有“原因”标题无原因", "P06"),
    ("K03", "问题和原因占比低", "S11 S12"),
    ("K04", "总字数", "S10"),
    ("K05", "第一人称不足", "P01 P02"),
    ("K06", "空洞谓词无证据", "P03"),
    ("K07", "以要求代问题", "P04"),
    ("K08", "优点式问题", "P05"),
    ("K09", "客观原因占多数", "P08"),
    ("K10", "原因与问题同义反复", "P07"),
    ("K11", "问题、原因、措施未对应", "P11 S03"),
    ("K12", "措施无动作、对象、时限", "P12"),
    ("K13", "上年整改缺", "P14"),
    ("K14", "整改含糊", "P13"),
    ("K15", "数字未绑定事实", "F01 F02 F03 F04"),
    ("K16", "数字不合理", "F11 F21 F24"),
    ("K17", "同指标前后不一", "F09 F10 F14 F20 F25"),
    ("K18", "时代错位", "W02 W03 W08 F13 O04 S07"),
    ("K19", "错误提法", "W01"),
    ("K20", "固定组合错", "W04"),
    ("K21", "法规名缺“（试行）”或书名号", "W05 W09"),
    ("K22", "活动已结束仍写进行时", "W03"),
    ("K23", "打码残留", "T01 T12"),
    ("K24", "引号、括号、书名号不配", "T02 T03"),
    ("K25", "编号跳号、半角、顿号", "T04 T05 T06 T08 T09"),
    ("K26", "超长句", "T07"),
    ("K27", "模板化标题", "S17"),
    ("K28", "与样本、上年重合", "O01 O02 O05 P16"),
    ("K29", "涉密标志", "C01 C02 C03"),
    ("K30", "个人信息", "C10 C11 C12 C13 C14 C20 C21 C22"),
    ("K31", "以业务代党建", "P17"),
    ("K32", "书记任期外事实", "F12 F22"),
    ("K33", "单位类型错词", "W06"),
    ("K34", "地域特色词误用", "W07"),
    ("K35", "模型自注、引用残渣", "T01"),
    ("K36", "页面版式（docx）", "T15"),
    ("K37", "密级误报白名单", "C01"),
    ("K38", "称谓、落款缺", "S14 S15 S16"),
    ("K39", "标题含“工作总结”", "S05"),
    ("K40", "问题条数", "P15"),
)
"""The checks the handbook asks for (§8), and the codes of the rules that do them."""


def page() -> str:
    """The whole page."""
    parts = [
        "# 检查规则\n",
        "`shuzhi check` 和起草时用的规则，一条一条写明查什么、为什么、坏例、好例和依据。依据里的“领域手册”见 [sources.md](sources.md)。",
        "本页由 `python docs/build_rules.py` 生成，不要手改。\n",
        "| 编号 | 级别 | 规则 | 门类 |\n|---|---|---|---|",
    ]
    parts += [f"| [{r.code}](#{r.code.lower()}) | {LEVELS[r.level]} | {r.name} | {family_name(r.code)} |" for r in all_rules()]
    parts += ["\n## 领域手册 §8 各条由哪条规则查\n", "| 手册 | 检查 | 规则 |\n|---|---|---|", *map(covered, HANDBOOK)]
    for rule in all_rules():
        parts.append(section(rule))
    return "\n".join(parts) + "\n"


def covered(entry: tuple[str, str, str]) -> str:
    """A row of the handbook's checks. Raises ValueError where it names a rule that is none."""
    number, wanted, codes = entry
    unknown = [code for code in codes.split() if find(code) is None]
    if unknown:
        raise ValueError(f"{number} names {unknown}")
    links = "、".join(f"[{code}](#{code.lower()})" for code in codes.split())
    return f"| {number} | {wanted} | {links or '不查：别人的版面不动，自己写出的 Word 按国标排'} |"


def section(rule: Rule | FactsRule) -> str:
    needs = "；".join(NEEDS[need] for need in getattr(rule, "needs", ()))
    note = f"（{needs}）" if needs else "（查事实文件）" if isinstance(rule, FactsRule) else ""
    lines = [f'\n<a id="{rule.code.lower()}"></a>\n', f"## {rule.code} {rule.name}\n", f"**{LEVELS[rule.level]}**{note}。{rule.about}\n"]
    for title, example in (("坏例", rule.bad), ("好例", rule.good)):
        lines += [f"{title}：\n", "".join(f"> {line}\n" if line.strip() else ">\n" for line in text(example).split("\n"))]
    lines.append(f"依据：{rule.source}")
    return "\n".join(lines)


def text(example: Example | str) -> str:
    shown = (example.text if isinstance(example, Example) else example).strip()
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}……（共 {len(shown)} 字）"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
