"""A county leaves the platform: everything is handed over, then provably removed."""
