"""督导考核: inspection of the member units.

The time limits of M04 stand in `time_limits.yaml`.
"""
