"""Prompt files: what is read, what is refused, and what reaches the model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import prompts, resources
from pipeline.prompts import PromptError, fingerprints, load

LOCK = "prompts.lock.json"
GOOD = """---
id: part
version: 1
inputs: [facts, form]
answer: Part
---
# system

你起草述职报告，只输出 {"标题": "…"}。

# stable

事实：{{facts}}
## 要求
一句一事。

# task

写一段。{{ form }}
"""


def write(folder: Path, text: str = GOOD, name: str = "part.v1.md") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def render(folder: Path, **inputs: str) -> list[tuple[str, str]]:
    return [(message.type, str(message.content)) for message in load("part", folder=folder).render(inputs)]


def test_a_prompt_is_read_whole(tmp_path):
    prompt = load("part", folder=write(tmp_path))
    assert (prompt.name, prompt.inputs, prompt.answer) == ("part@1", ("facts", "form"), "Part")
    assert list(prompt.parts) == ["system", "stable", "task"]
    assert prompt.parts["stable"] == "事实：{{facts}}\n## 要求\n一句一事。"
    with pytest.raises(TypeError):
        prompt.parts["task"] = "别的"


def test_the_latest_version_is_the_default_and_numbers_are_numbers(tmp_path):
    for version in (1, 2, 10):
        write(tmp_path, GOOD.replace("version: 1", f"version: {version}"), f"part.v{version}.md")
    assert load("part", folder=tmp_path).version == 10
    assert load("part", 2, folder=tmp_path).name == "part@2"


def test_the_messages_are_system_then_one_human_message_that_begins_with_the_stable_part(tmp_path):
    assert render(write(tmp_path), facts="F1 学习", form="用 JSON") == [
        ("system", '你起草述职报告，只输出 {"标题": "…"}。'),
        ("human", "事实：F1 学习\n## 要求\n一句一事。\n\n写一段。用 JSON"),
    ]


def test_a_prompt_may_be_a_task_alone(tmp_path):
    text = "---\nid: part\nversion: 1\ninputs: []\nanswer: Part\n---\n# task\n写一段。\n"
    assert render(write(tmp_path, text)) == [("human", "写一段。")]


@pytest.mark.parametrize(
    "value",
    [
        "“引号”和\"直引号\"、'单引号' & < > &amp;",
        "{{form}} {{{form}}} {{&form}} {{#form}}x{{/form}} {{> form}} {{! form}} {{=<% %>=}}",
        '{"标题": "{x}"} {} {0} {',
        "100%s %(x)d $x ${x} `code` \\n \\",
        "```json\n{}\n```\n</s><|im_end|>\n# task\n---",
        "",
        " 前后空格 \n",
        "0",
    ],
)
def test_values_go_in_unchanged_and_are_never_expanded(tmp_path, value):
    _, (_, human) = render(write(tmp_path), facts=value, form="〈形〉")
    assert human == f"事实：{value}\n## 要求\n一句一事。\n\n写一段。〈形〉"


def test_json_skeletons_around_variables_stay_text(tmp_path):
    text = GOOD.replace("写一段。{{ form }}", '{"a": {"b": {{form}}}, "c": {}}')
    assert render(write(tmp_path, text), facts="", form="1")[1][1].endswith('{"a": {"b": 1}, "c": {}}')


@pytest.mark.parametrize(("inputs", "word"), [({"facts": "x"}, "form"), ({"facts": "x", "form": "y", "more": "z"}, "more"), ({}, "facts")])
def test_missing_and_unknown_inputs_are_named(tmp_path, inputs, word):
    with pytest.raises(PromptError, match=f"part@1 .*{word}"):
        load("part", folder=write(tmp_path)).render(inputs)


def test_only_text_may_be_put_in(tmp_path):
    with pytest.raises(PromptError, match="only text for: form"):
        load("part", folder=write(tmp_path)).render({"facts": "x", "form": 3})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{{facts}}", "", "declared inputs that are not used: facts"),
        ("事实：", "{{other}}", "undeclared variables: other"),
        ("{{facts}}", "{{#facts}}x{{/facts}}", "only {{name}}"),
        ("{{facts}}", "{{{facts}}}", "two braces"),
        ("{{facts}}", "{{facts", "only {{name}}"),
        ("{{facts}}", "{{事实}}", "only {{name}}"),
        ("id: part", "id: other", "says other@1"),
        ("version: 1", "version: 2", "says part@2"),
        ("version: 1", "version: '1'", "says part@1"),
        ("answer: Part\n", "", "exactly the keys"),
        ("answer: Part", "answer: Part\nmore: 1", "exactly the keys"),
        ("answer: Part", "answer: ''", "name a type"),
        ("[facts, form]", "facts", "list of different names"),
        ("[facts, form]", "[facts, facts]", "list of different names"),
        ("[facts, form]", "[facts, form", "not YAML"),
        ("---\nid", "id", "front matter between"),
        ("# task", "# tesk", "no part # tesk"),
        ("# task", "", "the parts are"),
        ("# system", "# task", "the parts are"),
        ("# system", "前言\n# system", "before the first part"),
        ("写一段。{{ form }}", "", "part # task is empty"),
    ],
)
def test_a_broken_file_is_refused_at_load(tmp_path, old, new, message):
    assert old in GOOD
    with pytest.raises(PromptError, match=message):
        load("part", folder=write(tmp_path, GOOD.replace(old, new, 1)))


def test_unknown_prompts_versions_and_file_names_are_refused(tmp_path):
    write(tmp_path)
    for arguments in (("other",), ("part", 2)):
        with pytest.raises(PromptError, match="no prompt"):
            load(*arguments, folder=tmp_path)
    write(tmp_path, name="part.1.md")
    with pytest.raises(PromptError, match=r"part\.1\.md"):
        load("part", folder=tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "part.v1.md").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(PromptError, match="UTF-8"):
        load("part", folder=tmp_path)


def test_reading_prompts_does_not_import_langchain():
    code = "import sys, pipeline.prompts, pipeline.llm.ask, pipeline.llm.chat; print([m for m in ('langchain_core', 'openai') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(prompts.__file__).parents[1], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# The lock: a released prompt never changes.


def lock_problems(folder: Path) -> list[str]:
    """Compare a folder with its lock; one sentence for each difference, saying what to do."""
    found = fingerprints(folder)
    lock = folder / LOCK
    released = json.loads(lock.read_text(encoding="utf-8")) if lock.exists() else {}
    problems = [
        f"{name} was released and has changed: restore it, and put the new wording into a file with the next version"
        for name in released
        if name in found and found[name] != released[name]
    ]
    problems += [f"{name} was released and is gone: restore it, older outputs name it" for name in released if name not in found]
    if new := {name: found[name] for name in found if name not in released}:
        whole = json.dumps(dict(sorted((released | new).items())), indent=2)
        problems.append(f"{', '.join(new)} is new: when its wording is final, write this to prompts/{LOCK}:\n{whole}")
    return problems


def test_released_prompts_have_not_changed():
    problems = lock_problems(resources.folder("prompts"))
    assert not problems, "\n".join(problems)


def test_the_lock_sees_changed_new_and_missing_files(tmp_path):
    write(tmp_path)
    (told,) = lock_problems(tmp_path)
    (tmp_path / LOCK).write_text(told.partition(":\n")[2], encoding="utf-8")
    assert lock_problems(tmp_path) == []
    (tmp_path / "part.v1.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert lock_problems(tmp_path) == [], "line ends of another system are no change"
    write(tmp_path, GOOD + "。")
    assert "has changed" in lock_problems(tmp_path)[0]
    (tmp_path / "part.v1.md").unlink()
    assert "is gone" in lock_problems(tmp_path)[0]


def test_the_prompts_of_the_package_can_all_be_loaded():
    for name in fingerprints():
        id_, _, version = name.partition("@")
        assert load(id_, int(version)).name == name
