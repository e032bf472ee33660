"""``shuzhi corpus``: the sample library, one file a subcommand."""

from __future__ import annotations

import typer

from pipeline.cli import corpus_add, corpus_inspect, corpus_list, corpus_rebuild, corpus_remove, corpus_search

app = typer.Typer(help="样本库：添加、列出、查看、检索、删除样本报告。", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("add", no_args_is_help=True)(corpus_add.add)
app.command("list")(corpus_list.list_)
app.command("inspect", no_args_is_help=True)(corpus_inspect.inspect)
app.command("search", no_args_is_help=True)(corpus_search.search)
app.command("remove", no_args_is_help=True)(corpus_remove.remove)
app.command("rebuild")(corpus_rebuild.rebuild)
