"""The fixtures of the page; see ``web_parts.py``."""

from web_parts import built, desk, folder, indexed, stranger, web

__all__ = ["built", "desk", "folder", "indexed", "stranger", "web"]
