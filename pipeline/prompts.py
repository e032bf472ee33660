"""Prompt files: ``prompts/<id>.v<N>.md``, read and checked once, then rendered through LangChain.

A file is YAML front matter (``id``, ``version``, ``inputs``, ``answer``) and a Markdown body of the parts ``# system``, ``# stable`` and
``# task`` (only ``# task`` is required). ``{{name}}`` is a variable; single braces are text. A released file never changes: a new wording is a
new file with the next version, and every output names the ``id@version`` it was made with.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipeline import resources

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.prompts import ChatPromptTemplate

_FILE_NAME = re.compile(r"(?P<id>[a-z][a-z0-9_-]*)\.v(?P<version>[1-9][0-9]*)\.md")
_FRONT_MATTER = re.compile(r"---\n(?P<yaml>.*?\n)---\n(?P<body>.*)", re.DOTALL)
_PART = re.compile(r"^# +([a-z_]+)[ \t]*$", re.MULTILINE)
_PARTS = ("system", "stable", "task")
_VARIABLE = re.compile(r"\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}")
_KEYS = {"id", "version", "inputs", "answer"}


class PromptError(ValueError):
    """A prompt file breaks the rules above, or was rendered with the wrong inputs: a broken installation or a programming mistake."""


@dataclass(frozen=True)
class Prompt:
    """One version of one prompt. ``inputs`` names its variables; ``answer`` names the type of the answer; ``parts``: system, stable, task."""

    id: str
    version: int
    inputs: tuple[str, ...]
    answer: str
    parts: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name that outputs carry: ``id@version``."""
        return f"{self.id}@{self.version}"

    def template(self) -> ChatPromptTemplate:
        """Return the LangChain template: a system message where there is one, then one human message that begins with the stable part."""
        from langchain_core.prompts import ChatPromptTemplate

        human = "\n\n".join(self.parts[part] for part in ("stable", "task") if part in self.parts)
        messages = [("system", self.parts["system"])] if "system" in self.parts else []
        # Mustache escapes {{x}} for HTML, which would turn “&” and quotation marks in facts into entities; {{&x}} passes values as they are.
        return ChatPromptTemplate.from_messages(
            [(role, _VARIABLE.sub(r"{{&\1}}", text)) for role, text in [*messages, ("human", human)]],
            template_format="mustache",
        )

    def check(self, inputs: Mapping[str, str]) -> dict[str, str]:
        """Return ``inputs`` as they were given; raises PromptError where one is missing, unknown or not text."""
        missing = [name for name in self.inputs if name not in inputs]
        extra = [name for name in inputs if name not in self.inputs]
        other = [name for name, value in inputs.items() if not isinstance(value, str)]
        for what, names in (("lacks the inputs", missing), ("does not know the inputs", extra), ("takes only text for", other)):
            if names:
                raise PromptError(f"{self.name} {what}: {', '.join(names)}")
        return dict(inputs)

    def render(self, inputs: Mapping[str, str]) -> list[BaseMessage]:
        """Return the messages; values go in unchanged and are never expanded again. Raises PromptError as ``check`` does."""
        return self.template().format_messages(**self.check(inputs))


def load(id: str, version: int | None = None, *, folder: Path | None = None) -> Prompt:  # noqa: A002 - the word of the front matter
    """Read one prompt, the latest version unless ``version`` is given, from ``folder`` (the package's own where it is None).

    Raises PromptError where there is no such file, or where the file breaks a rule.
    """
    versions = {number: path for path, name, number in _files(folder) if name == id}
    wanted = max(versions, default=None) if version is None else version
    if wanted is None or wanted not in versions:
        raise PromptError(f"there is no prompt {id}" + ("" if version is None else f"@{version}"))
    return _read(versions[wanted], id, wanted)


def fingerprints(folder: Path | None = None) -> dict[str, str]:
    """Return id@version → sha256 of every prompt file, whatever its line ends; ``prompts.lock.json`` holds those of the released ones."""
    texts = {f"{id_}@{version}": _text(path) for path, id_, version in _files(folder)}
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(texts.items())}


def _files(folder: Path | None) -> list[tuple[Path, str, int]]:
    found = []
    for path in sorted((folder or resources.folder("prompts")).glob("*.md")):
        if match := _FILE_NAME.fullmatch(path.name):
            found.append((path, match["id"], int(match["version"])))
        elif path.stem != "README":
            raise PromptError(f"{path.name}: a prompt file is named <id>.v<N>.md")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PromptError(f"{path.name}: not UTF-8") from None


def _read(path: Path, id_: str, version: int) -> Prompt:
    match = _FRONT_MATTER.fullmatch(_text(path))
    if match is None:
        raise PromptError(f"{path.name}: does not begin with front matter between two lines ---")
    head = _front_matter(path.name, match["yaml"])
    if (head["id"], head["version"]) != (id_, version):
        raise PromptError(f"{path.name}: its front matter says {head['id']}@{head['version']}")
    parts = _parts(path.name, match["body"])
    inputs = tuple(head["inputs"])
    _check_variables(path.name, parts, inputs)
    return Prompt(id_, version, inputs, head["answer"], MappingProxyType(parts))


def _front_matter(source: str, text: str) -> dict[str, Any]:
    try:
        head = YAML(typ="safe").load(text)
    except YAMLError as error:
        raise PromptError(f"{source}: its front matter is not YAML: {error}") from None
    if not isinstance(head, dict) or set(head) != _KEYS:
        raise PromptError(f"{source}: its front matter must have exactly the keys {', '.join(sorted(_KEYS))}")
    inputs = head["inputs"]
    if not isinstance(inputs, list) or not all(isinstance(name, str) for name in inputs) or len(set(inputs)) != len(inputs):
        raise PromptError(f"{source}: inputs must be a list of different names")
    if not isinstance(head["answer"], str) or not head["answer"]:
        raise PromptError(f"{source}: answer must name a type")
    return head


def _parts(source: str, body: str) -> dict[str, str]:
    before, *rest = _PART.split(body)
    names, texts = rest[::2], [text.strip() for text in rest[1::2]]
    if before.strip():
        raise PromptError(f"{source}: text stands before the first part")
    # A lower-case word as a heading of the first level is taken for a part, so that a misspelt one is not sent as text.
    if unknown := [name for name in names if name not in _PARTS]:
        raise PromptError(f"{source}: there is no part # {unknown[0]}")
    if "task" not in names or names != [part for part in _PARTS if part in names]:
        raise PromptError(f"{source}: the parts are # system, # stable and # task, in this order, each at most once, # task at least")
    if not all(texts):
        raise PromptError(f"{source}: part # {names[texts.index('')]} is empty")
    return dict(zip(names, texts, strict=True))


def _check_variables(source: str, parts: Mapping[str, str], inputs: tuple[str, ...]) -> None:
    body = "\n".join(parts.values())
    if "{{{" in body:
        raise PromptError(f"{source}: write {{{{name}}}} with two braces; values are never escaped")
    # What mustache would make of any other tag (sections, partials, comments) is not ours to guess.
    if "{{" in _VARIABLE.sub("", body):
        raise PromptError(f"{source}: only {{{{name}}}} may stand between double braces")
    used = set(_VARIABLE.findall(body))
    for what, names in (("undeclared variables", used - set(inputs)), ("declared inputs that are not used", set(inputs) - used)):
        if names:
            raise PromptError(f"{source}: {what}: {', '.join(sorted(names))}")
