"""公益保护: public-interest cases from filing to the lawsuit.

The time limits of M22, M23 stand in `time_limits.yaml`.
"""
