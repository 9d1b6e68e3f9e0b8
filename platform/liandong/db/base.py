"""What every table is: global, fact, projection, queue or key; tests hold each to its kind.

A fact is only ever added. A projection can be thrown away and rebuilt from the facts. A key can be
thrown away too, and then what lies under it is gone.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from liandong.kernel.ids import uuid7

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base: text for strings, JSONB for dicts and lists, instants with their zone."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        UUID: Uuid,
        bytes: LargeBinary,
    }
    table_kind: ClassVar[str] = ""


class GlobalTable:
    """A table of no tenant; the closed list of them is held by a test."""

    table_kind: ClassVar[str] = "global"


class TenantOwned:
    """A row of one tenant: primary key (tenant_id, id), fenced by row-level security."""

    tenant_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)


class Fact(TenantOwned):
    """What happened. The application may read it and add to it, nothing else."""

    table_kind: ClassVar[str] = "fact"


class Projection(TenantOwned):
    """What follows from the facts; rebuilt at will."""

    table_kind: ClassVar[str] = "projection"


class Queue(TenantOwned):
    """Work in transit, gone once it is done; no fact keeps what it held."""

    table_kind: ClassVar[str] = "queue"


class Key(TenantOwned):
    """What other rows are encrypted with: added, never changed, destroyed to erase them."""

    table_kind: ClassVar[str] = "key"
