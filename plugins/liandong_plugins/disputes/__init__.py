"""争议化解与调解: administrative reconsideration, going to court, petitions and hearings.

The time limits of M35, M36 stand in `time_limits.yaml`.
"""
