"""Wording (W): fixed wordings (提法), their form, order and time."""

NAME = "提法"
RULES: tuple[str, ...] = (
    "w01_wrong_form",
    "w02_too_early",
    "w03_over",
    "w04_combination",
    "w05_document_name",
    "w06_unit_trap",
    "w07_regional",
    "w08_retired",
    "w09_doubled",
)
