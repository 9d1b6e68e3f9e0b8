"""救助与支持起诉: judicial aid, social assistance and support to sue.

The time limits of M42, M43 stand in `time_limits.yaml`.
"""
