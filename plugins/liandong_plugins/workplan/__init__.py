"""要点清单与联络: the yearly plan.

The time limits of M02 stand in `time_limits.yaml`.
"""
