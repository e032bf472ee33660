"""Wording (W): fixed wordings (提法), their form, order and time."""

NAME = "提法"
RULES: tuple[str, ...] = ()
