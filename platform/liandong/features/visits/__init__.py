"""Entries of a province into a county: reasoned, short, read only, visible to the county."""
