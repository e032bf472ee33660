"""Everything that can go wrong in a way somebody outside must hear of.

    ShuzhiError
    ├── InputError            the user's file or words are wrong            exit 2
    │   └── FactsError        a facts file, with every mistake in it        exit 2
    ├── SecrecyError          the input bears a secrecy mark                exit 4
    ├── ModelError            the model could not be reached or used        exit 3
    └── StoreError            the sample store cannot be used now           exit 2
        └── StoreBusyError    another process is building it                exit 2

Each carries a Chinese message for the user, a hint what to do next, and the exit code of the contract. A programming mistake is
none of these and shows its traceback.
"""

from __future__ import annotations

from typing import ClassVar


class ShuzhiError(Exception):
    """A failure that the user can understand and act on."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(ShuzhiError):
    """What the user gave cannot be used; nothing was written."""

    exit_code = 2


class FactsError(InputError):
    """A facts file with mistakes; ``mistakes`` holds one readable line each, in the order of the file."""

    def __init__(self, source: str, mistakes: tuple[str, ...], *, hint: str = "") -> None:
        super().__init__(f"{source}：有 {len(mistakes)} 处需要改正", hint=hint)
        self.source = source
        self.mistakes = mistakes


class SecrecyError(ShuzhiError):
    """The input bears a secrecy mark: nothing is sent, nothing is written."""

    exit_code = 4


class ModelError(ShuzhiError):
    """The model could not be reached or gave nothing usable; what was finished is kept."""

    exit_code = 3


class StoreError(ShuzhiError):
    """The sample store cannot be read or built; nothing was written."""

    exit_code = 2


class StoreBusyError(StoreError):
    """Another process holds the sample store."""
