"""执法监督协作: supervision papers of the justice bureau, referred problems, reviews of case files.

The time limits of M14, M16, M17 stand in `time_limits.yaml`.
"""
