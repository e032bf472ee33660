"""Secrecy (C): marks of secrecy and personal data that must not stand in a report."""

NAME = "保密"
RULES: tuple[str, ...] = ()
