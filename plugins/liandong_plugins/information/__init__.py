"""信息共享与公开: publication of enforcement decisions and government information.

The time limits of M09 stand in `time_limits.yaml`.
"""
