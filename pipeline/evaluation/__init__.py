"""The offline evaluation: held-out cases → suites of jobs → scores by case → means, pairs and a comparison with an earlier run.

Every number is a ``Score``: what was measured (suite, contestant, metric) on which case, with what weight. Statistics, comparison and
reports know nothing else, so that a new metric is one function and one line.
"""
