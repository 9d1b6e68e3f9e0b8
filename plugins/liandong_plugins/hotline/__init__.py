"""双线线索互通: calls and clues between 12345 and 12309.

The time limits of M07 stand in `time_limits.yaml`.
"""
