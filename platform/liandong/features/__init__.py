"""What the features are made of: one folder each, fixed file names."""
