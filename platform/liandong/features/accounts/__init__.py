"""People who sign in: accounts, their duties and their credentials."""
