"""检察建议与问效: suggestions, what follows when they are not acted on, and alerts."""
