"""A committed row of one county and a session of another: nothing goes through the wall."""

import json
from contextlib import nullcontext
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError, ProgrammingError

from liandong.db.unit_of_work import global_session, unit_of_work
from support.isolation import FACTS, KEYS, OWNED, Neighbours, of


@pytest.mark.parametrize("table", OWNED)
def test_another_county_reads_no_committed_row(neighbours: Neighbours, table: str) -> None:
    unfenced = of(table, "SELECT DISTINCT tenant_id FROM {t}")  # names no tenant: the wall holds

    for county in (neighbours.huiji, neighbours.shandan):
        with unit_of_work(neighbours.sessions, county.tenant_id) as uow:
            assert uow.session.scalars(unfenced).all() == [county.tenant_id], "no row of its own"


@pytest.mark.parametrize("table", OWNED)
@pytest.mark.parametrize("statement", ["UPDATE {t} SET tenant_id = tenant_id", "DELETE FROM {t}"])
def test_another_county_changes_no_committed_row(
    neighbours: Neighbours, table: str, statement: str
) -> None:
    theirs, ours = neighbours.huiji.tenant_id, neighbours.shandan.tenant_id
    reach = of(table, f"{statement} WHERE tenant_id = {theirs}")

    refused = pytest.raises(ProgrammingError, match="permission denied")
    with (
        refused if _is_denied(table, statement) else nullcontext(),
        unit_of_work(neighbours.sessions, ours) as uow,
    ):
        assert uow.session.execute(reach).rowcount == 0


def _is_denied(table: str, statement: str) -> bool:
    """A fact is never changed; a key is never changed either, but may be destroyed."""
    return table in FACTS or (table in KEYS and statement.startswith("UPDATE"))


@pytest.mark.parametrize("table", OWNED)
def test_another_county_adds_no_row_under_a_foreign_name(
    neighbours: Neighbours, table: str
) -> None:
    theirs, ours = neighbours.huiji.tenant_id, neighbours.shandan.tenant_id
    with unit_of_work(neighbours.sessions, theirs) as uow:
        row = dict(uow.session.scalars(of(table, "SELECT to_jsonb(t) FROM {t} t LIMIT 1")).one())
    row["id"] = str(uuid4())
    smuggle = of(
        table, "INSERT INTO {t} SELECT * FROM jsonb_populate_record(CAST(NULL AS {t}), :row)"
    )

    with (
        pytest.raises(ProgrammingError, match="violates row-level security policy"),
        unit_of_work(neighbours.sessions, ours) as uow,
    ):
        uow.session.execute(smuggle, {"row": json.dumps(row)})


@pytest.mark.parametrize("table", sorted(set(OWNED) - FACTS - KEYS))
def test_no_row_is_given_away_to_another_county(neighbours: Neighbours, table: str) -> None:
    ours, theirs = neighbours.huiji.tenant_id, neighbours.shandan.tenant_id

    with (
        pytest.raises(ProgrammingError, match="violates row-level security policy"),
        unit_of_work(neighbours.sessions, ours) as uow,
    ):
        uow.session.execute(of(table, "UPDATE {t} SET tenant_id = :to"), {"to": theirs})


@pytest.mark.parametrize("table", OWNED)
def test_without_a_county_every_query_fails_loudly(neighbours: Neighbours, table: str) -> None:
    for _ in range(2):  # also on a connection that has served a county before
        with (
            pytest.raises(DBAPIError, match=r"app\.tenant_id|invalid input syntax"),
            global_session(neighbours.sessions) as session,
        ):
            session.execute(of(table, "SELECT 1 FROM {t}"))
        with unit_of_work(neighbours.sessions, neighbours.huiji.tenant_id) as uow:
            uow.session.execute(of(table, "SELECT 1 FROM {t}"))


@pytest.mark.parametrize("table", sorted(FACTS))
@pytest.mark.parametrize("statement", ["UPDATE {t} SET id = id", "DELETE FROM {t}", "TRUNCATE {t}"])
def test_a_fact_is_never_changed_not_even_at_home(
    neighbours: Neighbours, table: str, statement: str
) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        unit_of_work(neighbours.sessions, neighbours.huiji.tenant_id) as uow,
    ):
        uow.session.execute(of(table, statement))


def test_a_rolled_back_savepoint_does_not_lift_the_wall(neighbours: Neighbours) -> None:
    unfenced = of("cases", "SELECT DISTINCT tenant_id FROM {t}")

    with unit_of_work(neighbours.sessions, neighbours.huiji.tenant_id) as uow:
        with uow.session.begin_nested() as nested:
            nested.rollback()
        assert uow.session.scalars(unfenced).all() == [neighbours.huiji.tenant_id]
