"""What the tests of the wall share: the tables behind it, and two neighbours."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.base import Base
from liandong.entrypoints.tables import metadata
from support.counties import County

metadata()
KINDS = {m.class_.__tablename__: m.class_.table_kind for m in Base.registry.mappers}
OWNED = sorted(name for name, kind in KINDS.items() if kind != "global")
FACTS = {name for name, kind in KINDS.items() if kind == "fact"}
KEYS = {name for name, kind in KINDS.items() if kind == "key"}


def of(table: str, statement: str) -> TextClause:
    """Return a statement about a table."""
    return text(statement.replace("{t}", table))


@dataclass
class Neighbours:
    """Two counties in one database; in each, one suggestion is served and one drafted."""

    sessions: sessionmaker[Session]
    app: Flask
    huiji: County
    shandan: County
    served: dict[int, UUID]
