"""A draft as Markdown, plain text and JSON."""

from pipeline.rendering.record import as_json
from pipeline.rendering.text import as_markdown, as_text

__all__ = ["as_json", "as_markdown", "as_text"]
