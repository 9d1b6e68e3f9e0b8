"""How many lines stand in the tables of cases."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseLine
from liandong.mechanisms import Mechanism

Counts = dict[str, int]


def line_counts(
    uow: UnitOfWork, mechanisms: Iterable[Mechanism], case_ids: Collection[UUID]
) -> dict[UUID, Counts]:
    """Return how many lines stand in each table of several cases; only where there are tables."""
    if not case_ids or not any(each.tables for each in mechanisms):
        return {}
    newest = (
        select(CaseLine.case_id, CaseLine.table_key, CaseLine.is_struck)
        .where(CaseLine.tenant_id == uow.tenant_id, CaseLine.case_id.in_(case_ids))
        .ext(distinct_on(CaseLine.case_id, CaseLine.table_key, CaseLine.number))
        .order_by(CaseLine.case_id, CaseLine.table_key, CaseLine.number, CaseLine.position.desc())
        .subquery()
    )
    query = select(newest.c.case_id, newest.c.table_key, func.count()).where(~newest.c.is_struck)
    found: dict[UUID, Counts] = {}
    rows: Any = uow.session.execute(query.group_by(newest.c.case_id, newest.c.table_key))
    for case_id, table, n in rows:
        found.setdefault(case_id, {})[table] = n
    return found
