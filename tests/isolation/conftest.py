"""Two counties full of rows, committed by the application's own role."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.features.notifications import service as notifications
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.http import open_app, opening, sign_in
from support.isolation import Neighbours
from support.ladders import sweep

DAY = "2026-04-27"


@pytest.fixture(scope="module")
def neighbours(server: EmbeddedServer, template: str) -> Iterator[Neighbours]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    app = open_app(sessions, DAY)
    served = {}
    counties = [build_county(sessions, code) for code in (HUIJI, SHANDAN)]
    for county in counties:
        served[county.tenant_id] = _fill(app, county)
    yield Neighbours(sessions, app, *counties, served)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def _fill(app: Flask, county: County) -> UUID:
    late = county.serve("2025-12-01")
    county.fire("prosecutor", "2025-12-01", late, "file_upward")
    sweep(county, "2026-02-04", "2026-03-10")  # said late, then suggested as a rung
    case_id = county.serve("2026-04-23")
    county.open(DAY)
    county.file()
    county.tell(DAY)
    with county.acting("handler", DAY) as (uow, me, _):
        assert notifications.mark_read(uow, on(DAY), me) > 0
    body = opening(DAY, addressee=county.units["addressee"])
    prosecutor = sign_in(app, county, "prosecutor", DAY)
    opened = prosecutor.post("/procuratorial_suggestion", body, Idempotency_Key="once")
    assert opened.status_code == 201, opened.text
    return case_id
