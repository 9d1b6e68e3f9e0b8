"""反向衔接: from a decision not to prosecute to the answer to the 检察意见.

The time limits of M21 stand in `time_limits.yaml`.
"""
