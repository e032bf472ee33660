"""Problems (P): whether 存在问题 would survive the review."""

NAME = "问题"
RULES: tuple[str, ...] = (
    "p01_nobody",
    "p02_no_first_person",
)
