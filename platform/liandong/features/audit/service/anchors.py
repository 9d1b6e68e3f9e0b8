"""Anchors: once a day the head of each chain is written down where the database cannot reach.

One file per anchor, chained by digest to the one before; the chain of entries names each of them.
Who cuts the end of a chain off, or writes it all anew, would have to do the same there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Self
from zoneinfo import ZoneInfo

import fsspec
import orjson

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.audit.service.appending import append, head_of
from liandong.features.audit.service.links import (
    START,
    Fault,
    Plain,
    canonical,
    instant,
    moment,
    of_kind,
)
from liandong.features.tenants.models import Tenant
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.kernel.ids import uuid7

ANCHORED = "audit.anchored"


@dataclass(frozen=True)
class Anchor:
    """The head of one chain at an instant, and the digest of the anchor before it."""

    tenant_id: int
    at: datetime
    position: int
    head: str
    previous: str

    def written(self) -> bytes:
        """Return the bytes of its file."""
        return canonical(
            {
                "tenant": self.tenant_id,
                "at": moment(self.at),
                "position": self.position,
                "head": self.head,
                "previous": self.previous,
            }
        )

    @property
    def digest(self) -> str:
        """Return the digest of its file, which the next one and the chain itself name."""
        return sha256(self.written()).hexdigest()


class AnchorStore:
    """Where the anchors lie: `<address>/<tenant>/<instant>.json`; a file is written once."""

    def __init__(self, address: str) -> None:
        self._fs, root = fsspec.core.url_to_fs(address)
        self._root = root.rstrip("/")

    @classmethod
    def at(cls, address: str) -> Self:
        """Return the store at a URL or folder."""
        return cls(address)

    def read(self, tenant_id: int) -> list[Anchor]:
        """Return a tenant's anchors, the oldest first.

        Raises:
            InvalidInputError: A file there is no anchor, or cannot be read.
        """
        folder = f"{self._root}/{int(tenant_id)}"
        if not self._fs.isdir(folder):
            return []
        paths = sorted(path for path in self._fs.ls(folder, detail=False) if _is_anchor(path))
        return [self._read(tenant_id, path) for path in paths]

    def files_of(self, tenant_id: int) -> Iterator[tuple[str, bytes]]:
        """Yield the anchors of a tenant as they lie there, by name, the oldest first."""
        folder = f"{self._root}/{int(tenant_id)}"
        listed = self._fs.ls(folder, detail=False) if self._fs.isdir(folder) else []
        for path in sorted(filter(_is_anchor, listed)):
            yield _name(path), self._fs.cat_file(path)

    def set_aside(self, tenant_id: int, mark: str) -> None:
        """Put the anchors of a tenant that is gone where no later one of its id finds them."""
        folder = f"{self._root}/{int(tenant_id)}"
        if self._fs.isdir(folder):
            self._fs.mv(folder, f"{folder}-{mark}", recursive=True)

    def list_tenants(self) -> list[int]:
        """Return the tenants of which anchors lie here."""
        if not self._fs.isdir(self._root):
            return []
        folders = (_name(each) for each in self._fs.ls(self._root, detail=False))
        return sorted(int(each) for each in folders if each.isascii() and each.isdigit())

    def _read(self, tenant_id: int, path: str) -> Anchor:
        place = f"{tenant_id}/{_name(path)}"
        try:
            return _parsed(self._fs.cat_file(path), tenant_id)
        except (OSError, OverflowError, ValueError, KeyError, TypeError) as error:
            raise InvalidInputError([Problem(place, "不是锚点文件", "is no anchor")]) from error

    def add(self, anchor: Anchor) -> None:
        """Write a new anchor, whole or not at all."""
        folder = f"{self._root}/{int(anchor.tenant_id)}"
        self._fs.makedirs(folder, exist_ok=True)
        arriving = f"{folder}/.{uuid7()}"
        with self._fs.open(arriving, "wb") as file:
            file.write(anchor.written())
        self._fs.mv(arriving, f"{folder}/{anchor.at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}.json")


def anchor_chain(uow: UnitOfWork, clock: Clock, store: AnchorStore, *, is_daily: bool) -> bool:
    """Anchor the tenant's chain as it stands; `is_daily` does nothing if today has its anchor.

    Raises:
        InvalidInputError: A file among the anchors is none.
    """
    lock(uow, "audit-anchors")
    known = store.read(uow.tenant_id)
    tenant = uow.session.get_one(Tenant, uow.tenant_id)
    zone = ZoneInfo(tenant.timezone)
    today = clock.now().astimezone(zone).date()
    if is_daily and known and known[-1].at.astimezone(zone).date() >= today:
        return False
    position, head, _ = head_of(uow)
    previous = known[-1].digest if known else START
    anchor = Anchor(uow.tenant_id, clock.now(), position, head, previous)
    store.add(anchor)
    content = {"position": position, "anchor": anchor.digest}
    append(uow, clock, ANCHORED, "audit_entries", content)
    return True


def find_gap(anchors: Sequence[Anchor]) -> Fault | None:
    """Return what is wrong with the anchors among themselves."""
    previous = START
    for each in anchors:
        if each.previous != previous:
            return Fault(each.position, "anchors")
        previous = each.digest
    return None


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _is_anchor(path: str) -> bool:
    name = _name(path)
    return name.endswith(".json") and not name.startswith(".")


def _parsed(content: bytes, tenant_id: int) -> Anchor:
    """Return an anchor of its bytes.

    Raises:
        ValueError, KeyError, TypeError, OverflowError: It is none of this tenant.
    """
    said: Plain = orjson.loads(content)
    if of_kind(said, "tenant", int) != tenant_id:
        raise ValueError(tenant_id)
    return Anchor(
        tenant_id,
        instant(of_kind(said, "at", str)),
        of_kind(said, "position", int),
        of_kind(said, "head", str),
        of_kind(said, "previous", str),
    )
