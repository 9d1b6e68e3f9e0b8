"""The plugins: one folder each, one to four mechanisms."""
