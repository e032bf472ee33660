"""The steps of rewriting 存在问题, in order: locating, sorting, asking, gathering, placing, judging."""
