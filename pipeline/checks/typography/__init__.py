"""Typography (T): leftovers, pairs of marks, numbering, sentences nobody can read aloud."""

NAME = "文面"
RULES: tuple[str, ...] = ("t01_leftover",)
