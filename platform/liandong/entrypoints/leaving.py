"""What the command line does with a county that leaves: hand over, announce, remove, look back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import Sessions, global_session
from liandong.entrypoints.administering import addresses, opened
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.tables import metadata
from liandong.entrypoints.tenant_keeping import opened_tenants
from liandong.entrypoints.wiring import wire
from liandong.features.audit.service import AnchorStore
from liandong.features.documents.service import FileStore
from liandong.features.leaving import service as leaving
from liandong.features.leaving.errors import NotAnnouncedError
from liandong.features.leaving.service import Exported, Places
from liandong.features.tenants.models import TenantRemoval
from liandong.features.tenants.service import list_removals
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import ConfigurationError, Problem

Plain = dict[str, Any]
BY = "cli"
_DIGITS = 6  # of a division code


def places_of(settings: Settings) -> Places:
    """Return where the files and anchors of an installation lie."""
    files = FileStore.at(settings.files_address)
    return Places(files, AnchorStore.at(settings.anchors_address))


def export_all(settings: Settings, named: str, file: Path, secrets_because: str | None) -> Exported:
    """Write everything a tenant owns into a new file.

    Raises:
        ConflictError: The file is there already.
        InvalidInputError: It cannot be written, the reason is empty, or there is no such county.
    """
    metadata()
    places, clock = places_of(settings), SystemClock()
    with opened_tenants(settings, named) as (sessions, (tenant_id,)):
        return leaving.export_county(
            sessions, clock, places, tenant_id, file, by=BY, secrets_because=secrets_because
        )


def announce_removal(settings: Settings, named: str, file: Path, reason: str) -> TenantRemoval:
    """Announce that a county will be removed, on the ground of an export that fits it."""
    export = leaving.check_file(file)
    with opened_tenants(settings, named) as (sessions, (tenant_id,)):
        asked = leaving.Asked(tenant_id, reason, settings.removal_days, BY)
        return leaving.announce(sessions, SystemClock(), asked, export)


def call_off_removal(settings: Settings, named: str, reason: str) -> None:
    """Call an announced removal off."""
    with opened_tenants(settings, named) as (sessions, (tenant_id,)):
        leaving.call_off(sessions, SystemClock(), tenant_id, reason, BY)


def remove_county(settings: Settings, code: str, file: Path, confirmation: str) -> TenantRemoval:
    """Carry an announced removal out with the owner's login, or go on where it broke off.

    Raises:
        ConfigurationError: There is no owner's address.
        NotAnnouncedError: No removal of this county is announced.
    """
    if not code.isdecimal() or len(code) > _DIGITS:
        raise NotAnnouncedError
    wire()
    metadata()
    export = leaving.check_file(file)
    with _owners(settings) as owners:
        clock, places = SystemClock(), places_of(settings)
        return leaving.remove(
            owners, clock, places, int(code), export, confirmation=confirmation, by=BY
        )


def removals_of(settings: Settings) -> list[Plain]:
    """Return what is announced and what was removed, with the certificates; the newest first."""
    with (
        addresses(settings) as (app, _),
        opened(app) as sessions,
        global_session(sessions) as session,
    ):
        return [leaving.plain(each) for each in list_removals(session)]


@contextmanager
def _owners(settings: Settings) -> Iterator[Sessions]:
    """Yield sessions of the owner's login.

    Raises:
        ConfigurationError: There is no owner's address.
    """
    with addresses(settings) as (_, owner):
        if not owner:
            zh, en = "注销要用所有者账号的地址", "a removal needs the owner's address"
            raise ConfigurationError([Problem("LIANDONG_OWNER_DATABASE_URL", zh, en)])
        engine = open_engine(owner, pool_size=1)
        try:
            yield open_sessions(engine)
        finally:
            engine.dispose()
