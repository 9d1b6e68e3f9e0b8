"""Matters that run through a mechanism."""
