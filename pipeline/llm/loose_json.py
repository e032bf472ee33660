"""Reading JSON as chat models write it.

Good JSON is read by the standard library. Where that fails, a small reader forgives what can be forgiven without guessing at content:
commas too many or missing, raw line ends and unescaped quotation marks inside strings, full-width punctuation between values, an end cut off.
Everything it leaves out is named in the notes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

_STRICT = json.JSONDecoder(strict=False)  # raw line ends inside strings are no reason to refuse
_START = re.compile(r"""\{\s*["“'}]""")
_SPACE = re.compile(r"\s*")
_SCALAR = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|True|False|None")
_WORDS = {"True": True, "False": False, "None": None}
_CLOSING = {'"': '"', "'": "'", "“": "”"}
# What must follow a quotation mark for it to end its string, Q being that mark. Prose after an unescaped one looks otherwise: it goes on with a
# character or a full-width mark, and after an ASCII comma in an object there would have to stand something like a key.
_AFTER_KEY = r"\s*[:：]"
_AFTER_VALUE = {
    "object": r"\s*(?:$|\}|,\s*(?:$|\}|Q[^Q\n]{1,60}(?:$|Q\s*(?:$|[:：])))|Q[^Q\n]{1,60}Q\s*:)",
    "array": r"\s*(?:$|\]|,\s*(?:$|[\]Q{\[]|-?\d|true\b|false\b|null\b)|\n\s*[Q{])",
}
_ESCAPE = re.compile(r"""\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})""")
_MAX_DEPTH = 32
_MAX_STARTS = 40


@dataclass(frozen=True)
class Found:
    """One JSON object in a text; ``notes`` say in Chinese what had to be left out or mended.

    ``cut``: the text ended before the object did. ``lost``: something unfinished was left out.
    """

    value: dict[str, Any]
    size: int
    notes: tuple[str, ...] = ()
    cut: bool = False
    lost: bool = False


class _BrokenError(ValueError):
    """The text at this place is no JSON, however kindly read."""


def objects(text: str) -> list[Found]:
    """Return the JSON objects in ``text``, whole ones before mended ones, longer before shorter.

    Where the end is cut off, the object is given up to its last complete element, and then once more without the element above that one:
    an element that lost its tail may still lack what it needs.
    """
    whole: list[Found] = []
    mended: list[Found] = []
    position = starts = 0
    while starts < _MAX_STARTS and (match := _START.search(text, position)):
        start, starts = match.start(), starts + 1
        position = start + 1
        if (strict := _strict(text, start)) is not None:
            value, position = strict
            whole.append(Found(value, position - start))
            continue
        for also in (0, 1):
            reader = _Reader(text, start, also)
            if (found := reader.read()) is not None:
                mended.append(found)
                position = max(position, reader.position)
    size = attrgetter("size")
    return [*sorted(whole, key=size, reverse=True), *_different(sorted(mended, key=size, reverse=True))]


def _strict(text: str, start: int) -> tuple[dict[str, Any], int] | None:
    try:
        value, end = _STRICT.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return value, end


def _different(found: list[Found]) -> Iterator[Found]:
    seen: list[dict[str, Any]] = []
    for one in found:
        if one.value not in seen:
            seen.append(one.value)
            yield one


class _Reader:
    """One forgiving pass over one object; ``also`` elements above the unfinished one are left out with it."""

    def __init__(self, text: str, start: int, also: int) -> None:
        self.text = text
        self.start = self.position = start
        self.also = also
        self.cut = False  # the text ended before the object did
        self.clean = False  # what came after the last complete element has been left out
        self.lost: list[str] = []
        self.notes: list[str] = []

    def read(self) -> Found | None:
        """Return the object, or None where even this reader cannot."""
        try:
            value = self._object(0)
        except _BrokenError:
            return None
        notes = [f"回答的结尾不完整，已略去：{'，'.join(self.lost)}"] if self.lost else ["回答的结尾不完整"] if self.cut else []
        return Found(value, self.position - self.start, (*notes, *dict.fromkeys(self.notes)), self.cut, bool(self.lost))

    def _skip(self, more: str = "") -> str:
        """Skip white space and the characters in ``more``; return the character there, "" at the end of the text."""
        while True:
            match = _SPACE.match(self.text, self.position)
            self.position = match.end() if match else self.position
            here = self.text[self.position : self.position + 1]
            if not here or here not in more:
                return here
            self.position += 1

    def _object(self, depth: int) -> dict[str, Any]:
        self.position += 1
        value: dict[str, Any] = {}
        while (here := self._skip(",，")) != "}":
            key, whole = self._string(here, _AFTER_KEY)
            if not whole or not self._skip(":："):
                self.cut = True
                self.lost += ["没写完的字段"] if here else []
                return value
            item, whole = self._value("object", depth + 1)
            if whole:
                value[key] = item
            else:
                self.lost.append(f"没写完的“{key}”")
        self.position += 1
        return value

    def _array(self, depth: int) -> list[Any]:
        self.position += 1
        items: list[Any] = []
        while (here := self._skip(",，")) != "]":
            if here:
                item, whole = self._value("array", depth + 1)
                if whole:
                    items.append(item)
                else:
                    self.lost.append(f"列表里没写完的第 {len(items) + 1} 项")
            if self.cut or not here:
                self.cut = True
                self.clean = self.clean or bool(items and all(isinstance(one, dict) for one in items))
                return items
        self.position += 1
        return items

    def _value(self, within: str, depth: int) -> tuple[Any, bool]:
        """Read one value; the second result is False where it is unfinished and must be left out."""
        here = self._skip()
        if depth > _MAX_DEPTH:
            raise _BrokenError
        if here == "{":
            return self._object(depth), self._usable(within)
        if here == "[":
            return self._array(depth), True
        if here in _CLOSING:
            return self._string(here, _AFTER_VALUE[within])
        return self._scalar()

    def _usable(self, within: str) -> bool:
        """Say whether the object just read may stay: whole ones, and unfinished ones that hold complete elements."""
        if not self.cut or within == "object":
            return True
        if self.clean and self.also:
            self.also -= 1
            return False
        return self.clean

    def _scalar(self) -> tuple[Any, bool]:
        match = _SCALAR.match(self.text, self.position)
        end = match.end() if match else self.position
        if end >= len(self.text):  # 1 may be the beginning of 12
            self.cut, self.position = True, end
            return None, False
        if match is None:
            raise _BrokenError
        self.position = end
        try:
            return (_WORDS[match[0]] if match[0] in _WORDS else json.loads(match[0])), True
        except ValueError:  # a number with thousands of digits
            raise _BrokenError from None

    def _string(self, opening: str, after: str) -> tuple[str, bool]:
        """Read a string up to the mark that ends it: the one that ``after`` follows, or the one that pairs with “."""
        if not opening:
            return "", False
        if opening not in _CLOSING:
            raise _BrokenError
        closing, follows = _CLOSING[opening], re.compile(after.replace("Q", opening))
        self.position += 1
        pieces: list[str] = []
        inner = 0
        while self.position < len(self.text):
            if escape := _ESCAPE.match(self.text, self.position):
                pieces.append(escape[0])
                self.position = escape.end()
                continue
            here = self.text[self.position]
            self.position += 1
            if here == closing and not inner and (opening == "“" or follows.match(self.text, self.position)):
                return json.loads(f'"{"".join(pieces)}"', strict=False), True
            inner += (opening == "“") * ((here == "“") - (here == "”"))
            if here == closing == '"':
                self.notes.append("文字里有没有转义的引号，已照原样保留")
            pieces.append("\\" + here if here in '"\\' else here)
        self.cut = True
        return "", False
