"""Everything current follows from the facts, to the last column."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.cases import service as cases
from liandong.features.deadlines import service as deadlines
from liandong.features.tenants import service as tenants
from support.clues import clue, filed
from support.counties import County, on
from support.isolation import KINDS, of
from support.ladders import FIRST, late, sweep
from support.stages import STAGES, stages

PROJECTIONS = sorted(name for name, kind in KINDS.items() if kind == "projection")
CASES = (
    *("cases", "case_links", "case_parties", "case_rows", "deadlines"),
    *("documents", "escalations", "visibility"),
)
ACCOUNTS = ("accounts", "account_duties")
LENT = ("account_asks", "delegations")  # in tests/features/accounts
OWED = ("obligations",)
MOVED = ("transfers",)  # in tests/features/transfers
AT_THE_DOOR = ("clients", "visits")  # in tests/features of these names
WOKEN = "SELECT * FROM tenant_wakeups ORDER BY tenant_id"
CONFIGURED = ("enabled_mechanisms", "seats", "units")


def _rows(uow: UnitOfWork, tables: tuple[str, ...]) -> dict[str, list[Any]]:
    order = "SELECT to_jsonb(t) FROM {t} t ORDER BY id"
    return {table: list(uow.session.scalars(of(table, order))) for table in tables}


def test_every_projection_is_rebuilt_by_one_of_these_tests() -> None:
    assert (
        sorted((*CASES, *ACCOUNTS, *LENT, *CONFIGURED, *OWED, *MOVED, *AT_THE_DOOR)) == PROJECTIONS
    )


def test_every_stage_of_the_story_follows_from_its_events_alone(
    county: Callable[..., County],
) -> None:
    huiji = county()
    stages(huiji)
    filed(huiji)  # a case that another one led to, and a state that one side alone knows
    clue(huiji)
    assert cases.sweep(huiji.sessions, on("2026-05-11")) > 0  # what was said is not said again
    late(huiji)
    assert sweep(huiji, FIRST) > 0  # a rung is suggested
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        before = _rows(uow, CASES)
        woken = uow.session.execute(text(WOKEN)).all()
    assert len(before["cases"]) == len(STAGES) + 1 + 3
    assert [row["shown_state"] for row in before["cases"] if row["known_to_id"]].count("registered")
    assert all(before.values())
    assert len({row["state"] for row in before["cases"]}) >= 7

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        cases.rebuild(uow)

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        after = _rows(uow, CASES)
        assert uow.session.execute(text(WOKEN)).all() == woken
    for table in CASES:
        assert after[table] == before[table], table


@pytest.mark.parametrize(
    ("rebuild", "tables", "harm"),
    [
        (accounts.rebuild, ACCOUNTS, "UPDATE accounts SET name = 'X', is_active = false"),
        (tenants.rebuild, CONFIGURED, "UPDATE units SET name = 'X', is_active = false"),
        (tenants.rebuild, CONFIGURED, "DELETE FROM seats"),
        (tenants.rebuild, CONFIGURED, "DELETE FROM enabled_mechanisms"),
        (cases.rebuild, CASES, "UPDATE cases SET title = 'X', state = 'closed'"),
        (cases.rebuild, CASES, "DELETE FROM visibility"),
        (deadlines.rebuild_obligations, OWED, "UPDATE obligations SET due_on = due_on + 1"),
        (deadlines.rebuild_obligations, OWED, "DELETE FROM obligations"),
        (cases.rebuild, CASES, "UPDATE deadlines SET due_on = due_on + 1, next_fire_at = NULL"),
    ],
)
def test_a_damaged_projection_is_whole_again_after_a_rebuild(
    county: Callable[..., County],
    rebuild: Callable[[UnitOfWork], None],
    tables: tuple[str, ...],
    harm: str,
) -> None:
    huiji = county()
    huiji.serve("2026-04-27")
    year = huiji.obligation("2026-04-27")
    huiji.file_obligation("office", "2026-04-27", year)
    with huiji.acting("chief", "2026-04-27") as (uow, me, clock):
        accounts.end_duty(uow, clock, huiji.people["office"], "office_clerk", me.login)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        before = _rows(uow, tables)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert uow.session.execute(text(harm)).rowcount > 0
        assert _rows(uow, tables) != before

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        rebuild(uow)

    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        assert _rows(uow, tables) == before
