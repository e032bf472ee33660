"""The terminal door: one file a command. Data goes to stdout, all else to stderr."""

from pipeline.cli.app import main

__all__ = ["main"]
