"""Letters that are composed, numbered and rendered, and the store of files."""
