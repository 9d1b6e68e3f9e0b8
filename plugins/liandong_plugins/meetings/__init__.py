"""会议会商: how often the linkage meetings are held.

The time limits of M01 stand in `time_limits.yaml`.
"""
