"""The yearly assessment, and the counting of the mechanisms' own figures that it rests on."""

from liandong.features.assessment.queries import known_duties

__all__ = ["known_duties"]
