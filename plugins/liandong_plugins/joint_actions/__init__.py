"""专项行动、安全生产: reports and investigations of work accidents.

The time limits of M44 stand in `time_limits.yaml`.
"""
