"""Run the migrations with the owner's login; the caller hands the connection over."""

from alembic import context

from liandong.entrypoints.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    transaction_per_migration=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
