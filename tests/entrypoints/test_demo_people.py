"""The demo's accounts: each county has administrators, a loan, an open invitation and an ask."""

from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.demo.people import PREFIXES, create_people, look_after
from liandong.features.accounts import service
from liandong.features.accounts.service import Sought
from support.counties import on

DAY = "2026-04-27"


@pytest.mark.parametrize("tenant_id", PREFIXES)
def test_the_pages_about_people_are_not_empty(
    sessions: sessionmaker[Session], tenant_id: int
) -> None:
    clock = on(DAY)
    with unit_of_work(sessions, tenant_id) as uow:
        cast = create_people(uow, clock, date(2025, 4, 27), "x", set())
        look_after(uow, clock)

    with unit_of_work(sessions, tenant_id) as uow:
        admin = service.load_principal(uow, clock, cast.at("justice_bureau", "tenant_admin"))
        ours = service.load_principal(uow, clock, cast.at("procuratorate", "tenant_admin"))
        deputy = service.load_principal(uow, clock, cast.at("government", "handler"))
        invited = service.list_accounts(uow, admin, Sought(state="invited"))
        assert len(invited) == 1
        seen = service.look_at_account(uow, admin, clock, invited[0].account.id)
        assert seen.link is not None
        assert [cover.duty for cover in deputy.covering] == ["unit_head"]
        assert [ask.act for ask in service.list_asks(uow, ours, clock)] == ["give"]
        assert service.list_asks(uow, admin, clock) == []
