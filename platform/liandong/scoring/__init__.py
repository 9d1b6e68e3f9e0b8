"""Scoring: rule forms, the indicator tree, sums and how robust they are; pure."""
