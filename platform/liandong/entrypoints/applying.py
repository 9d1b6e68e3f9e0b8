"""What follows a package that takes effect: clocks, rungs of the ladder, obligations, the audit."""

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases import service as cases
from liandong.features.deadlines.service import generate
from liandong.features.onboarding.service import report
from liandong.features.tenants.events import Applied
from liandong.features.tenants.service import DECEMBER, own_days
from liandong.kernel.clock import Clock


def follow(uow: UnitOfWork, clock: Clock, applied: Applied) -> None:
    """Let what runs follow, in the transaction of the package itself.

    The first package makes the tenant, and with it the chain: from the second on each is an entry.
    """
    content = {"position": applied.position, "digest": applied.digest, "cause": applied.cause}
    if applied.before is not None:
        subject = f"tenants/{uow.tenant_id}"
        audit.append(uow, clock, "tenant.applied", subject, {**content, "by": applied.by})
        if own_days(applied.before) != own_days(applied.after):
            cases.recount_by_own_days(uow, clock, _reason(applied))
        cases.follow_roster(uow, clock)
    if applied.after["tenant"]["county"]:
        generate(uow, clock)
        report(uow, clock)


def _reason(applied: Applied) -> str:
    """Return why the county counts otherwise: what its calendar says, or its last December."""
    was, will = ({**each, "settings": []} for each in (applied.before or {}, applied.after))
    return str(applied.after["calendar"]["reason"]) if own_days(was) != own_days(will) else DECEMBER
