"""PostgreSQL: base classes, unit of work, row-level security, outbox, embedded server."""
