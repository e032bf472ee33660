"""The fixtures of the page; see ``web_parts.py``."""

from web_parts import desk, folder, stranger, web

__all__ = ["desk", "folder", "stranger", "web"]
