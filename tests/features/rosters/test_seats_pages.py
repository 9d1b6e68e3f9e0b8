"""席位与任职 in the browser and over the interface: a unit proposes, a convener decides."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from support.casework import staff
from support.counties import HUIJI
from support.http import Caller, open_app, sign_in

DAY = "2026-04-27"
PAGE, SEATS = f"/t/{HUIJI}/seats", f"/api/v1/t/{HUIJI}/seats"
UNITS = {"government": "government", "police": "police", "justice": "justice_bureau"}
PEOPLE = {
    "convener": ("government", ("convener",)),
    "police": ("police", ("unit_head",)),
    "deputy": ("police", ("convener",)),
    "clerk": ("justice", ("office_clerk",)),
}
TYPED = {"seat": "deputy_convener_police", "person": "王一", "reason": "工作调动"}
TYPED |= {"from_on": "2026-05-01", "post": "分局局长"}
CallerOf = Callable[[str], Caller]


@pytest.fixture(scope="module")
def call(server: EmbeddedServer, template: str) -> Iterator[CallerOf]:
    url = clone(server, template)
    engine = open_engine(url)
    county = staff(open_sessions(engine), HUIJI, UNITS, PEOPLE)
    app = open_app(county.sessions, DAY)
    yield lambda who: sign_in(app, county, who, DAY)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


@pytest.fixture(scope="module")
def browse(call: CallerOf) -> Callable[[str], FlaskClient]:
    def enter(who: str) -> FlaskClient:
        caller = call(who)
        caller.client.set_cookie("ld_session", caller.token)
        return caller.client

    return enter


def _post(browser: FlaskClient, path: str, **typed: str) -> Any:
    page = browser.get(path).text
    hidden = dict(re.findall(r'name="(form_token|idempotency_key)" value="([^"]*)"', page))
    return browser.post(path, data={**hidden, **typed})


def test_from_the_proposal_to_the_new_holder_in_the_browser(
    browse: Callable[[str], FlaskClient],
) -> None:
    police, convener = browse("police"), browse("convener")
    page = police.get(PAGE).text
    assert "由所在单位提出调整" in page
    assert "惠政文〔2024〕22号 二（三）3" in page
    assert "seat=deputy_convener_police" in page
    assert "李伟光" not in page  # another unit's
    wrong = _post(police, f"{PAGE}/new", **TYPED | {"person": "", "from_on": "2026-04-01"})
    assert wrong.status_code == 422
    assert "请写姓名" in wrong.text
    assert "工作调动" in wrong.text  # what was typed stays
    sent = _post(police, f"{PAGE}/new", **TYPED)
    assert sent.status_code == 303, sent.text
    here = sent.headers["Location"].partition("?")[0]
    again = _post(police, f"{PAGE}/new", **TYPED)
    assert (again.status_code, "已有一项调整在等批准" in again.text) == (409, True)

    for who in ("clerk", "deputy"):
        seen = browse(who)
        assert "等召集人批准" in seen.get(PAGE).text
        assert "seat=deputy_convener_police" not in seen.get(PAGE).text, "it is for the unit to ask"
        assert 'value="approve"' not in seen.get(here).text
        refused = _post(seen, here, step="approve", idempotency_key="forged")
        assert refused.status_code == 404, who
    assert "等召集人批准" in convener.get(f"/t/{HUIJI}/notices").text
    bare = _post(convener, here, step="decline", reason="")
    assert (bare.status_code, "请写明理由" in bare.text) == (422, True)
    assert _post(convener, here, step="approve").status_code == 303
    done = police.get(here).text
    assert "已批准" in done
    assert "convener" in done  # who, and the unit
    assert "王一" in police.get(PAGE).text
    assert _post(convener, here, step="approve", idempotency_key="again").status_code == 409


def test_the_same_over_the_interface(call: CallerOf) -> None:
    police, convener, clerk = call("police"), call("convener"), call("clerk")
    said = {"seat": "member_police", "person": "王二", "from_on": DAY, "reason": "报来姓名"}
    made = police.call("POST", f"{SEATS}/proposals", said, Idempotency_Key="seat-1")
    assert made.status_code == 201, made.text
    assert made.json["outcome"] == "waiting"
    same = police.call("POST", f"{SEATS}/proposals", said, Idempotency_Key="seat-1")
    assert same.json == made.json
    one = f"{SEATS}/proposals/{made.json['id']}"
    assert clerk.call("POST", f"{one}/approve").status_code == 404
    assert clerk.call("POST", f"{SEATS}/proposals", said).status_code == 404
    assert (
        convener.call("POST", f"{one}/decline", {"reason": "再研究"}).json["outcome"] == "declined"
    )
    listed = clerk.call("GET", f"{SEATS}/proposals").json["items"]
    found = next(each for each in listed if each["id"] == made.json["id"])
    assert found["decision"]["reason"] == "再研究"
    second = police.call("POST", f"{SEATS}/proposals", said).json["id"]
    approved = convener.call("POST", f"{SEATS}/proposals/{second}/approve")
    assert approved.json["decision"]["seated_from"] == DAY
    items = police.call("GET", SEATS).json["items"]
    seat = next(each for each in items if each["key"] == "member_police")
    assert (seat["person"], seat["standing"], seat["needs_approval"]) == ("王二", "now", True)
    third = police.call("POST", f"{SEATS}/proposals/{second}/withdraw")
    assert (third.status_code, third.json["code"]) == (409, "roster.decided")
