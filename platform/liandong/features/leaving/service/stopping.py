"""A county is stopped, goes on or is archived by who looks after it from above."""

from liandong.authz import Principal
from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.onboarding.service import change_mode
from liandong.features.tenants.models import Tenant
from liandong.kernel.clock import Clock


def stop_or_resume(
    sessions: Sessions, clock: Clock, principal: Principal, county: Tenant, mode: str, reason: str
) -> str:
    """Suspend or archive a county of this province; without a mode let it go on as before.

    Returns its mode. The county's chain keeps it first, then the province's.

    Raises:
        ConflictError: It stands so that this cannot be.
        ForbiddenError: The principal may not.
        InvalidInputError: The reason is missing.
    """
    principal.require_call("tenant.stop")
    with unit_of_work(sessions, county.id) as uow:
        now = change_mode(uow, clock, mode, reason, by=principal.login)
    content = {"county": county.code, "from": county.mode, "to": now, "reason": reason.strip()}
    with unit_of_work(sessions, principal.tenant_id) as uow:
        audit.append(uow, clock, "tenant.mode", f"tenants/{county.id}", content)
    return now
