"""Writes ``docs/rules.md`` from the records of the rules: ``python docs/build_rules.py``. A test fails where the page is stale."""

from __future__ import annotations

from pathlib import Path

from pipeline.checks.catalogue import all_rules, family_name
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
}
LONGEST = 200


def page() -> str:
    """The whole page."""
    parts = [
        "# 检查规则\n",
        "`shuzhi check` 和起草时用的规则，一条一条写明查什么、为什么、坏例、好例和依据。依据里的“领域手册”见 [sources.md](sources.md)。",
        "本页由 `python docs/build_rules.py` 生成，不要手改。\n",
        "| 编号 | 级别 | 规则 | 门类 |\n|---|---|---|---|",
    ]
    parts += [f"| [{r.code}](#{r.code.lower()}) | {LEVELS[r.level]} | {r.name} | {family_name(r.code)} |" for r in all_rules()]
    for rule in all_rules():
        parts.append(section(rule))
    return "\n".join(parts) + "\n"


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
