"""What follows a package that takes effect: clocks, rungs of the ladder, obligations, the audit."""

from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases import service as cases
from liandong.features.deadlines.service import generate
from liandong.features.onboarding.service import report
from liandong.features.tenants.events import Applied
from liandong.kernel.clock import Clock


def follow(uow: UnitOfWork, clock: Clock, applied: Applied) -> None:
    """Let what runs follow, in the transaction of the package itself.

    The first package makes the tenant, and with it the chain: from the second on each is an entry.
    """
    content = {"position": applied.position, "digest": applied.digest, "cause": applied.cause}
    if applied.before is not None:
        subject = f"tenants/{uow.tenant_id}"
        audit.append(uow, clock, "tenant.applied", subject, {**content, "by": applied.by})
        if _own_days(applied.before) != _own_days(applied.after):
            cases.recount_by_own_days(uow, clock, applied.after["calendar"]["reason"])
        cases.follow_roster(uow, clock)
    if applied.after["tenant"]["county"]:
        generate(uow, clock)
        report(uow, clock)


def _own_days(package: dict[str, Any]) -> list[Any]:
    return [(day["day"], day["kind"]) for day in package["calendar"]["days"]]
