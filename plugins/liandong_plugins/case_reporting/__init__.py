"""案件信息月报: what penalty cases are timed by, and the monthly report of them.

The time limits of M05 stand in `time_limits.yaml`.
"""
