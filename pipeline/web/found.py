"""What was found in a user's material and is not decided yet, kept for each facts file until every piece has been seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.facts.editing import FactsText
from pipeline.facts.proposals import Proposal, is_known
from pipeline.web.asked import MissingError
from pipeline.web.keeping import Keeper, Record

_MOST = 50
_GONE = ("这一条已经不在了", "可能在另一个窗口里定过了，请刷新页面。")


class Pending(BaseModel):
    """A proposal the user has not decided on; ``n`` is its number for good."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    proposal: Proposal


class Found(Record):
    """Of the facts file ``file``: what is ``pending``, how many were taken and skipped so far, and what each material was taken for.

    ``next_n`` is the number the next proposal gets.
    """

    file: str
    materials: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    pending: tuple[Pending, ...] = ()
    taken: int = 0
    skipped: int = 0
    next_n: int = 1

    def one(self, n: object) -> Proposal:
        """Raises MissingError where it was decided already."""
        found = next((p.proposal for p in self.pending if p.n == n), None)
        if found is None:
            raise MissingError(_GONE[0], hint=_GONE[1])
        return found

    def unseen(self, sheet: FactsText) -> tuple[Pending, ...]:
        """What is still to be decided; what the facts file holds by now is not."""
        return tuple(p for p in self.pending if not is_known(sheet, p.proposal))

    def without(self, n: object, *, taken: bool) -> Found:
        left = tuple(p for p in self.pending if p.n != n)
        return self.model_copy(update={"pending": left, "taken": self.taken + taken, "skipped": self.skipped + (not taken)})

    def joined(self, proposals: Sequence[Proposal], materials: tuple[str, ...], notices: tuple[str, ...]) -> Found:
        """With what was found anew; counts begin again where everything had been decided."""
        known = {p.proposal for p in self.pending}
        new = [p for p in dict.fromkeys(proposals) if p not in known]
        pending = (*self.pending, *(Pending(n=n, proposal=p) for n, p in enumerate(new, self.next_n)))
        update: dict[str, object] = {"pending": pending, "next_n": self.next_n + len(new), "notices": notices}
        update["materials"] = tuple(dict.fromkeys((*(self.materials if self.pending else ()), *materials)))
        return self.model_copy(update=update if self.pending else update | {"taken": 0, "skipped": 0})


class Findings(Keeper[Found]):
    """One record for each facts file of ``shelf``, in ``folder``, which need not exist."""

    def __init__(self, folder: Path, shelf: Path) -> None:
        super().__init__(folder, Found, _MOST, _GONE, _GONE)
        self._shelf = shelf

    def of(self, file: str) -> Found:
        """What is kept for the facts file ``file``; an empty record where there is nothing."""
        id_ = hashlib.sha256(str(self._shelf.resolve() / file).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        try:
            return self.get(id_)
        except MissingError:
            return Found(id=id_, file=file)

    def edit(self, file: str, edit: Callable[[Found], Found]) -> Found:
        """Keep what ``edit`` makes of it, whichever window was last."""
        record = self.of(file)
        try:
            self.get(record.id)
        except MissingError:
            self.put(record)
        return self.amend(record.id, edit)
