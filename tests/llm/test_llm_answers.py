"""Reading a model's text as an answer: what is forgiven, what is told, and that no text is lost."""

import json
from typing import Annotated, Any, Literal

import pytest
from llm_parts import ANSWER, GOOD, TAGGED, Part
from pydantic import Field, ValidationError

from pipeline.llm.answers import Answer, AnswerError, read_answer, tagged_blocks
from pipeline.llm.loose_json import objects
from pipeline.llm.records import Rung

CONTEXT = {"facts": {"F1"}}


def read(text: str, rung: Rung = Rung.JSON_SCHEMA, *, truncated: bool = False) -> Any:
    return read_answer(text, Part, rung, CONTEXT, truncated=truncated)


def first(text: str) -> dict[str, Any]:
    return objects(text)[0].value


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"```json\n{GOOD}",
        f"好的，集合{{F1}}如下：\n{GOOD}\n以上。",
        f"<think>先想{{ }}一想</think>\n{GOOD}",
        f"想了一想</think>\n{GOOD}",
        f"<think>甲</think><think>乙</think>{GOOD}",
        json.dumps(json.loads(GOOD), ensure_ascii=True),
        json.dumps(json.loads(GOOD), ensure_ascii=False, indent=4),
        GOOD + " \n" * 3000,
        GOOD.replace("}", ', "more": 1}', 1),
        'Schema: {"type": "object"}\n' + GOOD,
    ],
)
def test_good_answers_are_found_in_what_stands_around_them(text):
    reading = read(text)
    assert (reading.answer, reading.notes, reading.missing) == (ANSWER, (), False)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("]}]}", "],},],}"),
        GOOD.replace('", "lines"', '"\n "lines"'),
        "{'heading': '抓学习', 'lines': [{'text': '开展学习12次。', 'facts': ['F1']}]}",
        "{“heading”：“抓学习”，“lines”：[{“text”：“开展学习12次。”，“facts”：[“F1”]}]}",
        GOOD.removesuffix("]}"),
        GOOD.removesuffix("}"),
    ],
)
def test_small_faults_of_form_are_mended(text):
    reading = read(text)
    assert (reading.answer, reading.missing) == (ANSWER, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "落实"三会一课"，推进", "b": "x"}', {"a": '落实"三会一课"，推进', "b": "x"}),
        ('{"a": "他说"好", 然后"走"了", "b": 1}', {"a": '他说"好", 然后"走"了', "b": 1}),
        ('{"a": ["强化"两个维护"：一是学", "二"]}', {"a": ['强化"两个维护"：一是学', "二"]}),
        ('{"a": "说"好"", "b": ""}', {"a": '说"好"', "b": ""}),
        ('{"a": "一行\n二行\t三", "b": "C:\\三\\\\四"}', {"a": "一行\n二行\t三", "b": "C:\\三\\四"}),
        ("{“a”：“落实“三会一课”，好”}", {"a": "落实“三会一课”，好"}),
        ("{'a': True, 'b': None, 'c': -1.5,}", {"a": True, "b": None, "c": -1.5}),
        ('{"a": "\\u843d\\u5b9e", }', {"a": "落实"}),
        ('{"a": "说"\\u843d"了\\n", "b": 2}', {"a": '说"落"了\n', "b": 2}),
    ],
)
def test_strings_keep_every_character(text, value):
    assert first(text) == value


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{"heading": "甲", "lines": [{"text": "一", "facts": ["F1"]}, {"text": "二", "facts": ["F1", "F', ["一"]),
        ('{"heading": "甲", "lines": [{"text": "一", "facts": ["F1"]}, {"text": "二', ["一"]),
        ('{"heading": "甲", "lines": [{"text": "一", "facts": ["F1"]}, {"te', ["一"]),
        ('{"heading": "甲", "lines": [{"text": "一", "facts": []}, {"text": "二", "facts": []}, {"text"', ["一", "二"]),
    ],
)
def test_a_cut_answer_is_kept_up_to_its_last_whole_element_and_what_was_left_out_is_told(text, kept):
    reading = read(text, truncated=True)
    assert [line.text for line in reading.answer.lines] == kept
    assert reading.missing
    assert "已略去" in reading.notes[0]


def test_every_cut_of_an_answer_is_read_without_inventing_anything():
    whole = '{"heading": "甲", "lines": [{"text": "一“二”三", "facts": ["F1"]}, {"text": "四", "facts": ["F1"]}]}'
    lines = [line.model_dump() for line in read(whole).answer.lines]
    for end in range(len(whole)):
        try:
            reading = read(whole[:end], truncated=True)
        except AnswerError as error:
            assert error.text == whole[:end]  # noqa: PT017 - both ways are right, each with its own promise
        else:
            assert [line.model_dump() for line in reading.answer.lines] in ([], lines[:1], lines)
            assert reading.missing


def test_nested_elements_are_cut_at_the_innermost_first_and_then_above():
    text = '{"items": [{"h": "a", "s": [{"t": 1}]}, {"h": "b", "s": [{"t": 2}, {"t": 3'
    assert [found.value["items"][-1]["h"] for found in objects(text)] == ["b", "a"]
    assert objects(text)[0].value["items"][1]["s"] == [{"t": 2}]


@pytest.mark.parametrize(
    "text", ["", "没有", "{", "[1, 2]", "{]", '{"a": ...}', '{"a":' * 3000, '{"a": [' * 3000, '{"a": ' + "9" * 5000 + "}", "{" * 5000]
)
def test_hopeless_text_is_an_error_and_never_a_crash(text):
    with pytest.raises(AnswerError) as caught:
        read(text)
    assert caught.value.text == text
    assert caught.value.problems


def test_an_object_without_any_of_the_fields_is_no_answer():
    class Loose(Part):
        heading: str = ""
        lines: tuple[Any, ...] = ()

    with pytest.raises(AnswerError, match="没有按要求给出 JSON"):
        read_answer('{"type": "object"} {}', Loose, Rung.JSON_OBJECT)


def test_the_problems_are_chinese_and_the_validators_own_words_stand():
    for text, words in {
        GOOD.replace("F1", "F9"): "没有编号为 F9 的事实",
        '{"heading": "甲"}': "“lines”缺少，必须给出",
        GOOD.replace('"开展学习12次。"', "12"): "“lines”第 1 项的“text”应当是文字",
        GOOD.replace('["F1"]', '"F1"'): "“lines”第 1 项的“facts”应当是列表",
    }.items():
        with pytest.raises(AnswerError) as caught:
            read(text)
        assert caught.value.problems == (words,)


def test_every_kind_of_pydantic_problem_is_said_in_chinese():
    class Many(Part):
        kind: Literal["甲", "乙"]
        number: Annotated[int, Field(ge=1, le=3)]
        short: Annotated[str, Field(max_length=2)]
        few: Annotated[list[str], Field(min_length=2)]
        flag: bool
        odd: Annotated[float, Field(multiple_of=2)]

    data = json.loads(GOOD) | {"kind": "丙", "number": 9, "short": "一二三", "few": ["a"], "flag": "maybe", "odd": 3}
    with pytest.raises(AnswerError) as caught:
        read_answer(json.dumps(data), Many, Rung.JSON_OBJECT)
    assert caught.value.problems == (
        "“kind”只能是 '甲'、'乙' 之一",
        "“number”应当不大于 3",
        "“short”太长，至多 2 个字",
        "“few”太少，至少 2 项",
        "“flag”应当是 true 或 false",
        "“odd”不合要求",
    )


def test_only_thinking_is_no_answer():
    for text in (f"<think>{GOOD}</think>", f"<think>{GOOD}"):
        with pytest.raises(AnswerError, match="只有思考过程") as caught:
            read(text)
        assert caught.value.text == text


@pytest.mark.parametrize("text", [TAGGED, f"```text\n{TAGGED}\n```", f"<think>…</think>\n好的：\n{TAGGED}", GOOD, f"```json\n{GOOD}\n```"])
def test_tagged_text_is_read_and_json_is_taken_in_its_place(text):
    assert read(text, Rung.TAGGED).answer == ANSWER


def test_tagged_text_that_was_cut_ends_with_its_last_whole_sentence():
    reading = read(TAGGED + "\n又召开支部大", Rung.TAGGED, truncated=True)
    assert reading.answer == ANSWER
    assert reading.missing
    assert "又召开支部大" in reading.notes[0]


def test_what_is_wrong_with_tagged_text_is_told_in_the_words_of_its_type():
    with pytest.raises(AnswerError) as caught:
        read("随便写写", Rung.TAGGED)
    assert caught.value.problems == ("没有找到<<<正文>>>",)
    with pytest.raises(AnswerError, match="没有编号为 F7"):
        read(TAGGED.replace("F1", "F7"), Rung.TAGGED)


def test_tagged_blocks_keep_order_repeats_and_braces():
    assert tagged_blocks("前言\n<<<甲>>>\n一 {x}\n\n二\n <<< 乙 >>> \n<<<甲>>>\n三") == [("甲", "一 {x}\n\n二"), ("乙", ""), ("甲", "三")]


def test_answers_are_frozen_and_must_say_their_forms():
    with pytest.raises(ValidationError):
        ANSWER.heading = "别的"

    class Formless(Answer):
        text: str

    with pytest.raises(TypeError, match="json_form"):
        Formless(text="x")
