"""Units and their dated seats."""
