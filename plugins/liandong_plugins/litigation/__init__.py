"""非诉执行与诉讼监督: court enforcement, supervision of litigation, appearance in court.

The time limits of M37, M38, M39 stand in `time_limits.yaml`.
"""
