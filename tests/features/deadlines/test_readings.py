"""What a county's own reading does to a date, and how the explanation says so."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from liandong.calendars import default_calendar
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import recount
from support.declared import limits, registry
from support.readings import BASIS, begun, config_of, explained

HUIJI, WENSHUI, XUYI = "410108", "141121", "320830"
BACK = "previous_working_day"


@pytest.mark.parametrize(
    ("county", "limit", "at", "key", "value", "default_on", "own_on"),
    [
        (XUYI, "SEED-XY-01", "2026-10-20", "limits.SEED-XY-01.roll", "none", "10-08", "10-05"),
        (XUYI, "SEED-XY-01", "2026-11-20", "limits.SEED-XY-01.inclusive", False, "11-05", "11-04"),
        (
            HUIJI,
            "TRF-02",
            "2026-04-30",
            "limits.TRF-02.counted_in",
            "working_day",
            "05-06",
            "05-08",
        ),
        (HUIJI, "TRF-02", "2026-04-30", "limits.TRF-02.roll", "none", "05-06", "05-03"),
        (HUIJI, "TRF-03", "2026-09-30T17:30", "hours.stop_on_holiday", True, "10-01", "10-08"),
        (HUIJI, "PEN-01", "2025-07-10", "limits.PEN-01.roll", "next_working_day", "10-08", "10-09"),
        (HUIJI, "SUG-01", "2026-08-01", "limits.SUG-01.roll", "none", "10-08", "10-01"),
        (HUIJI, "SEED-HJ-02", "2028-02-03", "limits.SEED-HJ-02.roll", BACK, "12-31", "12-29"),
        (XUYI, "SEED-XY-03a", "2027-01-05", "limits.SEED-XY-03a.roll", "none", "03-31", "03-31"),
        (HUIJI, "NLE-03", "2026-04-29", "execution.court_day_kind", "day", "05-09", "05-06"),
    ],
)
def test_a_reading_moves_the_date_and_is_named(
    county: str, limit: str, at: str, key: str, value: Any, default_on: str, own_on: str
) -> None:
    by_default = explained(config_of(county), limit, at)
    own = explained(config_of(county, {key: value}), limit, at)

    assert by_default["due_on"][5:] == default_on
    assert own["due_on"][5:] == own_on
    said = {each["key"]: each for each in by_default["readings"]}[key]
    assert not said["is_own"]
    said = {each["key"]: each for each in own["readings"]}[key]
    assert (said["value"], said["is_own"]) == (value, True)
    assert said["basis"] == [{"instrument": BASIS.instrument, "clause": BASIS.clause}]


def test_the_end_of_december_is_expected_until_the_next_notice_and_longer_if_a_county_says_so() -> (
    None
):
    """Due on 28 and 30 December 2026; the schedule of 2027 is not published."""
    wider = config_of(HUIJI, {"calendar.december_from": 25})

    for config, provisional in ((config_of(HUIJI), [False, True]), (wider, [True, True])):
        found = [explained(config, "SUG-01", at) for at in ("2026-10-28", "2026-10-30")]
        assert [each["due_on"] for each in found] == ["2026-12-28", "2026-12-30"]
        assert [each["provisional"] for each in found] == provisional


def test_hours_may_begin_with_the_next_full_hour() -> None:
    own = explained(config_of(HUIJI, {"hours.rule": "next_hour"}), "TRF-03", "2026-09-30T17:30")

    assert own["due_at"] == "2026-10-01T18:00:00+08:00"


def test_the_day_that_was_not_chosen_stands_beside_a_contested_count() -> None:
    plain = explained(config_of(HUIJI), "TRF-02", "2026-04-30")
    own = {"limits.TRF-02.counted_in": "working_day"}
    turned = explained(config_of(HUIJI, own), "TRF-02", "2026-04-30")

    assert plain["other_reading"]["zh"] == "另按工作日计为 2026-05-08"
    assert turned["other_reading"]["zh"] == "另按自然日计为 2026-05-06"
    assert explained(config_of(HUIJI), "SUG-01", "2026-04-30")["other_reading"] is None


def test_every_contested_limit_shows_both_days() -> None:
    files = registry().files
    contested = [x for file in files for x in file.limits.values() if x.regime == "NATX"]

    assert len(contested) == 22
    for limit in contested:
        found = begun(config_of(HUIJI), limit, "2026-04-30")
        assert ("other_reading" in found["inputs"]) is (limit.extends is None), limit.id


def test_a_reading_holds_from_the_day_it_names() -> None:
    settings = {"limits.TRF-02.counted_in": "working_day"}
    config = config_of(HUIJI, settings, from_on=date(2026, 4, 30))

    assert explained(config, "TRF-02", "2026-04-29")["due_on"] == "2026-05-06"
    assert explained(config, "TRF-02", "2026-04-30")["due_on"] == "2026-05-08"


def test_a_target_reminds_and_makes_nobody_late() -> None:
    found = explained(config_of(HUIJI, {"target.SUG-05": 5}), "SUG-05", "2026-09-24")

    assert found["due_on"] == "2026-10-09"
    assert found["is_target"]
    assert not found["enforceable"]
    assert found["steps"][-1]["reason_zh"] == "目标，不是法定期限"
    clock = begun(config_of(HUIJI, {"target.SUG-05": 5}), registry().limit("SUG-05"), "2026-09-24")
    assert (clock["due_on"], clock["is_enforceable"]) == ("2026-10-09", False)
    assert clock["fires"]
    assert clock["inputs"]["is_target"]


def test_a_county_ends_a_rule_with_a_basis() -> None:
    config = config_of(HUIJI, {"rule.effective_to.PIL-01": "2026-06-30"})
    limit = registry().limit("PIL-01")

    assert begun(config, limit, "2026-06-30")["due_on"] == "2026-08-31"
    gone = begun(config, limit, "2026-07-01")
    assert (gone["due_on"], gone["is_enforceable"], gone["fires"]) == (None, False, [])
    assert "2026-06-30 为止" in gone["inputs"]["flag"]["zh"]


def test_the_two_months_may_run_from_the_signature() -> None:
    limit = limits()["SEED-WS-01"]
    days: dict[str, Any] = {"issued_on": date(2026, 3, 2), "opened_on": date(2026, 2, 1)}
    own = config_of(WENSHUI, {"limits.SEED-WS-01.start_event": "issued"})

    assert begun(config_of(WENSHUI), limit, "2026-03-10", **days)["started_on"] == "2026-03-10"
    clock = begun(own, limit, "2026-03-10", **days)
    assert (clock["started_on"], clock["due_on"]) == ("2026-03-02", "2026-05-06")
    assert clock["inputs"]["start_event"] == "issued"


def test_what_starts_at_the_signature_by_its_own_row_counts_from_its_own_event() -> None:
    earlier = {"issued_on": date(2026, 3, 2)}
    clock = begun(config_of(HUIJI), registry().limit("SUG-06"), "2026-03-10", **earlier)

    assert clock["started_on"] == "2026-03-10"


def test_an_extension_is_read_as_what_it_extends() -> None:
    config = config_of(HUIJI, {"limits.NLE-08a.roll": "next_working_day"})

    assert default_calendar().is_working(date(2026, 5, 6))
    assert explained(config, "NLE-08b", "2026-04-02")["due_on"] == "2026-05-06"
    assert explained(config_of(HUIJI), "NLE-08b", "2026-04-02")["due_on"] == "2026-05-02"


def test_counted_again_by_another_calendar_the_readings_stay_and_both_days_move() -> None:
    config = config_of(HUIJI, {"target.SUG-05": 5})
    contested = _stored(begun(config, registry().limit("TRF-02"), "2026-04-30"))
    target = _stored(begun(config, registry().limit("SUG-05"), "2026-04-28"))
    calendar = default_calendar().overlay([date(2026, 5, 6), date(2026, 5, 7)], [])

    moved = [recount(config, calendar, each, {"kind": "calendar"}) for each in (contested, target)]

    assert [each["due_on"] for each in moved if each] == ["2026-05-08", "2026-05-11"]
    assert moved[0]
    assert moved[0]["inputs"]["other_reading"]["on"] == "2026-05-11"
    assert recount(config, default_calendar(), contested, {"kind": "calendar"}) is None


def _stored(start: dict[str, Any]) -> Deadline:
    return Deadline(
        id=UUID(start["id"]),
        limit_id=start["limit_id"],
        stands_for=start["stands_for"],
        started_on=date.fromisoformat(start["started_on"]),
        due_on=date.fromisoformat(start["due_on"]),
        is_right=start["is_right"],
        is_provisional=start["is_provisional"],
        is_enforceable=start["is_enforceable"],
        state="open",
        inputs=start["inputs"],
        fires=[datetime.fromisoformat(at) for at in start["fires"]],
    )


def test_a_ladder_that_is_climbed_is_not_ended_by_a_day_off_of_long_ago() -> None:
    config = config_of(HUIJI)
    stored = _stored(begun(config, registry().limit("SUG-01"), "2026-03-02"))
    calendar = default_calendar().overlay([stored.fires[0].date()], [])
    cause = {"kind": "calendar"}
    stored.next_fire_at = stored.fires[0]

    follows = recount(config, calendar, stored, cause)
    stored.rung = "urge"
    climbs = recount(config, calendar, stored, cause)
    stored.rung, stored.next_fire_at = None, None
    said_all = recount(config, calendar, stored, cause)

    assert follows
    assert follows["due_on"] == stored.due_on.isoformat()
    assert (climbs, said_all) == (None, None)
