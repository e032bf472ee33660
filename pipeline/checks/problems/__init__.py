"""Problems (P): whether 存在问题 would survive the review."""

NAME = "问题"
RULES: tuple[str, ...] = (
    "p01_nobody",
    "p02_no_first_person",
    "p03_no_evidence",
    "p04_demand",
    "p05_merit",
    "p06_no_cause",
    "p07_hollow_cause",
    "p08_objective_cause",
    "p09_only_others",
    "p10_praise_first",
    "p11_no_measure",
    "p12_vague_measure",
    "p13_vague_rectification",
    "p14_no_rectification",
    "p15_count",
    "p16_same_as_last_year",
    "p17_business",
)
