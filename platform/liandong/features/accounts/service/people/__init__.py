"""Looking after accounts: what is recorded about them, who may do what, and what follows."""
