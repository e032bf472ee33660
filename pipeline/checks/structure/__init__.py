"""Structure (S): the parts a report must have, how long they are, and that problems, causes and measures match."""

NAME = "结构"
RULES: tuple[str, ...] = (
    "s01_missing_part",
    "s02_unwritten",
    "s03_rows",
    "s04_cut",
    "s05_title",
    "s06_order",
    "s07_years",
    "s08_empty",
    "s09_twice",
    "s10_total_length",
    "s11_problem_share",
    "s12_work_length",
    "s14_sign_off",
    "s15_call_inside",
    "s16_asked_twice",
    "s17_template",
    "s18_same_heading",
)
