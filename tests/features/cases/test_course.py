"""What one side does inside its own house moves nothing that the other side is shown."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases.service import FireTransition, RowCommand
from support.counties import KEY, County, build_county
from support.http import Caller, open_app, sign_in

BEGUN, ISSUED, DAY = "2026-04-20", "2026-04-23", "2026-04-27"
CASES = f"/{KEY}"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Iterator[Flask]:
    return open_app(sessions, DAY)


def _issue(county: County) -> UUID:
    case_id = county.open(BEGUN)
    county.list_copy(BEGUN, case_id)
    county.move_row("chief", BEGUN, case_id, "copy", "choose")
    county.step("prosecutor", BEGUN, case_id, "submit")
    county.step("reviewer", ISSUED, case_id, "review")
    county.fire("chief", ISSUED, case_id, "issue")
    return case_id


def _shown(caller: Caller, case_id: UUID) -> tuple[Any, Any, Any]:
    """Return version, case and line of the list; whoever sees a case is told who else does."""
    one = caller.get(f"{CASES}/{case_id}")
    listed = [item for item in caller.get().json["items"] if item["id"] == str(case_id)]
    case = {key: part for key, part in one.json.items() if key != "parties"}
    return one.headers.get("ETag"), case, listed


def test_by_the_header_a_case_begins_when_it_was_issued(app: Flask, huiji: County) -> None:
    case_id = _issue(huiji)

    etag, case, listed = _shown(sign_in(app, huiji, "handler", DAY), case_id)

    assert (etag, case["position"]) == ('"1"', 1)
    for found in (case, *listed):
        assert (found["opened_on"], found["last_occurred_on"]) == (ISSUED, ISSUED)


def test_inner_acts_of_the_procuratorate_move_nothing_for_the_others(
    app: Flask, huiji: County
) -> None:
    case_id = _issue(huiji)
    huiji.fire("handler", ISSUED, case_id, "serve", facts={"delivery_mode": "electronic"})
    objection = RowCommand("objection", "object", None, {"grounds": "有出入"})
    huiji.fire("handler", ISSUED, case_id, None, rows=(objection,))
    others = [sign_in(app, huiji, who, DAY) for who in ("handler", "head", "office")]
    before = [_shown(other, case_id) for other in others]

    row = RowCommand("objection", "reject", huiji.row(case_id, "objection"), {"why": "属实"})
    huiji.draft("prosecutor", DAY, case_id, FireTransition(None, date.fromisoformat(DAY),
                                                           rows=(row,)))  # fmt: skip
    huiji.move_row("prosecutor", DAY, case_id, "copy", "send")

    assert [_shown(other, case_id) for other in others] == before
    numbers = [event["position"] for event in before[0][1]["events"]]
    assert numbers == [*range(len(numbers), 0, -1)]


def test_inner_acts_of_the_bureau_move_nothing_and_stop_nothing_for_the_procuratorate(
    app: Flask, huiji: County
) -> None:
    case_id = _issue(huiji)
    huiji.fire("handler", ISSUED, case_id, "serve", facts={"delivery_mode": "electronic"})
    prosecutor = sign_in(app, huiji, "prosecutor", DAY)
    before = _shown(prosecutor, case_id)

    huiji.submit_reply(DAY, case_id)

    assert _shown(prosecutor, case_id) == before
    row_id = huiji.row(case_id, "copy")
    path, body = f"{CASES}/{case_id}/rows/copy/{row_id}/transitions/send", {"occurred_on": DAY}
    sent = prosecutor.post(path, body, If_Match=before[0])
    assert sent.status_code == 200
    assert sent.headers["ETag"] != before[0]


def test_what_one_was_shown_since_still_makes_a_write_stale(app: Flask, huiji: County) -> None:
    case_id = _issue(huiji)
    huiji.fire("handler", ISSUED, case_id, "serve", facts={"delivery_mode": "electronic"})
    chief = sign_in(app, huiji, "chief", DAY)
    seen = chief.get(f"{CASES}/{case_id}").headers["ETag"]
    huiji.reply(DAY, case_id)

    body = {"occurred_on": DAY, "facts": {"why": "有误"}}
    stale = chief.post(f"{CASES}/{case_id}/transitions/withdraw", body, If_Match=seen)

    assert (stale.status_code, stale.json["code"]) == (412, "stale")


def test_a_copied_unit_learns_no_state_by_reading_listing_or_filtering(
    app: Flask, huiji: County
) -> None:
    case_id = _issue(huiji)
    huiji.fire("handler", ISSUED, case_id, "serve", facts={"delivery_mode": "electronic"})
    huiji.move_row("prosecutor", ISSUED, case_id, "copy", "send")
    reader = sign_in(app, huiji, "reader", DAY)
    before = _shown(reader, case_id)

    huiji.reply(DAY, case_id)

    assert _shown(reader, case_id) == before
    assert before[0] is None
    assert not {"state", "position", "last_occurred_on"} & {*before[1], *before[2][0]}
    assert {paper["delivery"] for paper in before[1]["documents"]} == {None}
    for asked, n in (("state=replied", 0), ("is_open=false", 0), ("is_open=true", 1)):
        assert len(reader.get(f"?{asked}").json["items"]) == n, asked


def test_who_received_a_letter_is_told_by_its_unit_not_by_account(
    app: Flask, huiji: County
) -> None:
    case_id = huiji.serve(ISSUED)

    case = sign_in(app, huiji, "prosecutor", DAY).get(f"{CASES}/{case_id}").json

    letter = next(paper for paper in case["documents"] if paper["type"] == "letter")
    assert letter["delivery"]["recorded_by"] == str(huiji.units["addressee"])
    assert str(huiji.people["handler"]) not in str(case)
