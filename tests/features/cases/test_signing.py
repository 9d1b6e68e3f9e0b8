"""What is signed is what was drafted: a signature may repeat it, never change it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from support.counties import KEY, County, build_county
from support.http import Caller, open_app, sign_in

DAY = "2026-04-27"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


@pytest.fixture
def app(sessions: sessionmaker[Session]) -> Iterator[Flask]:
    return open_app(sessions, DAY)


@pytest.fixture
def drafted(huiji: County) -> UUID:
    """A reply to two items that waits for its signature."""
    case_id = huiji.serve(DAY, items=2)
    huiji.submit_reply(DAY, case_id)
    return case_id


@pytest.fixture
def said(huiji: County, drafted: UUID) -> dict[str, Any]:
    """The reply as it was drafted, as a client would send it."""
    rows = [r for r in huiji.look("head", drafted)["rows"] if r["type"] == "item"]
    stated = {"measures": "已整改", "completion_on": DAY}
    return {
        "occurred_on": DAY,
        "facts": {"measures": "逐项整改"},
        "rows": [
            {"type": "item", "transition": "adopt", "row_id": row["id"], "facts": dict(stated)}
            for row in rows
        ],
    }


def _sign(caller: Caller, case_id: UUID, body: dict[str, Any]) -> Any:
    path = f"/{KEY}/{case_id}"
    seen = caller.get(path).headers["ETag"]
    return caller.post(f"{path}/transitions/reply", body, If_Match=seen)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (("facts", "measures", "局长改的措施"), "facts.measures"),
        (("rows", 0, "facts", "measures", "别的措施"), "rows[0].facts.measures"),
        (("rows", 1, "facts", "completion_on", "2026-12-20"), "rows[1].facts.completion_on"),
        (("rows", 1, "transition", "adopt_part"), "rows[1].transition"),
        (("rows", slice(1), []), "rows"),
    ],
)
def test_a_signature_with_other_content_is_refused_and_the_field_named(
    app: Flask,
    huiji: County,
    drafted: UUID,
    said: dict[str, Any],
    changed: tuple[Any, ...],
    field: str,
) -> None:
    head, body = sign_in(app, huiji, "head", DAY), deepcopy(said)
    *way, last, value = changed
    place: Any = body
    for step in way:
        place = place[step]
    place[last] = value
    before = huiji.look("head", drafted)

    refused = _sign(head, drafted, body)

    assert (refused.status_code, refused.json["code"]) == (409, "case.draft_differs")
    assert field in {error["field"] for error in refused.json["errors"]}
    assert huiji.look("head", drafted) == before


@pytest.mark.parametrize("repeats", [True, False])
def test_a_signature_may_repeat_what_was_drafted_or_leave_it_out(
    app: Flask, huiji: County, drafted: UUID, said: dict[str, Any], repeats: bool
) -> None:
    head = sign_in(app, huiji, "head", DAY)

    signed = _sign(head, drafted, said if repeats else {"occurred_on": DAY})

    assert signed.status_code == 200, signed.text
    assert signed.json["state"] == "replied"
    assert signed.json["facts"]["measures"] == "逐项整改"
