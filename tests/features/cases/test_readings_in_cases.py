"""What a county's own reading does to the clocks of a case, down to the rows of the database."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.calendars import default_calendar
from liandong.entrypoints.administering import apply_all
from liandong.features.cases.pages.case_readings import reading_rows
from liandong.features.cases.pages.words import Setting
from liandong.features.cases.service import FireTransition, RowCommand, fire_transition
from liandong.features.tenants.service import installed
from liandong.kernel.clock import FixedClock
from support.counties import HUIJI, WENSHUI, County, build_county, on
from support.readings import CHINA, package_of

SERVED = "2026-03-02"


def _county(sessions: sessionmaker[Session], tenant_id: int, **settings: Any) -> County:
    own = {key.replace("__", "."): value for key, value in settings.items()}
    apply_all(sessions, on("2026-01-05"), [package_of(str(tenant_id), own)])
    return build_county(sessions, tenant_id)


def _confirm(county: County, case_id: Any, at: str) -> None:
    clock = FixedClock(datetime.fromisoformat(at).replace(tzinfo=CHINA))
    with county.acting("handler", at[:10]) as (uow, me, _):
        command = FireTransition("serve", clock.today(), {"delivery_mode": "electronic"})
        fire_transition(uow, me, clock, case_id, command)


@pytest.mark.parametrize(
    ("at", "received_on", "due_on"),
    [
        ("2026-03-09T17:29", "2026-03-09", "2026-05-09"),
        ("2026-03-09T17:30", "2026-03-10", "2026-05-11"),
        ("2026-03-31T23:59", "2026-04-01", "2026-06-01"),
    ],
)
def test_a_confirmation_after_the_cutoff_counts_for_the_next_day(
    sessions: sessionmaker[Session], at: str, received_on: str, due_on: str
) -> None:
    county = _county(sessions, HUIJI, delivery__cutoff="17:30")
    case_id = county.issue("2026-03-02")

    _confirm(county, case_id, at)

    clock = county.deadline(case_id, "SUG-01")
    assert (clock["started_on"], clock["due_on"]) == (received_on, due_on)
    seen = county.look("prosecutor", case_id)
    delivered = [p["delivery"] for p in seen["documents"] if p.get("delivery")]
    assert [each["received_on"] for each in delivered] == [received_on]
    assert seen["last_occurred_on"] == at[:10]


def test_without_a_cutoff_the_day_itself_counts(sessions: sessionmaker[Session]) -> None:
    county = _county(sessions, HUIJI)
    case_id = county.issue("2026-03-02")

    _confirm(county, case_id, "2026-03-09T23:59")

    assert county.deadline(case_id, "SUG-01")["started_on"] == "2026-03-09"


def test_the_two_months_of_wenshui_may_run_from_the_signature(
    sessions: sessionmaker[Session],
) -> None:
    own = {"limits__SEED-WS-01__start_event": "issued"}
    county = _county(sessions, WENSHUI, **own)
    case_id = county.issue(SERVED)

    _confirm(county, case_id, "2026-03-10T10:00")

    clock = county.deadline(case_id, "SUG-01")
    assert (clock["limit_id"], clock["started_on"], clock["due_on"]) == (
        "SEED-WS-01",
        SERVED,
        "2026-05-06",
    )
    said = {each["key"]: each for each in clock["inputs"]["readings"]}
    assert said["limits.SEED-WS-01.start_event"]["is_own"]
    assert county.deadline(case_id, "SUG-06")["started_on"] == SERVED


def test_a_target_gives_an_objection_a_day_that_nobody_is_late_by(
    sessions: sessionmaker[Session],
) -> None:
    county = _county(sessions, HUIJI, **{"target__SUG-05": 5})
    case_id = county.serve(SERVED)
    grounds = {"grounds": "适用依据有误"}
    rows = (RowCommand("objection", "object", None, grounds),)
    county.fire("handler", "2026-03-04", case_id, None, rows=rows)

    clock = county.deadline(case_id, "SUG-05")

    assert (clock["due_on"], clock["is_enforceable"]) == ("2026-03-11", False)
    assert clock["inputs"]["is_target"]


def test_a_special_rule_shows_the_general_one_on_the_card(
    sessions: sessionmaker[Session],
) -> None:
    county = _county(sessions, WENSHUI)
    case_id = county.serve(SERVED, variant="minors")

    clock = county.deadline(case_id, "SUG-01")

    assert (clock["limit_id"], clock["due_on"]) == ("SUG-09", "2026-04-02")
    rows = list(reading_rows(clock["inputs"], _setting(county)))
    assert ("另有规定", _WORDS) in rows


_WORDS = "SEED-WS-01 对检察建议的书面回复到 2026-05-06；按 SUG-09：特别规定优先于一般规定"


def _setting(county: County) -> Setting:
    today = on("2026-03-10").today()
    register = installed().register
    return Setting(today, default_calendar(), "/t/141121", county.units["addressee"], {}, register)
