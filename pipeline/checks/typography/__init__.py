"""Typography (T): leftovers, pairs of marks, numbering, sentences nobody can read aloud."""

NAME = "文面"
RULES: tuple[str, ...] = (
    "t01_leftover",
    "t02_unpaired",
    "t03_quotes",
    "t04_numbering",
    "t05_number_form",
    "t06_heading_end",
    "t07_long_sentence",
    "t08_half_width",
    "t09_full_width",
    "t10_doubled",
    "t11_no_end",
    "t12_marks_together",
    "t13_space",
    "t14_dates",
    "t15_page",
)
