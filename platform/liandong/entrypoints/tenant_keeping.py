"""What an administrator asks of the configuration of one tenant: export, history, going back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.entrypoints.administering import addresses, opened, read_packages
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.wiring import wire
from liandong.features.onboarding.service import Comparison, change_mode, compare
from liandong.features.tenants.service import (
    Drift,
    Provenance,
    cancel,
    drift,
    export_to,
    list_revisions,
    list_tenants,
    list_waiting,
    provenance,
    roll_back,
    schedule,
    stated_now,
)
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import InvalidInputError, Problem


@contextmanager
def opened_tenants(settings: Settings, *named: str) -> Iterator[tuple[Sessions, list[int]]]:
    """Open the database, with the tenants that division codes, or packages' folders, name.

    Raises:
        InvalidInputError: There is no such tenant.
    """
    wire()
    codes = [_code(each) for each in named]
    with addresses(settings) as (app, _), opened(app) as sessions:
        with global_session(sessions) as session:
            known = {each.code: each.id for each in list_tenants(session)}
        for code in codes:
            if code not in known:
                zh, en = f"数据库里没有“{code}”", f"there is no tenant '{code}' in the database"
                raise InvalidInputError([Problem("tenant", zh, en)])
        yield sessions, [known[code] for code in codes]


def _code(named: str) -> str:
    folder = Path(named)
    return read_packages((folder,))[0].code if (folder / "tenant.yaml").is_file() else named


@contextmanager
def _tenant(settings: Settings, named: str) -> Iterator[UnitOfWork]:
    """Open a transaction of the tenant that is named.

    Raises:
        InvalidInputError: There is no such tenant.
    """
    with (
        opened_tenants(settings, named) as (sessions, (tenant_id,)),
        unit_of_work(sessions, tenant_id) as uow,
    ):
        yield uow


def export_tenant(settings: Settings, named: str, folder: Path) -> list[str]:
    """Write what a tenant states into a folder; return the names of the files."""
    with _tenant(settings, named) as uow:
        return export_to(stated_now(uow), folder)


def roll_back_tenant(settings: Settings, named: str, to: int | None) -> tuple[int, int, bool]:
    """Let a tenant state again what it stated in an earlier revision.

    Returns that revision's position, the one that governs now, and whether it is new.
    """
    with _tenant(settings, named) as uow:
        before = len(list_revisions(uow))
        position = roll_back(uow, SystemClock(), to, by="cli")
        after = len(list_revisions(uow))  # revisions are numbered from 1, without a gap
        return position, after, after > before


def history_of(settings: Settings, named: str) -> list[dict[str, Any]]:
    """Return the revisions of a tenant, the newest first."""
    with _tenant(settings, named) as uow:
        return [
            {
                "position": each.position,
                "applied_at": each.applied_at.isoformat(),
                "applied_by": each.applied_by,
                "cause": each.cause,
                "digest": each.digest,
            }
            for each in list_revisions(uow)
        ]


def explain_value(settings: Settings, named: str, path: str) -> Provenance:
    """Return where an effective value of a tenant comes from."""
    with _tenant(settings, named) as uow:
        return provenance(uow, path)


def drift_of(settings: Settings, named: str) -> Drift:
    """Return what is in force in a tenant and not in its folder.

    Named by its code it is compared with what was last applied from a folder.
    """
    folder = Path(named)
    is_folder = (folder / "tenant.yaml").is_file()
    meant = read_packages((folder,))[0] if is_folder else None
    with _tenant(settings, meant.code if meant else named) as uow:
        return drift(uow, meant)


def compare_tenants(settings: Settings, left: str, right: str) -> Comparison:
    """Return where what governs two counties differs."""
    with opened_tenants(settings, left, right) as (sessions, (left_id, right_id)):
        return compare(sessions, SystemClock(), left_id, right_id, None)


def change_mode_of(settings: Settings, named: str, mode: str, reason: str) -> str:
    """Suspend or archive a county, or without a mode let it go on; return its mode."""
    with _tenant(settings, named) as uow:
        return change_mode(uow, SystemClock(), mode, reason, by="cli")


def schedule_package(settings: Settings, folder: Path, active_on: date) -> str:
    """Let a package take effect on a day to come; return the id of what waits."""
    (package,) = read_packages((folder,))
    with _tenant(settings, package.code) as uow:
        return str(schedule(uow, SystemClock(), package, active_on, by="cli"))


def waiting_of(settings: Settings, named: str) -> list[dict[str, Any]]:
    """Return the packages of a tenant that wait for their day."""
    with _tenant(settings, named) as uow:
        return [
            {
                "id": str(each.id),
                "active_on": each.active_on.isoformat(),
                "scheduled_at": each.scheduled_at.isoformat(),
                "scheduled_by": each.scheduled_by,
            }
            for each in list_waiting(uow)
        ]


def cancel_package(settings: Settings, named: str, package_id: UUID) -> None:
    """Call off a package that waits for its day."""
    with _tenant(settings, named) as uow:
        cancel(uow, SystemClock(), package_id, by="cli")
