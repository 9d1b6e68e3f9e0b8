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
from liandong.features.audit.service.anchors import Anchor
from liandong.features.audit.service.appending import append, head_of
from liandong.features.audit.service.links import SELF_CONTAINED, Fault, Link, moment
from liandong.features.audit.service.verifying import Checked, stored, walk
from liandong.features.tenants.models import Tenant
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem

Plain = dict[str, Any]
FORMAT = "liandong-audit/1"


@dataclass(frozen=True)
class Export:
    """An export that lies in a file: whose it is, and where it ended when it was written."""

    file: Path
    tenant_id: int
    name: str
    entries: int
    head: str

    def links(self) -> Iterator[Link]:
        """Yield its entries in the order of the file.

        Raises:
            InvalidInputError: A line is no entry.
        """
        with self.file.open("rb") as lines:
            next(lines)
            for number, line in enumerate(lines, 2):
                try:
                    yield _link(orjson.loads(line), self.tenant_id)
                except (ValueError, KeyError, TypeError) as error:
                    problem = Problem(f"{self.file}:{number}", "不是一条审计", "is no audit entry")
                    raise InvalidInputError([problem]) from error


def export(uow: UnitOfWork, clock: Clock, target: BinaryIO) -> int:
    """Write the tenant's whole chain; return how many entries. That it was done is an entry too."""
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
    target.write(orjson.dumps(first) + b"\n")
    for link in stored(uow):
        if link.position > position:
            break
        target.write(orjson.dumps(_line(link)) + b"\n")
    append(uow, clock, "audit.exported", "audit_entries", {"entries": position, "head": head})
    return position


def read_export(file: Path) -> Export:
    """Return an export by its first line.

    Raises:
        InvalidInputError: It is none.
    """
    try:
        with file.open("rb") as lines:
            said = orjson.loads(lines.readline())
        known = {FORMAT: said}[said["format"]]
        return Export(file, known["tenant"], known["name"], known["entries"], known["head"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Problem(str(file), "不是审计导出文件", "is no export of an audit chain")
        raise InvalidInputError([problem]) from error


def check_export(found: Export, anchors: Sequence[Anchor] | None = None) -> Checked:
    """Walk an export and hold it against its own first line and the anchors.

    Raises:
        InvalidInputError: A line is no entry.
    """
    checked = walk(found.links(), anchors)
    if checked.fault is None and checked.n_entries < found.entries:
        return replace(checked, fault=Fault(checked.n_entries + 1, "truncated"))
    if checked.fault is None and found.entries and checked.head != found.head:
        return replace(checked, fault=Fault(checked.n_entries, "rewritten"))
    return checked


def _line(link: Link) -> Plain:
    line = {"position": link.position, "digest": link.digest}
    if link.version >= SELF_CONTAINED:
        return {**line, "body": link.body}
    states = link.states()
    return {**line, **{key: states[key] for key in _OLD}}


_OLD = ("algorithm", "at", "account", "unit", "action", "subject", "content", "previous")


def _link(line: Plain, tenant_id: int) -> Link:
    body = line.get("body")
    said = line if body is None else _said(body)
    return Link(
        tenant_id=tenant_id,
        position=line["position"],
        recorded_at=datetime.fromisoformat(said["at"]),
        account_id=said["account"],
        unit_id=said["unit"],
        action=said["action"],
        subject=said["subject"],
        content=said["content"],
        previous=said["previous"],
        digest=line["digest"],
        version=said["version"] if body is not None else 1,
        algorithm=said["algorithm"],
        body=body,
        actor=said.get("who", {}).get("login"),
    )


def _said(body: str) -> Plain:
    said: Plain = orjson.loads(body)
    return said
