"""Results for people: Markdown for a pull request, one self-contained page for looking."""

from pipeline.evaluation.reporting.markdown import as_markdown
from pipeline.evaluation.reporting.page import as_html

__all__ = ["as_html", "as_markdown"]
