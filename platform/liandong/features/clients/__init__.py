"""Programs that call the interface: each acts for a unit in named duties, with a token."""
