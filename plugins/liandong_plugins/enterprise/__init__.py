"""营商环境: evaluation of enforcement on enterprises, and economic cases left hanging.

The time limits of M30, M31 stand in `time_limits.yaml`.
"""
