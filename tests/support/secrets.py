"""Looking for a secret in every table, as somebody with the whole database would."""

from sqlalchemy import create_engine, text

from liandong.db.embedded.roles import MIGRATOR
from liandong.entrypoints.tables import metadata
from support.isolation import of


def tables_with(database: str, marker: str) -> set[str]:
    """Return the tables in which a text stands in clear: as text, or as bytes of a column."""
    wanted = {"text": f"%{marker}%", "bytes": f"%{marker.encode().hex()}%"}
    holds = "SELECT count(*) FROM {t} t WHERE t::text LIKE :text OR to_jsonb(t)::text LIKE :text"
    engine = create_engine(database.replace("liandong_app", MIGRATOR))
    with engine.connect() as connection:
        found = {
            table
            for table in metadata().tables
            if connection.scalar(of(table, f"{holds} OR t::text LIKE :bytes"), wanted)
        }
        queued = text("SELECT count(*) FROM dramatiq.queue q WHERE q::text LIKE :text")
        found |= (
            {"dramatiq.queue"} if connection.scalar(queued, {"text": wanted["text"]}) else set()
        )
    engine.dispose()
    return found
