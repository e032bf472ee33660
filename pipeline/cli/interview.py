"""The interview at a terminal: one question at a time, every answer saved at once, found facts shown with their source before they are taken."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from rich.console import Console

from pipeline.cli.outputs import write_bytes
from pipeline.errors import InputError
from pipeline.facts.editing import FactsText
from pipeline.facts.proposals import Proposal, accept, as_comments, is_known
from pipeline.facts.reading import examine, text_of
from pipeline.facts.tree import TreeError
from pipeline.flows.proposing import Proposed
from pipeline.steps.interviewing import AnswerError, Question, answer, find, next_question, progress, skip, skipped_in, unskipped

DEFAULT = "事实.yaml"
_KEYS = {"返回": ("返回", "back", "b"), "跳过": ("跳过", "skip", "s"), "退出": ("退出", "quit", "q", "exit"), "例子": ("例子", "?", "？")}
_BASICS = "基本情况"
_NAMES = {"组织生活": "组织生活的次数", "事实": "事实", "上年整改": "上年整改（问题）", "问题": "存在问题", "打算": "打算"}


class Leave(Exception):  # noqa: N818 - not an error: the user has had enough for now
    """The user leaves; everything answered is saved."""


class Interview:
    """One sitting over the facts file ``path``. ``proposals_for`` finds facts in the user's material, once year and type are known.

    ``guessed`` are unit types that the material speaks of, for the first question.
    """

    def __init__(self, path: Path, sheet: FactsText, proposals_for: Callable[[FactsText], Proposed], guessed: tuple[str, ...] = ()) -> None:
        self._path = path
        self._sheet = sheet
        self._saved = sheet.text if path.exists() else None
        self._proposals_for = proposals_for
        self._guessed = guessed
        self._asked: list[str] = []
        self._group = ""
        self._console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
        with suppress(ImportError):  # makes input() editable; Windows has its own
            import readline  # noqa: F401

    def run(self) -> int:
        """Ask until nothing is open or the user leaves, by word, Ctrl-C or Ctrl-D; return 0. Raises ShuzhiError; what was answered is saved."""
        resumed = self._saved is not None
        self._save()
        self._greet(resumed=resumed)
        pending: tuple[Proposal, ...] = ()
        try:
            self._ask_all(only=_BASICS)
            proposed = self._proposals_for(self._sheet)
            if proposed.failure:
                self._say(f"模型用不了：{proposed.failure.message}。先只按规则找到的来。{proposed.failure.hint}")
            pending = tuple(p for p in proposed.proposals if not is_known(self._sheet, p))
            while pending:
                pending = self._offer(pending)
            self._ask_all()
        except (Leave, EOFError, KeyboardInterrupt):
            self._say("\n先到这里。")
        finally:
            self._keep_unseen(pending)
        self._farewell()
        return 0

    def _greet(self, *, resumed: bool) -> None:
        state = progress(self._sheet)
        if resumed:
            self._say(f"接着填 {self._path}：答了 {state.answered} 项，共 {state.total} 项。")
            if skipped_in(self._sheet) and next_question(self._sheet) is None:
                self._say("剩下的都是上次跳过的，再问一遍。")
                self._sheet = unskipped(self._sheet)
        else:
            self._say(f"一问一答，填一份事实文件：{self._path}。答一题存一题，随时可以停，再运行同一条命令会接着问。")
        self._say("直接回车是跳过；也可以输入：返回（上一题）、例子（再看例子）、退出。没有的事不要凑，空着就不写。")

    def _ask_all(self, only: str = "") -> None:
        while (question := next_question(self._sheet)) is not None:
            if only and question.group != only:
                return
            self._ask(question)

    def _ask(self, question: Question) -> None:
        """Ask until the question is answered or passed over; 返回 asks those before it again first."""
        self._show(question)
        while True:
            said = self._read()
            command = next((name for name, words in _KEYS.items() if said.lower() in words), "")
            if command == "退出":
                raise Leave
            if command == "例子":
                self._say("例如：" + "；".join(question.examples))
            elif command == "返回":
                self._back()
                question = find(self._sheet, question.id) or question
                self._show(question)
            elif command == "跳过" or not said:
                self._pass(question)
                return
            elif self._take(question, said):
                return

    def _back(self) -> None:
        if not self._asked:
            self._say("这已经是第一题了。")
            return
        before = find(self._sheet, self._asked.pop())
        if before is not None:
            self._ask(before)

    def _pass(self, question: Question) -> None:
        if question.answer:
            self._say(f"不改：{question.answer}")
        else:
            if question.required:
                self._say("这一项必须写，先空着，起草前要补上。")
            self._change(lambda sheet: skip(sheet, question))
        self._asked.append(question.id)

    def _take(self, question: Question, said: str) -> bool:
        try:
            self._change(lambda sheet: answer(sheet, find(sheet, question.id) or question, said))
        except AnswerError as error:
            self._say(f"没有记下：{error}")
            return False
        self._asked.append(question.id)
        return True

    def _show(self, question: Question) -> None:
        if question.group != self._group:
            self._group = question.group
            state = progress(self._sheet)
            self._say(f"\n—— {question.group} ——（已答 {state.answered}／{state.total}）")
        self._say(f"\n{question.text}{'（必填）' if question.required else ''}")
        self._say(f"  为什么问：{question.why}")
        if question.form == "types" and self._guessed:
            self._say(f"  从材料看像是：{'、'.join(self._guessed)}")
        self._say(f"  例如：{question.examples[0]}")
        if question.answer:
            self._say(f"  现在写的是：{question.answer}（回车不改）")

    def _offer(self, pending: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        """Show the first of ``pending`` and let the user decide; return what is still to be shown."""
        proposal = pending[0]
        self._group = ""
        self._say(f"\n—— 从材料里找到的，还有 {len(pending)} 条 ——")
        self._say(f"写进“{_NAMES[proposal.key]}”：{proposal.text}")
        for name, given in proposal.beside:
            self._say(f"  {name}：{given}")
        for source in proposal.sources[:3]:
            self._say(f"  来自 {source.file} {source.place}：“{source.quote}”")
        if len(proposal.sources) > 3:
            self._say(f"  …… 共 {len(proposal.sources)} 处")
        if proposal.note:
            self._say(f"  注意：{proposal.note}")
        self._say("  1 采用　2 改了再用　3 不用（回车也是）　0 都先不看，留在文件里作注释　退出")
        while not self._decide(proposal, said := self._read()):
            self._say("请输入 1、2、3 或 0。")
        if said == "0":
            self._keep_unseen(pending)
            return ()
        return pending[1:]

    def _decide(self, proposal: Proposal, said: str) -> bool:
        """Whether ``said`` was a decision."""
        match said.lower():
            case "1" | "采用" | "是" | "y":
                self._change(lambda sheet: accept(sheet, proposal))
            case "2" | "改":
                self._reword(proposal)
            case "" | "3" | "跳过" | "不用" | "n":
                self._say("没有用。")
            case "0":
                pass
            case word if word in _KEYS["退出"]:
                raise Leave
            case _:
                return False
        return True

    def _reword(self, proposal: Proposal) -> None:
        self._say("改成怎样？（原来的字在下面，改好按回车；全删掉就不用这一条）")
        while said := self._read(proposal.text):
            try:
                changed = proposal.reworded(said)
            except ValueError as error:
                self._say(f"没有记下：{error}")
                continue
            self._change(partial(accept, proposal=changed))
            return

    def _keep_unseen(self, pending: tuple[Proposal, ...]) -> None:
        if pending:
            self._change(lambda sheet: as_comments(sheet, pending))
            self._say(f"没看的 {len(pending)} 条作为注释写在文件里，带着出处，可以以后再定。")

    def _change(self, edit: Callable[[FactsText], FactsText]) -> None:
        """Apply ``edit`` to the file as it is on disk now, where somebody may have changed it meanwhile, and save it. Raises what ``edit`` raises."""
        if self._path.exists() and (on_disk := text_of(self._path)) != self._saved:
            fresh = FactsText(on_disk)
            try:
                fresh.value  # noqa: B018 - reading it is the test
            except TreeError:
                told = examine(on_disk)[1][0]
                where = f"第 {told.mark.line} 行第 {told.mark.column} 列：{told.text}"
                raise InputError(f"{self._path} 刚才在别处改过，现在读不下去：{where}", hint="先把它改好，再运行同一条命令接着填。") from None
            self._sheet = fresh
        self._sheet = edit(self._sheet)
        self._save()

    def _save(self) -> None:
        if self._sheet.text != self._saved:
            write_bytes(self._path, self._sheet.text.encode())
            self._saved = self._sheet.text

    def _farewell(self) -> None:
        state = progress(self._sheet)
        self._say(f"\n已存到 {self._path}：答了 {state.answered} 项，共 {state.total} 项。")
        _, mistakes = examine(self._sheet.text)
        if mistakes:
            self._say("起草前还要：")
            for mistake in mistakes:
                self._say(f"  · 第 {mistake.mark.line} 行：{mistake.text}")
            self._say(f"接着填：shuzhi init -o {self._path}")
        else:
            self._say(f"可以起草了：shuzhi draft {self._path} -o 述职报告.docx")

    def _read(self, given: str = "") -> str:
        """A line typed by the user, ``given`` standing in it to be changed where the terminal can do that."""
        self._console.file.flush()
        if not given:
            return input("> ").strip()
        try:
            import readline
        except ImportError:  # Windows has none: the line begins empty there
            return input("> ").strip()
        readline.set_startup_hook(lambda: readline.insert_text(given))
        try:
            return input("> ").strip()
        finally:
            readline.set_startup_hook()

    def _say(self, text: str) -> None:
        self._console.print(text)
