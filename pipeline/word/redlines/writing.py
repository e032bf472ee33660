"""One edit put into the tree: paragraphs matched, rewritten, deleted, inserted, commented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree
from rapidfuzz import fuzz

from pipeline.word.redlines import cutting, ends, looks, names
from pipeline.word.redlines.aligning import FORBIDDEN, align
from pipeline.word.redlines.comments import Comments
from pipeline.word.redlines.hunks import hunks_of
from pipeline.word.redlines.pen import Pen
from pipeline.word.redlines.records import Edit, NewParagraph, Note
from pipeline.word.redlines.story import Block, level_of, neighbour, parent_of

_ALIKE, _SAME_LEVEL, _LAST_RESORT = 30.0, 10.0, 0.001


@dataclass
class Touch:
    """What one paragraph of an edit became; ``nodes`` are its insertions and deletions in order, none where only its end mark changed.

    ``ends_anew`` where inserted text stands at its end.
    """

    paragraph: etree._Element
    nodes: list[etree._Element]
    note: Note | None = None
    gone: bool = False
    ends_anew: bool = False
    changed: bool = True


@dataclass
class Writer:
    """Puts edits into the blocks of one file."""

    blocks: tuple[Block, ...]
    pen: Pen
    comments: Comments
    stuck: list[Block] = field(default_factory=list)
    """Deleted, but with nothing behind them that their end could run into."""
    gone: set[etree._Element] = field(default_factory=set)

    def put(self, edit: Edit) -> bool:
        """Put ``edit`` into the tree; say whether it changed anything."""
        old = [block for block in self.blocks[edit.start : edit.end] if block.text or not block.holds]
        following = self._following(edit, old)
        touches: list[Touch] = []
        new: list[etree._Element] = []
        for i, j in reversed(_matched(old, edit.paragraphs)):
            if i is None:
                touch = self._insert(edit.paragraphs[j or 0], edit, following)
                following = touch.paragraph
                new.insert(0, following)
            else:
                touch = self._delete(old[i]) if j is None else self._rewrite(old[i], edit.paragraphs[j])
                following = old[i].first
                if j is not None:
                    self._hand_over(new, touch)
                    new = []
            touches += [touch] if touch.changed else []
        self._hand_over(new, None)
        self._comment(edit, touches[::-1])
        return bool(touches)

    def _hand_over(self, new: Sequence[etree._Element], before: Touch | None) -> None:
        """New paragraphs at the end of a container, or right behind a new end of the one before, are marked as if typed there.

        At the end of a container nothing follows that an inserted end mark could run into; and LibreOffice takes an insertion at the end
        of a paragraph and the inserted paragraph behind it for one, so that the end mark between them must be inserted, too.
        """
        home = neighbour(new[0], before=True) if new else None
        typed_on = before is not None and before.ends_anew and before.paragraph is home
        if home is not None and (typed_on or neighbour(new[-1]) is None):
            ends.hand_over(home, new[-1], self.pen)

    def release(self) -> None:
        """Let each deleted paragraph at the end of a cell run together with the one before it, which then loses its end mark instead."""
        for block in self.stuck:
            before = neighbour(block.first, before=True)
            while before is not None and before in self.gone:
                before = neighbour(before, before=True)
            if before is not None and not _has_marks(before):
                self.pen.mark_end(before, names.DELETED)

    def _following(self, edit: Edit, old: Sequence[Block]) -> etree._Element | None:
        """The paragraph in front of which the last new one comes; None for the end of a container."""
        if old or edit.start < edit.end:
            return neighbour(self.blocks[edit.end - 1].last)
        before, after = self.blocks[edit.start - 1 : edit.start], self.blocks[edit.start : edit.start + 1]
        if after and (not before or _depth(after[0]) < _depth(before[0]) or after[0].container is before[0].container):
            return after[0].first
        return neighbour(before[0].last)

    def _insert(self, new: NewParagraph, edit: Edit, following: etree._Element | None) -> Touch:
        made = looks.paragraph_like(self._model(new, edit), new, self.pen)
        self.pen.mark_end(made, names.INSERTED)
        if following is not None:
            following.addprevious(made)
        else:
            last = self.blocks[max(edit.end, 1) - 1].last
            parent = parent_of(last)
            parent.insert(parent.index(last) + 1, made)
        return Touch(made, [node for node in made if node.tag == names.INSERTED], new.note)

    def _model(self, new: NewParagraph, edit: Edit) -> Block:
        """The paragraph that ``new`` shall look like: of its role and numbering, in the edit or near it, in the same container."""
        home = self.blocks[edit.start if edit.end > edit.start else max(edit.start - 1, 0)].container

        def strangeness(block: Block) -> tuple[bool, bool, bool, bool, int]:
            distance = max(edit.start - block.index, block.index - edit.end + 1, 0)
            return block.container is not home, not block.text, block.role != new.role, level_of(block.text) != level_of(new.text), distance

        return min(self.blocks, key=strangeness)

    def _delete(self, block: Block) -> Touch:
        nodes = cutting.delete(block.pieces, self.pen)
        if not block.holds:
            self.gone |= set(block.elements)
            if neighbour(block.last) is not None:
                self.pen.mark_end(block.last, names.DELETED)
            else:
                self.stuck.append(block)
        return Touch(block.last, nodes, gone=not block.holds)

    def _rewrite(self, block: Block, new: NewParagraph) -> Touch:
        """Turn the text of ``block`` into that of ``new``."""
        hunks = hunks_of(block.text, new.text, [(piece.start, piece.end) for piece in block.pieces if piece.whole])
        wanted = [[self._words(block, words.text, words.model) for words in hunk.words] for hunk in hunks]
        places = {place for hunk in hunks for place in (hunk.start, hunk.end)}
        pieces = cutting.cut_at(block.pieces, places)
        made: list[etree._Element] = []
        for hunk, words in zip(hunks, wanted, strict=True):
            nodes = cutting.delete([piece for piece in pieces if hunk.start <= piece.start and piece.end <= hunk.end], self.pen)
            before = nodes[-1] if nodes else next((piece.runs[-1] for piece in pieces if piece.end == hunk.start), None)
            after = next((piece.runs[0] for piece in pieces if piece.start == hunk.end), None)
            self._put(words, before, after, block)
            made += [*nodes, *words]
        anew = bool(hunks and hunks[-1].words and hunks[-1].end == len(block.text))
        return Touch(block.last, made, new.note, ends_anew=anew, changed=bool(made))

    def _put(self, new: list[etree._Element], before: etree._Element | None, after: etree._Element | None, block: Block) -> None:
        for node in new:
            if before is not None:
                cutting.put_behind(before, node, after, self.pen)
                before = node
            elif after is not None:
                cutting.put_before(after, node)
            else:
                block.last.append(node)

    def _words(self, block: Block, text: str, model: int) -> etree._Element:
        return looks.inserted(text, looks.looks_at(block, model), self.pen, linked=looks.in_link(block, model))

    def _comment(self, edit: Edit, touches: Sequence[Touch]) -> None:
        if edit.note and touches:
            self._anchor(edit.note, touches[0], touches[-1])
        for touch in touches:
            if touch.note:
                self._anchor(touch.note, touch, touch)

    def _anchor(self, note: Note, first: Touch, last: Touch) -> None:
        start, end, reference = self.comments.open(note)
        if first.nodes:
            cutting.put_before(first.nodes[0], start)
        else:
            first.paragraph.append(start)
        home = self._survivor(last) if last.gone else None
        if home is not None:
            place = 0 if home.find(names.PROPERTIES) is None else 1
            home[place:place] = [end, reference]
        elif last.nodes:
            top = cutting.top_of(last.nodes[-1])
            parent = parent_of(top)
            parent[parent.index(top) + 1 : parent.index(top) + 1] = [end, reference]
        else:
            last.paragraph.extend([end, reference])

    def _survivor(self, touch: Touch) -> etree._Element | None:
        """The paragraph behind a deleted one that takes the end of its comment: with that end in it, the deleted one would not vanish whole."""
        behind = neighbour(touch.paragraph)
        while behind is not None and behind in self.gone:
            behind = neighbour(behind)
        return behind


def _matched(old: Sequence[Block], new: Sequence[NewParagraph]) -> list[tuple[int | None, int | None]]:
    if not old or not new:
        return [*((i, None) for i in range(len(old))), *((None, j) for j in range(len(new)))]
    pinned = [block.holds or neighbour(block.last) is None for block in old]
    return align([[_gain(block, paragraph, pin) for paragraph in new] for block, pin in zip(old, pinned, strict=True)], pinned)


def _gain(block: Block, new: NewParagraph, pinned: bool) -> float:
    level = level_of(new.text)
    likeness = fuzz.ratio(block.text, new.text) + (_SAME_LEVEL if level >= 0 and level == level_of(block.text) else 0.0)
    if likeness >= _ALIKE and block.role == new.role:
        return likeness
    return _LAST_RESORT if pinned else FORBIDDEN


def _has_marks(paragraph: etree._Element) -> bool:
    return any(paragraph.find(f"w:pPr/w:rPr/w:{kind}", names.NS) is not None for kind in ("ins", "del"))


def _depth(block: Block) -> int:
    return sum(1 for _ in block.last.iterancestors())
