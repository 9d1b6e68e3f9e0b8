"""A matter goes from one county to another: two signatures, one record on each side."""
