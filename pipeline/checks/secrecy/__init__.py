"""Secrecy (C): marks of secrecy and personal data that must not stand in a report."""

NAME = "保密"
RULES: tuple[str, ...] = (
    "c01_mark",
    "c02_internal",
    "c03_unpublished",
    "c10_id_number",
    "c11_contact",
    "c12_account",
    "c13_address",
    "c14_registration",
    "c20_minor",
    "c21_criticised",
    "c22_hardship",
)
