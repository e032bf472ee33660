"""Facts (F): numbers, names and claims held against what the user gave, and against each other."""

NAME = "事实"
RULES: tuple[str, ...] = (
    "f01_unknown_number",
    "f02_changed_measure",
    "f03_unknown_id",
    "f04_other_fact",
    "f05_unknown_name",
    "f06_unknown_quote",
    "f07_unsupported_claim",
    "f08_unused_fact",
)
