"""A PostgreSQL inside our own process tree: for one-command installations and for the tests."""

from liandong.db.embedded.errors import EmbeddedServerError
from liandong.db.embedded.roles import APP, DEFINER, MIGRATOR, OWNER, bootstrap
from liandong.db.embedded.server import EmbeddedServer
from liandong.db.embedded.templates import clone, drop, template_database

__all__ = [
    "APP",
    "DEFINER",
    "MIGRATOR",
    "OWNER",
    "EmbeddedServer",
    "EmbeddedServerError",
    "bootstrap",
    "clone",
    "drop",
    "template_database",
]
