"""The chained record of who did what."""
