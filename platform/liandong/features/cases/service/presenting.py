"""What a case says of itself: its title, that it is the only one, and the lines it hands in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import FactsError
from liandong.features.cases.models import Case
from liandong.features.cases.service.line_digests import NewLine, digest_of_lines
from liandong.features.cases.service.line_versions import NEWEST, standing
from liandong.features.cases.service.viewing import Opened
from liandong.features.cases.service.wording import Wording
from liandong.features.deadlines import service as clocks
from liandong.features.tenants.service import current
from liandong.kernel.clock import Clock
from liandong.kernel.errors import Problem
from liandong.mechanisms import Landing, Mechanism


def require_once(
    uow: UnitOfWork, principal: Principal, mechanism: Mechanism, facts: Mapping[str, Any]
) -> None:
    """Refuse a second case of the unit where the mechanism knows one for each answer.

    Raises:
        FactsError: There is one already.
    """
    once = mechanism.once
    answer = facts.get(once.by.key) if once else None
    if once is None or answer is None:
        return
    queries.lock_once(uow, principal.unit_id, mechanism.key, str(answer))
    title = uow.session.scalar(_same(uow, principal, mechanism, str(answer)))
    if title is not None:
        zh, en = f"已经有了：{title}。要接着办的，打开那一件", f"there is one already: {title}"
        raise FactsError([Problem(f"facts.{once.by.key}", zh, en)])


def find_once(
    uow: UnitOfWork, principal: Principal, mechanism: Mechanism, said: Mapping[str, str]
) -> UUID | None:
    """Return the unit's case with this answer, where there is one for each; by the form's name."""
    once = mechanism.once
    answer = said.get(f"facts.{once.by.key}") if once else None
    if not answer:
        return None
    return uow.session.scalar(_same(uow, principal, mechanism, answer).with_only_columns(Case.id))


def months_meant(uow: UnitOfWork, clock: Clock, mechanism: Mechanism) -> dict[str, str]:
    """Return the month that is reported now, by the name of its field in the opening's form."""
    about = [each.about for each in mechanism.obligations if each.about is not None]
    month = clocks.reported_in(current(uow), clock.today())
    return {f"facts.{field.key}": month for field in about}


def _same(uow: UnitOfWork, principal: Principal, mechanism: Mechanism, answer: str) -> Select[Any]:
    once = mechanism.once
    field, unless = (once.by.key, once.unless) if once else ("", ())
    return (
        select(Case.title)
        .where(
            Case.tenant_id == uow.tenant_id,
            Case.mechanism == mechanism.key,
            Case.issuer_id == principal.unit_id,
            Case.facts[field].astext == answer,
            Case.state.not_in([state.key for state in unless]),
            queries.seen_by(uow, principal),
        )
        .limit(1)
    )


def with_title(mechanism: Mechanism, landing: Landing) -> Landing:
    """Return the opening with the title that the mechanism makes of what was entered."""
    if not mechanism.titled:
        return landing
    said = Wording({}, {}).facts(mechanism.fields, landing.facts)
    title = mechanism.titled.format_map({key: value or "" for key, value in said.items()})
    return replace(landing, facts={**landing.facts, "title": title})


def with_lines(uow: UnitOfWork, opened: Opened, landing: Landing) -> tuple[Landing, dict[str, Any]]:
    """Return the act with how many lines it hands in, and what proves which they were."""
    if landing.transition is None or not landing.transition.presents:
        return landing, {}
    counted: dict[str, Any] = {}
    proved: dict[str, Any] = {}
    for table in opened.mechanism.tables:
        lines = standing(uow, opened.case.id, table.key, NEWEST)
        query = select(lines.c.number, lines.c.content).where(~lines.c.is_struck)
        rows = uow.session.execute(query.order_by(lines.c.number)).all()
        counted[table.counted.key] = len(rows)
        found = [NewLine(row.number, row.content) for row in rows]
        proved[table.key] = {"lines": len(found), "digest": digest_of_lines(found)}
    landing = replace(landing, facts={**landing.facts, **counted})
    return landing, {"handed_in": proved}
