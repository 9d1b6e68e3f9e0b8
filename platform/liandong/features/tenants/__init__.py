"""Counties and the packages that define them."""
