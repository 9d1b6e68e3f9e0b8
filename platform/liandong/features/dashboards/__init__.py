"""What the office and leaders look at."""
