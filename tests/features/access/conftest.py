"""One county with a suggestion at every stage, and two who may ask for explanations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Account
from liandong.features.accounts.service import Act
from support.counties import County, build_county, on
from support.http import Caller, open_app, sign_in
from support.stages import DAY, stages


@dataclass
class Gallery:
    county: County
    cases: dict[str, UUID]
    app: Flask

    def caller(self, who: str) -> Caller:
        return sign_in(self.app, self.county, who, DAY)

    def login(self, who: str) -> str:
        return f"{self.county.tenant_id}-{who}"


@pytest.fixture(scope="module")
def gallery(server: EmbeddedServer, template: str) -> Iterator[Gallery]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    county = build_county(sessions)
    county.join("admin", "bystander", "tenant_admin")
    county.join("admin_of_ours", "procuratorate", "tenant_admin", "prosecutor")
    county.join("auditor", "addressee", "auditor", "handler")
    county.join("closed", "addressee", "handler", "unit_head")
    county.join("deputy", "addressee", "handler")
    found = Gallery(county, stages(county), open_app(sessions, DAY))
    with unit_of_work(sessions, county.tenant_id) as uow:
        uow.session.get_one(Account, (uow.tenant_id, county.people["closed"])).is_active = False
        _lend(uow, county)
    yield found
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def _lend(uow: UnitOfWork, county: County) -> None:
    """Let the deputy act for the head of the bureau."""
    me = accounts.load_principal(uow, on(DAY), county.people["admin"])
    day = date.fromisoformat(DAY)
    lent = Act(
        "lend", "出差", duties=("unit_head",), deputy_id=county.people["deputy"], day=day, until=day
    )
    accounts.act_on(uow, me, on(DAY), county.people["head"], lent)
