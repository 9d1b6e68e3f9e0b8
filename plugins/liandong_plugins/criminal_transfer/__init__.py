"""正向衔接: transfer of suspected crimes to the police and its supervision.

The time limits of M18, M19 stand in `time_limits.yaml`.
"""
