"""Facts found by a model: taken as proposals only where the words it quotes stand in the material, and every number it tells in those words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline import prompts
from pipeline.documents.material import Material
from pipeline.events import Listener, Notice
from pipeline.facts.proposals import Proposal, Source
from pipeline.llm.answers import Answer, tagged_blocks
from pipeline.llm.ask import Ask, chain
from pipeline.llm.chat import Chat
from pipeline.texts.people import candidates, doubtful
from pipeline.texts.quantities import quantities
from pipeline.units import UnitType, theme_of

_CHUNK = 6000
"""Characters of material in one call."""
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
_MAIN = {"事实": "内容", "问题": "表现", "打算": ""}


class Entry(BaseModel):
    """One thing found; ``quote`` word for word."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    kind: Literal["事实", "问题", "打算"] = Field(alias="类别")
    text: str = Field(alias="内容")
    when: str = Field("", alias="时间")
    quote: str = Field(alias="原文")


class Extracted(Answer):
    """What a model found in a piece of material; may be nothing."""

    entries: tuple[Entry, ...]

    @classmethod
    def json_form(cls) -> str:
        return '只输出一个 JSON 对象，不要别的话：{"entries": [{"类别": "事实", "内容": "…", "时间": "", "原文": "…"}, …]}。没有可摘的就给空列表。'

    @classmethod
    def tagged_form(cls) -> str:
        return "每条按下面的样子输出，不要别的话；没有可摘的只写一行 <<<无>>>：\n<<<事实>>>\n内容：…\n时间：…\n原文：…"

    @classmethod
    def from_tagged(cls, text: str) -> dict[str, Any]:
        blocks = tagged_blocks(text)
        if not blocks:
            raise ValueError("没有按 <<<类别>>> 的样子分开各条")
        return {"entries": [_fields(kind, block) for kind, block in blocks if kind != "无"]}


def _fields(kind: str, block: str) -> dict[str, str]:
    pairs = (line.partition("：") for line in block.split("\n"))
    return {"类别": kind} | {key.strip(): value.strip() for key, _, value in pairs if key.strip() in {"内容", "时间", "原文"}}


def extract(chat: Chat, material: Material, year: int | None, types: tuple[UnitType, ...], listen: Listener) -> tuple[Proposal, ...]:
    """Ask for what the rules do not see. What cannot be traced to the material is left out and counted. Raises ModelError.

    Names of people and long numbers do not leave the machine: marks stand for them, and are read back in the answer.
    """
    prompt = prompts.load("extract")
    asking = chain(prompt, Extracted, chat)
    profile = f"述的是 {year} 年。" if year else "述的年度还没有定。"
    found: list[Proposal] = []
    refused = 0
    for piece in _pieces(material):
        masked, names = _masked(piece)
        outcome = asking.invoke(Ask(inputs={"profile": profile, "material": masked}, context={}, label=material.file))
        if outcome.answer is None:
            listen(Notice(f"{material.file}：模型没有给出能用的回答（{'；'.join(outcome.problems) or outcome.stop}），这一段只按规则找。"))
            continue
        for entry in outcome.answer.entries:
            proposal = _proposal(_restored(entry, names), material, types)
            refused += proposal is None
            found += [proposal] if proposal else []
    if refused:
        listen(Notice(f"{material.file}：模型给的 {refused} 条在原文里对不上，没有用。"))
    return tuple(found)


def _proposal(entry: Entry, material: Material, types: tuple[UnitType, ...]) -> Proposal | None:
    quote, text = entry.quote.strip(), entry.text.strip()
    place = _place(material, quote)
    if not text or place is None or not _numbers(text) <= _numbers(quote):
        return None
    value: list[tuple[str, str | int]] = [(_MAIN[entry.kind], text)]
    if entry.kind == "事实":
        value.insert(0, ("主题", theme_of(text, None, types).name))
        if re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?", entry.when) and _numbers(entry.when[5:].lstrip("0")) <= _numbers(quote):
            value.append(("时间", entry.when))
    return Proposal(entry.kind, tuple(value), (Source(material.file, place, quote),), note="这一条是模型找的，请对着原文看。", by="model")


def _place(material: Material, quote: str) -> str | None:
    """Where ``quote`` stands word for word; None for one of less than four characters, which stands anywhere."""
    if len(quote) < 4:
        return None
    for line in material.lines:
        if quote in line.text:
            return line.place
    rows = (row for table in material.tables for row in table)
    return next((row.place for row in rows if quote in row.quote), None)


def _numbers(text: str) -> set[float]:
    return {q.value for q in quantities(text)}


def _pieces(material: Material) -> Iterator[str]:
    lines = [line.text for line in material.lines] + [row.quote for table in material.tables for row in table]
    piece: list[str] = []
    for line in lines:
        if piece and sum(map(len, piece)) + len(line) > _CHUNK:
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    if piece:
        yield "\n".join(piece)


def _masked(text: str) -> tuple[str, dict[str, str]]:
    """``text`` with marks for people and long numbers, and what each mark stands for."""
    # Whatever looks like a name: a word masked in vain comes back all the same.
    names = dict.fromkeys(person.text for person in candidates(text) if person.tagged or not doubtful(person.text))
    marks = {f"〔人{n}〕": name for n, name in enumerate(sorted(names, key=len, reverse=True), 1)}
    marks |= {f"〔号{n}〕": number for n, number in enumerate(dict.fromkeys(_NUMBER.findall(text)), 1)}
    for mark, original in marks.items():
        text = text.replace(original, mark)
    return text, marks


def _restored(entry: Entry, marks: dict[str, str]) -> Entry:
    def back(text: str) -> str:
        for mark, original in marks.items():
            text = text.replace(mark, original)
        return text

    return entry.model_copy(update={"text": back(entry.text), "quote": back(entry.quote)})
