"""The ``shuzhi`` command: its subcommands, and the one place where errors become words and exit codes."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException
from typer.main import get_command

from pipeline import __version__
from pipeline.cli import cache, check, corpus, doctor, draft, init, rewrite, rules, web
from pipeline.cli import eval as eval_command
from pipeline.errors import FactsError, ShuzhiError

_INTERRUPTED = 130
"""What the command line library makes of Ctrl-C."""
_OF_HELP = "显示这段说明。"

app = typer.Typer(
    name="shuzhi",
    help="述职：从真实事实起草《抓基层党建工作述职报告》。不编一件事，不抄一句话。",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("draft", no_args_is_help=True)(draft.draft)
app.command("init")(init.init)
app.command("rewrite", no_args_is_help=True)(rewrite.rewrite)
app.command("check", no_args_is_help=True)(check.check)
app.command("rules")(rules.rules)
app.command("cache")(cache.cache)
app.command("doctor")(doctor.doctor)
app.command("eval")(eval_command.evaluate)
app.add_typer(corpus.app, name="corpus")
app.command("web")(web.web)


@app.callback(invoke_without_command=True)  # so that --version is asked alone
def _options(
    version: Annotated[bool, typer.Option("--version", help="显示版本号。", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"shuzhi {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line and leave with the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in a legacy code page must not kill a draft over one character.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if "--help" in sys.argv or len(sys.argv) < 3:
        _chinese_help()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run with ``arguments``; return the exit code. Every error a user can cause ends here, in Chinese, without a traceback."""
    try:
        result = get_command(app)(arguments, prog_name="shuzhi", standalone_mode=False)
    except ShuzhiError as error:
        _tell(error)
        return error.exit_code
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help it brings is on the screen already
            return 2
        typer.echo(f"用法不对：{_usage(error)}\n看用法：{_help_of(arguments)}", err=True)
        return getattr(error, "exit_code", 2)
    except Exit as stop:
        return _stopped() if stop.exit_code == _INTERRUPTED else stop.exit_code
    except (Abort, KeyboardInterrupt):
        return _stopped()
    return result if isinstance(result, int) else 0


def _help_of(arguments: list[str]) -> str:
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    return f"shuzhi {arguments[0]} --help" if arguments and arguments[0] in known else "shuzhi --help"


def _stopped() -> int:
    """Ctrl-C loses nothing: what was finished is kept, as where a model cannot be reached."""
    typer.echo("已停止。写完的部分都留着，再运行一次会接着写。", err=True)
    return 3


def _tell(error: ShuzhiError) -> None:
    typer.echo(f"出错了：{error.message}", err=True)
    if isinstance(error, FactsError):
        for mistake in error.mistakes:
            typer.echo(f"  · {mistake}", err=True)
    if error.hint:
        typer.echo(f"怎么办：{error.hint}", err=True)


def _usage(error: TyperException) -> str:
    """Say a usage error in Chinese; the library says them in English."""
    option = getattr(error, "option_name", None)
    match type(error).__name__:
        case "NoSuchOption":
            near = getattr(error, "possibilities", None)
            return f"没有“{option}”这个选项{'，是不是 ' + '、'.join(near) if near else ''}"
        case "MissingParameter":
            param = getattr(error, "param", None)
            return f"少了 {param.get_error_hint() if param else '一个参数'}"
        case "BadOptionUsage":
            return f"选项 {option} 后面要跟内容"
        case "BadParameter":
            param = getattr(error, "param", None)
            return f"{param.get_error_hint() if param else '有一个参数'} 不能这样写（{_quoted(error)}）"
        case _:
            return _strayed(error.format_message())


def _quoted(error: TyperException) -> str:
    """What the library says of a value, without its preface."""
    choices = re.search(r"is not one of (.+?)\.?$", error.format_message())
    return f"只能是 {choices[1].replace(chr(39), '')} 之一" if choices else "要写一个范围里的数，或照说明的样子写"


def _strayed(message: str) -> str:
    """A word that is no command, or one too many."""
    if unknown := re.match(r"No such command '(.*?)'\.(?: Did you mean (.+?)\?)?", message):
        return f"没有“{unknown[1]}”这个命令{'，是不是 ' + unknown[2].replace(chr(39), '') if unknown[2] else ''}"
    if extra := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message):
        return f"多出了“{extra[1]}”；文件名里有空格的，前后加上英文引号"
    return message


def _chinese_help() -> None:
    from rich.text import Text
    from typer import rich_utils

    def folding(items: list[Text]) -> Text:
        """Chinese has no spaces to break at: columns that end long words in … would cut every explanation."""
        pieces = [Text(_OF_HELP) if piece.plain == "Show this message and exit." else piece for piece in items]
        return Text(" ", overflow="fold").join(pieces)

    rich_utils.Columns = folding  # type: ignore[misc, assignment, attr-defined, unused-ignore]
    rich_utils.ARGUMENTS_PANEL_TITLE = "要给的"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "（默认：{}）"
    rich_utils.REQUIRED_LONG_STRING = "（必须）"
