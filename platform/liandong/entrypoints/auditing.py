"""What the command line and the scheduler do with the audit: verify, export, anchor."""

import os
from pathlib import Path
from typing import Any

from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.scheduling import County, counties_in
from liandong.entrypoints.settings import Settings
from liandong.features.audit import service as audit
from liandong.features.audit.service import AnchorStore, Checked
from liandong.kernel.clock import Clock, SystemClock
from liandong.kernel.errors import ConflictError, InvalidInputError, Problem

Plain = dict[str, Any]


def verify_chains(settings: Settings, code: str | None, anchors: str) -> list[Plain]:
    """Walk the chain of every county, or of one, and hold it against its anchors.

    Raises:
        InvalidInputError: There is no such county, or a file among the anchors is none.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        return check_all(sessions, counties_in(sessions, code), anchors or settings.anchors_address)


def check_all(sessions: Sessions, counties: list[County], address: str) -> list[Plain]:
    """Walk the chains of counties, each in a transaction of its own."""
    store = AnchorStore.at(address)
    return [_plain(each.code, each.name, _checked(sessions, each, store)) for each in counties]


def _checked(sessions: Sessions, county: County, store: AnchorStore) -> Checked:
    for _attempt in ("first", "once more"):
        anchors = store.read(county.id)
        with unit_of_work(sessions, county.id) as uow:
            checked = audit.check(uow, anchors)
        if checked.fault is None or checked.fault.kind != "anchors":
            break  # an anchor that was written while we walked is among them the second time
    return checked


def verify_file(file: Path, anchors: str) -> list[Plain]:
    """Walk the chain of an export, with anchors if their address is given; no database is asked.

    Raises:
        InvalidInputError: The file is no export, or a file among the anchors is none.
    """
    found = audit.read_export(file)
    known = AnchorStore.at(anchors).read(found.tenant_id) if anchors else None
    if anchors and not known:
        zh, en = "那里没有这个县的锚点", "there are no anchors of this county"
        raise InvalidInputError([Problem("--anchors", zh, en)])
    return [_plain(str(found.tenant_id), found.name, audit.check_export(found, known))]


def export_chain(settings: Settings, code: str, file: Path) -> int:
    """Write the chain of a county into a new file that nobody else may read.

    Raises:
        InvalidInputError: There is no such county.
        ConflictError: The file is there already.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        (county,) = counties_in(sessions, code)
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        except FileExistsError as error:
            zh, en = f"文件 {file} 已经有了，没有覆盖", f"{file} is there already"
            raise ConflictError(zh, en) from error
        with os.fdopen(descriptor, "wb") as target, unit_of_work(sessions, county.id) as uow:
            return audit.export(uow, SystemClock(), target)


def anchor_now(settings: Settings, code: str | None) -> list[str]:
    """Anchor the chain of every county, or of one; return whose.

    Raises:
        InvalidInputError: There is no such county, or a file among the anchors is none.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        counties = counties_in(sessions, code)
        return anchor_all(
            sessions, SystemClock(), settings.anchors_address, counties, is_daily=False
        )


def anchor_all(
    sessions: Sessions,
    clock: Clock,
    address: str,
    counties: list[County] | None = None,
    *,
    is_daily: bool = True,
) -> list[str]:
    """Anchor chains, each in a transaction of its own; daily ones that are there are left out."""
    store, done = AnchorStore.at(address), []
    for county in counties_in(sessions, None) if counties is None else counties:
        with unit_of_work(sessions, county.id) as uow:
            if audit.anchor_chain(uow, clock, store, is_daily=is_daily):
                done.append(county.code)
    return done


def _plain(code: str, name: str, checked: Checked) -> Plain:
    fault = checked.fault
    return {
        "tenant": code,
        "name": name,
        "entries": checked.n_entries,
        "head": checked.head,
        "anchors": checked.n_anchors,
        "anchored_at": checked.anchored_at.isoformat() if checked.anchored_at else None,
        "fault": fault
        and {
            "position": fault.position,
            "kind": fault.kind,
            "zh": fault.message_zh,
            "en": fault.message_en,
        },
    }
