"""Every door that is no session: of a county that is stopped none of them opens."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.entering import OPEN
from liandong.features.accounts import service as accounts
from liandong.features.accounts.errors import LinkGoneError
from liandong.features.accounts.models import Account
from liandong.features.accounts.service.signing_in.links import issue_link
from liandong.features.clients import service as clients
from liandong.features.onboarding.service import change_mode
from liandong.features.single_sign_on.models import Identity
from liandong.features.single_sign_on.service.signing_in import choices
from liandong.features.tenants.models import ARCHIVED, SUSPENDED
from liandong.features.visits import service as visits
from liandong.features.visits.service import AskedVisit
from liandong.kernel.errors import InvalidInputError
from support.counties import HUIJI, County, build_county, on
from support.http import open_app, sign_in
from support.provinces import build_province

DAY = "2026-04-27"
CLOCK = on(DAY)
ISSUER = "https://id.example.gov.cn"
#: Addresses that need nobody, and tell nothing of a county.
OF_NOBODY = {
    "static",
    "healthz",
    "readyz",
    "reference",
    "problems",
    "api-docs.openapi_json",
    "accounts.home",
    "accounts.language",
    "accounts.sign_in_form",
    "accounts.sign_out",
    "sessions.sign_out",
}
#: They open a session, which the door of the county then looks at.
OF_SESSIONS = {"accounts.sign_in", "sessions.sign_in"}
#: What opens without a session, each with a test below.
DOORS = {
    "feed.show": "feed",
    "invitation.show": "link",
    "invitation.set_password": "link",
    **{f"single_sign_on.{each}": "single sign-on" for each in ("start", "callback")},
    **{f"single_sign_on.{each}": "single sign-on" for each in ("choose", "chosen", "leave")},
}


@dataclass(frozen=True)
class Keys:
    """What opens each door of 惠济 while it works."""

    feed: str
    link: str
    program: str
    visit: str


def test_the_list_of_doors_is_whole() -> None:
    assert OF_NOBODY | OF_SESSIONS | DOORS.keys() == OPEN


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    county = build_county(sessions)
    county.join("admin", "office", "tenant_admin")
    return county


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Flask:
    return open_app(sessions, DAY)


@pytest.fixture
def province(sessions: sessionmaker[Session]) -> County:
    return build_province(sessions)


@pytest.fixture
def keys(county: County, province: County) -> Keys:
    with county.acting("prosecutor", DAY) as (uow, me, clock):
        _, feed = accounts.create_feed(uow, clock, me)
        account = uow.session.get_one(Account, (HUIJI, county.people["head"]))
        _, link = issue_link(uow, clock, account)
        last = date(2026, 4, 27) + timedelta(days=30)
        unit = county.units["addressee"]
        asked = clients.NewClient("执法平台", unit, ("handler",), ("read",), last)
        program = clients.create(uow, clock, None, asked)[1]
    with global_session(county.sessions) as session:
        for who in ("prosecutor", "admin"):
            mine = {"tenant_id": HUIJI, "account_id": county.people[who], "linked_by": "cli"}
            session.add(Identity(issuer=ISSUER, subject=who, **mine))
    return Keys(feed, link, program, _visit(province))


def _visit(province: County) -> str:
    with province.acting("admin", DAY) as (_, me, clock):
        principal = me
    asked = AskedVisit(str(HUIJI), "核对口径是否一致，应县里要求", "configuration")
    return visits.begin(province.sessions, clock, principal, asked)[1]


def put(county: County, mode: str) -> None:
    with unit_of_work(county.sessions, HUIJI) as uow:
        change_mode(uow, CLOCK, mode, "机构改革", by="cli")


def open_doors(app: Flask, county: County, keys: Keys) -> dict[str, object]:
    """Return what each door answers."""
    client, called = app.test_client(), {"Authorization": f"Bearer {keys.program}"}
    answer = client.get(f"/api/v1/t/{HUIJI}/cases?limit=1", headers=called)
    found: dict[str, object] = {
        "program": answer.json.get("code", answer.status_code),
        "feed": client.get(f"/feeds/{keys.feed}.ics").status_code,
        "link": client.get(f"/invitation/{keys.link}").status_code,
    }
    for who in ("prosecutor", "admin"):
        found[who] = len(choices(county.sessions, CLOCK, ISSUER, who))
    return found


OPENED = {"program": 200, "feed": 200, "link": 200, "prosecutor": 1, "admin": 1}


def test_while_it_works_all_of_them_open(app: Flask, county: County, keys: Keys) -> None:
    assert open_doors(app, county, keys) == OPENED


def test_suspended_people_alone_come_in_to_read(app: Flask, county: County, keys: Keys) -> None:
    put(county, SUSPENDED)

    shut = {"program": "tenant.suspended", "feed": 404, "link": 404}
    assert open_doors(app, county, keys) == {**OPENED, **shut}
    put(county, "")
    assert open_doors(app, county, keys) == OPENED


def test_archived_those_alone_come_in_who_read_it(app: Flask, county: County, keys: Keys) -> None:
    put(county, ARCHIVED)

    shut = {"program": "tenant.archived", "feed": 404, "link": 404, "prosecutor": 0, "admin": 1}
    assert open_doors(app, county, keys) == shut
    with pytest.raises(LinkGoneError):
        accounts.use_link(county.sessions, CLOCK, keys.link, "a-long-enough-password-2026")


def test_the_province_looks_into_none_that_is_archived(
    app: Flask, county: County, province: County, keys: Keys
) -> None:
    browser = sign_in(app, province, "admin", DAY)
    browser.client.set_cookie("ld_session", browser.token)
    browser.client.set_cookie(f"ld_visit_{HUIJI}", keys.visit, path=f"/t/{HUIJI}")
    rules = f"/t/{HUIJI}/mechanisms"
    assert browser.client.get(rules).status_code == 200
    put(county, ARCHIVED)

    assert browser.client.get(rules).status_code == 404
    with pytest.raises(InvalidInputError, match="已归档"):
        _visit(province)
