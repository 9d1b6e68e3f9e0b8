"""A chain as a file of JSON lines that is verified without a database.

The first line says whose chain it is and where it ends, each further one is an entry: its
position, its digest, and the very bytes under the digest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit.service.anchors import Anchor, find_gap
from liandong.features.audit.service.appending import append, head_of
from liandong.features.audit.service.links import (
    SELF_CONTAINED,
    Fault,
    Link,
    instant,
    login_in,
    moment,
    of_kind,
)
from liandong.features.audit.service.verifying import Checked, stored, walk
from liandong.features.tenants.models import Tenant
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]
FORMAT = "liandong-audit/1"
LONGEST_LINE = 16 * 1024 * 1024
_WRONG = (ValueError, KeyError, TypeError, OverflowError)


@dataclass(frozen=True)
class Export:
    """An export that lies in a file: whose it is, and where it ended when it was written."""

    file: Path
    tenant_id: int
    name: str
    exported_at: datetime
    entries: int
    head: str

    def links(self) -> Iterator[Link]:
        """Yield its entries in the order of the file.

        Raises:
            InvalidInputError: A line is no entry.
        """
        with self.file.open("rb") as file:
            file.readline(LONGEST_LINE)
            for number, line in enumerate(_lines(file), 2):
                try:
                    yield _link(_said(line), self.tenant_id)
                except _WRONG as error:
                    problem = Problem(f"{self.file}:{number}", "不是一条审计", "is no audit entry")
                    raise InvalidInputError([problem]) from error


def export(uow: UnitOfWork, clock: Clock, target: BinaryIO) -> int:
    """Write the tenant's whole chain; return how many entries. That it was done is an entry too."""
    position, head, _ = head_of(uow)
    target.writelines(chain_lines(uow, clock))
    append(uow, clock, "audit.exported", "audit_entries", {"entries": position, "head": head})
    return position


def chain_lines(uow: UnitOfWork, clock: Clock) -> Iterator[bytes]:
    """Yield the lines of an export: whose chain it is and where it ends, then each entry."""
    position, head, _ = head_of(uow)
    tenant = uow.session.get_one(Tenant, uow.tenant_id)
    first = {
        "format": FORMAT,
        "tenant": uow.tenant_id,
        "name": tenant.name,
        "exported_at": moment(clock.now()),
        "entries": position,
        "head": head,
    }
    yield orjson.dumps(first) + b"\n"
    for link in stored(uow):
        if link.position > position:
            break
        yield orjson.dumps(_line(link)) + b"\n"


def read_export(file: Path) -> Export:
    """Return an export by its first line.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        with file.open("rb") as lines:
            said = _said(lines.readline(LONGEST_LINE))
        if said["format"] != FORMAT:
            raise ValueError(said["format"])
        return Export(
            file,
            _counted(said, "tenant", at_least=1),
            of_kind(said, "name", str),
            instant(of_kind(said, "exported_at", str)),
            _counted(said, "entries", at_least=0),
            of_kind(said, "head", str),
        )
    except (OSError, *_WRONG) as error:
        problem = Problem(f"{file}:1", "不是审计导出文件", "is no export of an audit chain")
        raise InvalidInputError([problem]) from error


def check_export(found: Export, anchors: Sequence[Anchor] | None = None) -> Checked:
    """Walk an export and hold it against its own first line and the anchors.

    Anchors that were written after it and reach further say nothing against it: it is older.

    Raises:
        InvalidInputError: A line is no entry.
    """
    later = {each for each in anchors or () if _is_later(each, found)}
    known = None if anchors is None else [each for each in anchors if each not in later]
    checked = replace(walk(found.links(), known), n_later=len(later))
    if checked.fault is None and checked.n_entries < found.entries:
        return replace(checked, fault=Fault(checked.n_entries + 1, "truncated"))
    if checked.fault is None and found.entries and checked.head != found.head:
        return replace(checked, fault=Fault(checked.n_entries, "rewritten"))
    return replace(checked, fault=checked.fault or find_gap(anchors or ()))


def _is_later(anchor: Anchor, found: Export) -> bool:
    return anchor.at > found.exported_at and anchor.position > found.entries


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        yield line


def _line(link: Link) -> Plain:
    line = {"position": link.position, "digest": link.digest}
    if link.version >= SELF_CONTAINED:
        return {**line, "body": link.body}
    states = link.states()
    return {**line, **{key: states[key] for key in _OLD}}


_OLD = ("algorithm", "at", "account", "unit", "action", "subject", "content", "previous")


def _link(line: Plain, tenant_id: int) -> Link:
    body = None if line.get("body") is None else of_kind(line, "body", str)
    said = line if body is None else _said(body)
    return Link(
        tenant_id=tenant_id,
        position=_counted(line, "position", at_least=1),
        recorded_at=instant(of_kind(said, "at", str)),
        account_id=_known(said, "account"),
        unit_id=_known(said, "unit"),
        action=of_kind(said, "action", str),
        subject=of_kind(said, "subject", str),
        content=of_kind(said, "content", dict),
        previous=of_kind(said, "previous", str),
        digest=of_kind(line, "digest", str),
        version=1 if body is None else of_kind(said, "version", int),
        algorithm=of_kind(said, "algorithm", str),
        body=body,
        actor=login_in(said),
    )


def _known(said: Plain, key: str) -> str | None:
    return None if said[key] is None else of_kind(said, key, str)


def _counted(said: Plain, key: str, *, at_least: int) -> int:
    found = of_kind(said, key, int)
    if found < at_least:
        raise ValueError(key)
    return found


def _said(line: str | bytes) -> Plain:
    said = orjson.loads(line)
    if not isinstance(said, dict):
        raise TypeError(type(said))
    return said
