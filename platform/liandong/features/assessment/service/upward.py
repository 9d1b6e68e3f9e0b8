"""What a county tells the province of a published result: sums of the county, of no unit.

Nothing touches two tenants in one transaction. The province's copy is written while the county's
waits to be committed: if that fails, the province has what the next attempt says again.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import Sessions, UnitOfWork, lock, unit_of_work
from liandong.features.assessment.errors import ReportedError, StepError
from liandong.features.assessment.models import AssessmentEdition, AssessmentReport
from liandong.features.assessment.service.editions import get_edition
from liandong.features.assessment.service.parts import may_confirm, require_assessor
from liandong.features.assessment.service.recording import standing_of
from liandong.features.assessment.service.standing import Standing
from liandong.features.audit import service as audit
from liandong.features.tenants.models import Tenant
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7
from liandong.scoring.editions import digest
from liandong.scoring.tree import Item

Plain = dict[str, Any]
_UPHELD = frozenset({"upheld", "partly"})
_CENT = Decimal("0.01")


def report(
    sessions: Sessions, uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID
) -> AssessmentReport:
    """Report the published result of a round to the province above the county.

    Raises:
        ForbiddenError: The duty neither organises the assessment nor confirms it.
        NotYoursError: The unit does not.
        StepError: Nothing is published, or no province is above the county.
        ReportedError: This edition was reported.
        TamperedError: The edition is not what was published.
    """
    decides = may_confirm(uow, principal)
    if not decides:
        require_assessor(uow, principal)
    standing = standing_of(uow, round_id)
    province = province_above(uow)
    if standing.state != "published":
        raise StepError("公布以后才能上报", "it is reported once it is published")
    if province is None:
        raise StepError("上面没有省级租户", "there is no province above this county")
    edition = get_edition(uow, round_id)
    lock(uow, "assessment reports")
    if any(each.digest == edition.digest for each in list_reports(uow)):
        raise ReportedError
    county = uow.session.get_one(Tenant, uow.tenant_id)
    by = said_by(principal, "assessment.decide" if decides else "assessment.manage")
    said: Plain = {
        "county_id": county.id,
        "county_name": county.name,
        "year": standing.round.year,
        "digest": edition.digest,
        "content": summary_of(standing, edition),
        "reported_at": clock.now(),
        "reported_by": by,
    }
    kept = _keep(uow, clock, said)
    with unit_of_work(sessions, province.id) as above:
        if all(
            (each.county_id, each.digest) != (county.id, edition.digest)
            for each in list_reports(above)
        ):
            _keep(above, clock, said)
    return kept


def province_above(uow: UnitOfWork) -> Tenant | None:
    """Return the province that this county lies in, directly or by its city."""
    above = uow.session.get(Tenant, uow.tenant_id)
    while above is not None and above.level != "province":
        above = uow.session.get(Tenant, above.parent_id) if above.parent_id else None
    return above


def list_reports(uow: UnitOfWork) -> list[AssessmentReport]:
    """Return what was reported: to a province by each county, or by this county; oldest first."""
    query = select(AssessmentReport).where(AssessmentReport.tenant_id == uow.tenant_id)
    ordered = query.order_by(AssessmentReport.reported_at, AssessmentReport.id)
    return list(uow.session.scalars(ordered))


def standing_reports(reports: Sequence[AssessmentReport]) -> list[AssessmentReport]:
    """Return of each county, year and scheme what it reported last, by county and year."""
    last = {(e.county_id, e.year, e.content["scheme"]["key"]): e for e in reports}
    return [last[key] for key in sorted(last)]


def summary_of(standing: Standing, edition: AssessmentEdition) -> Plain:
    """Return what is reported of an edition: its scheme, and sums over all units."""
    units = edition.content["outcome"]["units"]
    scored = [each for each in units.values() if each["total"] is not None]
    totals = [Decimal(each["total"]) for each in scored]
    scheme = edition.content["scheme"]
    decided = [each.decision for each in standing.appeals.values() if each.decision]
    return {
        "title": standing.round.title,
        "number": edition.number,
        "scheme": {
            "key": scheme["key"],
            "edition": str(scheme["edition"]),
            "title": {"zh": standing.scheme.title.zh, "en": standing.scheme.title.en},
            "digest": digest(scheme),
        },
        "units": len(units),
        **_spread(totals),
        "grades": _grades(scored),
        "appeals": len(standing.appeals),
        "upheld": sum(each.content["outcome"] in _UPHELD for each in decided),
        "automatic": _automatic(standing, units),
    }


def _spread(totals: Sequence[Decimal]) -> Plain:
    """Mean and standard deviation to two places; neither lowest nor highest: they are a unit's."""
    if not totals:
        return {"mean": None, "deviation": None}
    mean = sum(totals, Decimal(0)) / len(totals)
    variance = sum(((each - mean) ** 2 for each in totals), Decimal(0)) / len(totals)
    return {"mean": _said(mean), "deviation": _said(variance.sqrt())}


def _said(number: Decimal) -> str:
    return f"{number.quantize(_CENT, ROUND_HALF_UP):f}"


def _grades(scored: Sequence[Plain]) -> list[Plain]:
    """How many units have each grade, the best first."""
    found: dict[str, Plain] = {}
    for each in sorted(scored, key=lambda unit: -Decimal(unit["total"])):
        grade = each["grade"]
        if grade is not None:
            of = found.setdefault(grade["zh"], {"zh": grade["zh"], "en": grade["en"], "units": 0})
            of["units"] += 1
    return [*found.values()]


def _automatic(standing: Standing, units: Plain) -> str | None:
    """Share in the full points that applied to the units, of items that are counted alone."""
    counted = whole = Decimal(0)
    for key, unit in units.items():
        for item in standing.items_of(key):
            place = unit["places"].get(item.code)
            if place is not None and place["standing"] != "not_applicable":
                full = Decimal(place["full"])
                whole += full
                counted += full if _is_counted(item) else 0
    return _said(counted * 100 / whole) if whole else None


def _is_counted(item: Item) -> bool:
    kinds = {source.kind for _, source in item.inputs}
    return kinds == {"metric"}


def _keep(uow: UnitOfWork, clock: Clock, said: Plain) -> AssessmentReport:
    made = AssessmentReport(tenant_id=uow.tenant_id, id=uuid7(), **said)
    uow.session.add(made)
    uow.session.flush()
    about = {key: said[key] for key in ("county_name", "year", "digest")}
    about["by"] = said["reported_by"]
    audit.append(uow, clock, "assessment.reported", f"assessment_reports/{made.id}", about)
    return made
