"""矫正对象外出: absences of people under community correction.

The time limits of M34 stand in `time_limits.yaml`.
"""
