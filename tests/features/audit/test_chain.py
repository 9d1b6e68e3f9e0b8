from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit import service
from support.counties import HUIJI, SHANDAN, on

DAY = "2026-04-27"


def _write(sessions: sessionmaker[Session], tenant_id: int, n: int) -> None:
    for number in range(n):
        with unit_of_work(sessions, tenant_id) as uow:
            service.append(uow, on(DAY), "case.issue", f"cases/{number}", {"n": number})


def _verify(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> int | None:
    with unit_of_work(sessions, tenant_id) as uow:
        return service.verify(uow)


def test_a_chain_written_by_many_at_once_has_neither_gap_nor_fork(
    sessions: sessionmaker[Session],
) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: _write(sessions, HUIJI, 5), range(4)))

    with unit_of_work(sessions, HUIJI) as uow:
        positions = uow.session.scalars(text("SELECT position FROM audit_entries ORDER BY 1")).all()
    assert positions == list(range(1, 21))
    assert _verify(sessions) is None


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit_entries SET content = '{}' WHERE position = 3",
        "UPDATE audit_entries SET action = 'case.close' WHERE position = 3",
        "UPDATE audit_entries SET recorded_at = recorded_at - interval '1 s' WHERE position = 3",
        "UPDATE audit_entries SET account_id = gen_random_uuid() WHERE position = 3",
        "DELETE FROM audit_entries WHERE position = 3",
    ],
)
def test_the_chain_shows_where_somebody_with_the_owners_rights_changed_it(
    sessions: sessionmaker[Session], database: str, harm: str
) -> None:
    _write(sessions, HUIJI, 5)
    owner = create_engine(database.replace("liandong_app", "liandong_migrator"))

    with owner.begin() as connection:
        assert connection.execute(text(harm)).rowcount == 1
    owner.dispose()

    assert _verify(sessions) == 3


def test_each_county_has_a_chain_of_its_own(sessions: sessionmaker[Session]) -> None:
    _write(sessions, HUIJI, 2)
    _write(sessions, SHANDAN, 1)

    assert _verify(sessions, SHANDAN) is None
    with unit_of_work(sessions, SHANDAN) as uow:
        first = uow.session.execute(text("SELECT position, previous FROM audit_entries")).one()
    assert tuple(first) == (1, service.START)
