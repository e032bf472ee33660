"""Originality (O): nothing copied from samples or from last year, nobody else's names."""

NAME = "原创"
RULES: tuple[str, ...] = (
    "o01_copied_sample",
    "o02_copied_last_year",
    "o03_foreign_name",
    "o04_recycled",
    "o05_mostly_copied",
)
