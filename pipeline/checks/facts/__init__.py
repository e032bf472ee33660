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
    "f09_two_values",
    "f10_wrong_sum",
    "f11_unlikely_number",
    "f12_before_the_post",
    "f13_other_year",
    "f14_rhythm_and_count",
    "f15_below_the_rules",
    "f20_facts_disagree",
    "f21_counts_and_rules",
    "f22_facts_out_of_time",
    "f23_facts_do_not_add_up",
    "f24_facts_unlikely",
    "f25_facts_contradict",
)
