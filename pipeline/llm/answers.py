"""Answers: what a prompt asks for, as a pydantic type that can say its own form, and reading a model's text into it.

The text is never lost: whoever calls has it, and a failure carries it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.llm import loose_json
from pipeline.llm.records import Rung


class Answer(BaseModel, ABC):
    """The base of all answers. Validators raise ValueError in Chinese: the model is asked again in those words."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    @abstractmethod
    def json_form(cls) -> str:
        """Return the Chinese instruction with a JSON skeleton. It must contain the word JSON: some services refuse json_object without it."""

    @classmethod
    @abstractmethod
    def tagged_form(cls) -> str:
        """Return the Chinese instruction for tagged plain text; see ``tagged_blocks``."""

    @classmethod
    @abstractmethod
    def from_tagged(cls, text: str) -> dict[str, Any]:
        """Return the fields found in tagged text; raises ValueError, in Chinese, where it has no such form."""


A = TypeVar("A", bound=Answer)


class AnswerError(ValueError):
    """The text is not the answer asked for: ``problems`` in Chinese, each readable alone, and the ``text`` as it came."""

    def __init__(self, problems: tuple[str, ...], text: str) -> None:
        super().__init__("；".join(problems))
        self.problems = problems
        self.text = text


@dataclass(frozen=True)
class Reading(Generic[A]):
    """A valid answer; ``notes`` say in Chinese what was left out or mended to get there, none where the text was good as it came.

    ``missing``: the text broke off, and something is or may be missing from the answer.
    """

    answer: A
    notes: tuple[str, ...] = ()
    missing: bool = False


_THINKING = re.compile(r"<(think|thinking)>.*?</\1>", re.DOTALL)
_THINKING_ENDS = re.compile(r"\A.*</(?:think|thinking)>", re.DOTALL)
_THINKING_STARTS = re.compile(r"<(?:think|thinking)>.*\Z", re.DOTALL)
_FENCED = re.compile(r"\A\s*(`{3,}|~{3,})[^\n`]*\n(?P<inside>.*?)\n?[ \t]*(?:\1)?\s*\Z", re.DOTALL)
_TAG = re.compile(r"^[ \t]*<<<[ \t]*(.+?)[ \t]*>>>[ \t]*$", re.MULTILINE)
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FOREIGN = 40
"""Latin letters that names, ids and abbreviations may come to."""

_LONGEST = 400_000
_SENTENCE_END = re.compile(r"[。！？；]”?|\n")


def read_answer(text: str, answer_type: type[A], rung: Rung, context: Mapping[str, Any] | None = None, *, truncated: bool = False) -> Reading[A]:
    """Read a reply given on ``rung`` as ``answer_type``, validated with pydantic under ``context``.

    Thinking, fences and prose around the answer are left off. ``truncated`` says that the service cut the reply: tagged text is then cut back to
    its last whole sentence. Of a text beyond all measure only the beginning is read, as one that was cut. Raises AnswerError.
    """
    said = without_thinking(text).rstrip()
    if not said:
        raise AnswerError(("只有思考过程，没有给出回答",), text)
    said, truncated = said[:_LONGEST], truncated or len(said) > _LONGEST
    read = _read_tagged if rung is Rung.TAGGED else _read_json
    try:
        return read(said, answer_type, context, truncated)
    except AnswerError as error:
        raise AnswerError(error.problems, text) from None


def without_thinking(text: str) -> str:
    """Return ``text`` without the thinking some models write before they answer, closed, unopened or unclosed."""
    text = _THINKING.sub("", text)
    return _THINKING_STARTS.sub("", _THINKING_ENDS.sub("", text))


def tagged_blocks(text: str) -> list[tuple[str, str]]:
    """Return (tag, text) of every block of ``<<<标题>>>`` alone on a line and the lines below it, in order; text before the first is left off."""
    _, *rest = _TAG.split(text)
    return [(tag, block.strip()) for tag, block in zip(rest[::2], rest[1::2], strict=True)]


def _read_json(text: str, answer_type: type[A], context: Mapping[str, Any] | None, truncated: bool) -> Reading[A]:
    names = {name for key, field in answer_type.model_fields.items() for name in (key, field.alias) if name}
    # An object without any of the fields is an example or a fragment, and could pass where all fields have defaults.
    candidates = [found for found in loose_json.objects(text) if names & found.value.keys()]
    if not candidates:
        raise AnswerError((f"没有按要求给出 JSON 对象，其中应有：{'、'.join(answer_type.model_fields)}",), text)
    failures = []
    for found in candidates:
        try:
            answer = _validated(found.value, answer_type, context, text)
        except AnswerError as error:
            failures.append(AnswerError((*found.notes, *error.problems), text))
        else:
            return Reading(answer, found.notes, found.lost or (truncated and found.cut))
    raise failures[0]


def _read_tagged(text: str, answer_type: type[A], context: Mapping[str, Any] | None, truncated: bool) -> Reading[A]:
    match = _FENCED.match(text)
    plain = match["inside"] if match else text
    notes: tuple[str, ...] = ()
    if truncated:
        plain, notes = _cut_back(plain)
    try:
        return Reading(_validated(answer_type.from_tagged(plain), answer_type, context, text), notes, truncated)
    except ValueError as error:
        failure = error if isinstance(error, AnswerError) else AnswerError((str(error),), text)
    try:  # some models answer in JSON whatever they are asked for
        return _read_json(text, answer_type, context, truncated)
    except AnswerError:
        raise failure from None


def _cut_back(text: str) -> tuple[str, tuple[str, ...]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text.rstrip())]
    kept = text[: ends[-1]] if ends else ""
    dropped = text[len(kept) :].strip()
    return kept, (f"回答的结尾不完整，已略去“{dropped[:30]}”" if dropped else "回答的结尾不完整",)


def _validated(data: Mapping[str, Any], answer_type: type[A], context: Mapping[str, Any] | None, text: str) -> A:
    said = "".join(_strings(data))
    if "\ufffd" in said:
        raise AnswerError(("回答里有乱码，请重新写",), text)
    latin = len(_LATIN.findall(said))
    if latin > _FOREIGN and latin > len(_CHINESE.findall(said)):
        raise AnswerError(("回答不是中文，请全部用中文写",), text)
    try:
        return answer_type.model_validate(data, context=dict(context or {}))
    except ValidationError as error:
        problems = tuple(dict.fromkeys(_problem(dict(one)) for one in error.errors(include_url=False)))
        raise AnswerError(problems, text) from None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)


_WORDS = {
    "missing": "{place}缺少，必须给出",
    "string_type": "{place}应当是文字",
    "string_too_short": "{place}太短，至少 {min_length} 个字",
    "string_too_long": "{place}太长，至多 {max_length} 个字",
    "string_pattern_mismatch": "{place}的写法不合要求",
    "string_unicode": "{place}里有无效的字符",
    "list_type": "{place}应当是列表",
    "tuple_type": "{place}应当是列表",
    "dict_type": "{place}应当是 JSON 对象",
    "model_type": "{place}应当是 JSON 对象",
    "too_short": "{place}太少，至少 {min_length} 项",
    "too_long": "{place}太多，至多 {max_length} 项",
    "int_type": "{place}应当是整数",
    "int_parsing": "{place}应当是整数",
    "bool_type": "{place}应当是 true 或 false",
    "bool_parsing": "{place}应当是 true 或 false",
    "literal_error": "{place}只能是 {expected} 之一",
    "enum": "{place}只能是 {expected} 之一",
    "greater_than": "{place}应当大于 {gt}",
    "greater_than_equal": "{place}应当不小于 {ge}",
    "less_than": "{place}应当小于 {lt}",
    "less_than_equal": "{place}应当不大于 {le}",
}


def _problem(error: Mapping[str, Any]) -> str:
    """Say one pydantic error in Chinese; a validator's own words stand as they are."""
    place = _place(error["loc"])
    given = {key: str(value).replace(" or ", "、") for key, value in error.get("ctx", {}).items()}
    if error["type"] in {"value_error", "assertion_error"}:
        words = given.get("error", "")
        return f"{place}：{words}" if place else words
    return _WORDS.get(error["type"], "{place}不合要求").format(place=place or "回答", **given)


def _place(loc: Sequence[int | str]) -> str:
    """Say where: ("items", 1, "text") is “items”第 2 项的“text”."""
    place = ""
    for step in loc:
        if isinstance(step, int):
            place += f"第 {step + 1} 项"
        else:
            place += f"的“{step}”" if place else f"“{step}”"
    return place
