"""What a county to come starts from: the template of a family, or a county of the same province."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.features.onboarding.service.own_document import own_document, resting_on
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import (
    StatedPackage,
    divisions,
    families,
    package_for,
    stated_now,
    template,
)
from liandong.features.tenants.service.templates import without_limits
from liandong.kernel.errors import InvalidInputError, Problem

TEMPLATE, COUNTY = "template", "county"
_PERSONAL = frozenset({"from", "to", "person", "title", "phone"})
#: Of the identity, what a county has of its own and no line of the list knows.
_OWN = ("short_name",)


def counties_of(sessions: Sessions, province_id: int) -> list[tuple[str, str]]:
    """Return code and name of the counties of a province."""
    parent = aliased(Tenant)
    query = (
        select(Tenant.code, Tenant.name)
        .join(parent, Tenant.parent_id == parent.id)
        .where(Tenant.level == "county")
        .where((parent.id == province_id) | (parent.parent_id == province_id))
    )
    with global_session(sessions) as session:
        return [(row.code, row.name) for row in session.execute(query.order_by(Tenant.code))]


def start_from(
    sessions: Sessions, province_id: int, model: str, stated: StatedPackage
) -> StatedPackage:
    """Return the package of a county made after a model; its identity stays its own.

    A county that is copied is read in a transaction of its own; who sits there is left out. A
    document that was typed in stays, and what the model rested on is found nowhere here.

    Raises:
        InvalidInputError: There is no such model.
    """
    kind, _, key = model.partition(":")
    if kind == TEMPLATE and key in families():
        source = template(key)
    elif kind == COUNTY and key in dict(counties_of(sessions, province_id)):
        with unit_of_work(sessions, int(key)) as uow:
            source = _without_people(stated_now(uow))
    else:
        raise InvalidInputError([Problem("model", "选一个起点", "choose what to start from")])
    made = package_for(divisions().get(stated.code), source)
    own = {key: stated.tenant[key] for key in _OWN if key in stated.tenant}
    made = made.with_file("tenant", {**made.tenant, **own})
    document = own_document(stated)
    return resting_on(made, document) if document else made


def _without_people(stated: StatedPackage) -> StatedPackage:
    roster: Mapping[str, Any] = stated.files["roster"]
    seats = [_nobodys(seat) for seat in roster["seats"] if not seat.get("to")]
    left = {**roster, "seats": seats}
    left.pop("pools", None)
    rules = without_limits(stated.files.get("mechanisms", {}))
    return stated.with_file("roster", left).with_file("mechanisms", rules)


def _nobodys(seat: Mapping[str, Any]) -> dict[str, Any]:
    return {key: said for key, said in seat.items() if key not in _PERSONAL}
