"""The yearly assessment: what the units are worth, by which records, and who said so."""
