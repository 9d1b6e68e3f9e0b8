"""未成年人保护: mandatory reports, screening of staff and the secrecy of identities.

The time limits of M40, M41 stand in `time_limits.yaml`.
"""
