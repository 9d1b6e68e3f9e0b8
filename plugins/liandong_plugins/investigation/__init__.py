"""调查核实协作: what follows when an investigation is refused or obstructed.

The time limits of M08 stand in `time_limits.yaml`.
"""
