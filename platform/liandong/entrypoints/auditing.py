"""What the command line and the scheduler do with the audit: verify, export, anchor."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.settings import Settings
from liandong.features.audit import service as audit
from liandong.features.audit.service import AnchorStore, Checked, Fault
from liandong.features.tenants.service import being_removed, list_tenants
from liandong.kernel.clock import Clock, SystemClock
from liandong.kernel.errors import ConflictError, InvalidInputError, Problem

Plain = dict[str, Any]


@dataclass(frozen=True)
class Chain:
    """Whose chain it is: of a county, or of a city or province above it."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class Anchored:
    """Whose chains got an anchor, and whose failed, with what was raised."""

    done: list[str]
    failed: dict[str, Exception]


def verify_chains(settings: Settings, code: str | None, anchors: str) -> list[Plain]:
    """Walk every chain, or that of one division code, and hold it against its anchors.

    Raises:
        InvalidInputError: There is no such chain, and no anchor of one.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        return check_all(sessions, SystemClock(), anchors or settings.anchors_address, code)


def check_all(
    sessions: Sessions, clock: Clock, address: str, code: str | None = None
) -> list[Plain]:
    """Walk chains, each in a transaction of its own; what anchors alone remember is missed.

    Raises:
        InvalidInputError: There is no such chain, and no anchor of one.
    """
    store, found, chains = AnchorStore.at(address), [], _every_chain(sessions)
    for chain in (each for each in chains if code in {None, each.code}):
        with unit_of_work(sessions, chain.id) as uow:
            checked = audit.check_against(uow, store)
        is_behind = checked.lacks_anchors(clock.now())
        found.append(_plain(chain.code, chain.name, checked, is_behind=is_behind))
    known = {each.id for each in chains}
    lost = [
        each for each in store.list_tenants() if each not in known and code in {None, str(each)}
    ]
    found += [_plain(str(each), "", Checked(0, "", Fault(0, "gone"))) for each in lost]
    if code is not None and not found:
        raise _unknown(code)
    return found


def _every_chain(sessions: Sessions) -> list[Chain]:
    with global_session(sessions) as session:
        return [Chain(each.id, each.code, each.name) for each in list_tenants(session)]


def _chains(sessions: Sessions, code: str | None) -> list[Chain]:
    found = [each for each in _every_chain(sessions) if code in {None, each.code}]
    if code is not None and not found:
        raise _unknown(code)
    return found


def _unknown(code: str) -> InvalidInputError:
    zh = f"没有区县，也没有上级“{code}”"
    en = f"there is no county '{code}', and nothing above one"
    return InvalidInputError([Problem("--tenant", zh, en)])


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
    """Write a chain into a new file that nobody else may read.

    Raises:
        InvalidInputError: There is no such chain.
        ConflictError: The file is there already.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        (chain,) = _chains(sessions, code)
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        except FileExistsError as error:
            zh, en = f"文件 {file} 已经有了，没有覆盖", f"{file} is there already"
            raise ConflictError(zh, en) from error
        with os.fdopen(descriptor, "wb") as target, unit_of_work(sessions, chain.id) as uow:
            return audit.export(uow, SystemClock(), target)


def anchor_now(settings: Settings, code: str | None) -> Anchored:
    """Anchor every chain, or that of one division code.

    Raises:
        InvalidInputError: There is no such chain.
    """
    with addresses(settings) as (app, _), opened(app) as sessions:
        chains = _chains(sessions, code)
        return _anchor(sessions, SystemClock(), settings.anchors_address, chains, is_daily=False)


def anchor_all(sessions: Sessions, clock: Clock, address: str) -> list[str]:
    """Give every chain its anchor of the day; return whose had none yet.

    Raises:
        ExceptionGroup: Some failed; the others have theirs.
    """
    with global_session(sessions) as session:
        leaving = being_removed(session)
    chains = [each for each in _every_chain(sessions) if each.id not in leaving]
    found = _anchor(sessions, clock, address, chains, is_daily=True)
    if found.failed:
        raise ExceptionGroup(f"no anchor of {', '.join(found.failed)}", [*found.failed.values()])
    return found.done


def _anchor(
    sessions: Sessions, clock: Clock, address: str, chains: list[Chain], *, is_daily: bool
) -> Anchored:
    """Anchor chains, each in a transaction of its own: one that fails stops no other."""
    store, found = AnchorStore.at(address), Anchored([], {})
    for chain in chains:
        try:
            with unit_of_work(sessions, chain.id) as uow:
                is_new = audit.anchor_chain(uow, clock, store, is_daily=is_daily)
        except Exception as error:  # noqa: BLE001  # kept, and told once all were tried
            found.failed[chain.code] = error
        else:
            found.done.extend([chain.code] if is_new else [])
    return found


def _plain(code: str, name: str, checked: Checked, *, is_behind: bool = False) -> Plain:
    fault = checked.fault
    return {
        "tenant": code,
        "name": name,
        "entries": checked.n_entries,
        "head": checked.head,
        "anchors": checked.n_anchors,
        "anchors_after_export": checked.n_later,
        "anchored_at": checked.anchored_at.isoformat() if checked.anchored_at else None,
        "lacks_anchors": is_behind,
        "fault": fault
        and {
            "position": fault.position,
            "kind": fault.kind,
            "zh": fault.message_zh,
            "en": fault.message_en,
        },
    }
