"""A county is stopped for a while, goes on, or is closed for good: a revision, with the reason."""

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.tenants.models import ARCHIVED, REHEARSAL, SUSPENDED, WORKING
from liandong.features.tenants.service import amend, list_revisions, stated_now
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConflictError
from liandong.kernel.reasons import require_reason

_FROM = {SUSPENDED: WORKING, ARCHIVED: (*WORKING, SUSPENDED), "": (SUSPENDED,)}


def change_mode(uow: UnitOfWork, clock: Clock, mode: str, reason: str, *, by: str) -> str:
    """Suspend or archive the county of this transaction; without a mode let it go on as before.

    Returns the mode that it has from now on.

    Raises:
        ConflictError: It is no county, or stands so that this cannot be.
        InvalidInputError: The reason is missing or too long.
        NotFoundError: No package was ever applied.
    """
    said, stated = require_reason(reason), stated_now(uow)
    was = str(stated.tenant.get("mode", ""))
    if was not in _FROM[mode]:
        zh = "只有区县可以暂停、恢复或者归档" if not was else f"现在是“{was}”，不能这样办"
        en = "only a county can be stopped" if not was else f"it is {was}: this cannot be done"
        raise ConflictError(zh, en, code="tenant.mode")
    now = mode or _before(uow)
    amend(uow, clock, stated.with_file("tenant", {**stated.tenant, "mode": now}), by=by)
    content = {"from": was, "to": now, "reason": said, "by": by}
    audit.append(uow, clock, "tenant.mode", f"tenants/{uow.tenant_id}", content)
    return now


def _before(uow: UnitOfWork) -> str:
    """Return the mode in which the county worked last."""
    modes = (str(each.package["tenant"]["county"]["mode"]) for each in list_revisions(uow))
    return next((mode for mode in modes if mode in WORKING), REHEARSAL)
