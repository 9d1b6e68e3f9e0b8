"""What is owed per unit and period stands there ahead of time: once, for whom, until which day."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz.vocabulary import HOLDERS
from liandong.db.unit_of_work import unit_of_work
from liandong.features.deadlines import service
from liandong.features.deadlines.models import Obligation, ObligationRecord
from liandong.features.deadlines.service.owed import Joined, owed_between
from liandong.features.deadlines.service.owing import Owing, owings, periods
from liandong.features.tenants.models import TenantRevision, TenantWakeup
from liandong.features.tenants.service import (
    current,
    installed,
    stable_id,
)
from liandong.mechanisms import CountedIn, Every
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI, compiled, on
from support.declared import limits, registry

KEY_UNITS = (
    "market_regulation",
    "ecology_environment",
    "natural_resources",
    "social_security",
    "urban_construction",
)
Sessions = sessionmaker[Session]


def _rows(sessions: Sessions, tenant_id: int, limit: str = "") -> list[Obligation]:
    query = select(Obligation).where(Obligation.tenant_id == tenant_id)
    query = query.where(Obligation.limit_id == limit) if limit else query
    with unit_of_work(sessions, tenant_id) as uow:
        order = (Obligation.limit_id, Obligation.period_start, Obligation.unit_id)
        return list(uow.session.scalars(query.order_by(*order)))


def _generate(sessions: Sessions, tenant_id: int, day: str) -> int:
    with unit_of_work(sessions, tenant_id) as uow:
        return service.generate(uow, on(day))


def test_every_limit_that_comes_again_says_what_it_belongs_to_and_to_whom_it_goes() -> None:
    seen = {limit.id: limit for limit in limits().values() if limit.used_by}

    assert set(seen) == {
        *("SEED-XY-01", "SEED-XY-03a", "SEED-XY-03b", "SEED-XY-03c", "SEED-HJ-02", "MIN-02b")
    }
    enabled = {m["key"] for p in compiled() for m in p.canonical()["mechanisms"]}
    assert {key for limit in seen.values() for key in limit.used_by} <= enabled
    received = {role for limit in limits().values() for role in limit.received_by}
    assert received == {"justice_bureau"}
    assert received <= HOLDERS


@pytest.mark.parametrize(
    ("tenant_id", "expected"),
    [
        (XUYI, {"SEED-XY-01", "SEED-XY-03a", "SEED-XY-03b", "SEED-XY-03c"}),
        (HUIJI, {"SEED-HJ-02"}),
        (SHANDAN, set()),
        (WENSHUI, set()),
    ],
)
def test_a_county_owes_what_its_own_package_puts_in_force(
    sessions: Sessions, tenant_id: int, expected: set[str]
) -> None:
    assert {row.limit_id for row in _rows(sessions, tenant_id)} == expected


def test_a_national_limit_is_owed_where_its_mechanism_is_enabled_but_binds_no_role(
    sessions: Sessions,
) -> None:
    with unit_of_work(sessions, HUIJI) as uow:
        config = current(uow)

    assert "employment_screening" in config.enabled
    found = {owing.limit.id: owing for owing in owings(config)}
    assert found["MIN-02b"].owed_by == {"employer"}
    assert not found["MIN-02b"].owed_by & HOLDERS
    assert "SEED-XY-03a" not in found, "another county's limit, though M01 is enabled here"


def test_this_period_and_the_next_stand_there_from_the_day_of_the_first_package(
    sessions: Sessions,
) -> None:
    monthly = _rows(sessions, XUYI, "SEED-XY-01")
    quarterly = _rows(sessions, XUYI, "SEED-XY-03a")
    (this_year, next_year) = _rows(sessions, HUIJI, "SEED-HJ-02")

    # The first package is of 27 April: the fifth of April had passed by then.
    assert {row.label for row in monthly} == {"2026年5月"}
    units = {stable_id(XUYI, "unit", key) for key in KEY_UNITS}
    assert {row.unit_id for row in monthly} == units
    assert [(row.label, row.due_on.isoformat()) for row in quarterly] == [
        ("2026年第二季度", "2026-06-30"),
        ("2026年第三季度", "2026-09-30"),
    ]
    assert {row.unit_id for row in quarterly} == {stable_id(XUYI, "unit", "justice_bureau")}
    assert (this_year.label, this_year.due_on) == ("2026年", date(2026, 12, 31))
    assert (next_year.label, next_year.is_provisional) == ("2027年", True)
    assert monthly[0].mechanism == "enforcement_case_reporting"
    assert monthly[0].inputs["basis"][0]["clause"] == "二(一)②"
    assert monthly[0].inputs["calendar"]
    assert [step["key"] for step in monthly[0].inputs["steps"]]


def test_a_fifth_on_a_day_off_moves_and_keeps_the_original_day(sessions: Sessions) -> None:
    for day in ("2026-08-31", "2026-10-01"):
        _generate(sessions, XUYI, day)

    days = {row.label: (row.nominal_on, row.due_on) for row in _rows(sessions, XUYI, "SEED-XY-01")}

    # 5 May lies in the holiday of Labour Day, 5 July is a Sunday, 5 October a holiday to the 7th.
    assert days["2026年5月"] == (date(2026, 5, 5), date(2026, 5, 6))
    assert days["2026年7月"] == (date(2026, 7, 5), date(2026, 7, 6))
    assert days["2026年8月"] == (date(2026, 8, 5), date(2026, 8, 5))
    assert days["2026年10月"] == (date(2026, 10, 5), date(2026, 10, 8))


def test_a_quarter_whose_last_day_is_off_does_not_move(sessions: Sessions) -> None:
    _generate(sessions, XUYI, "2027-08-02")

    found = {row.label: row for row in _rows(sessions, XUYI, "SEED-XY-03b")}

    assert found["2027年第四季度"].due_on == date(2027, 12, 31)
    for row in found.values():
        assert row.due_on == row.nominal_on == row.period_end


def test_a_draft_countys_obligations_call_nobody_late_a_live_ones_do(sessions: Sessions) -> None:
    assert not any(row.is_enforceable for row in _rows(sessions, XUYI))
    assert all(row.is_enforceable for row in _rows(sessions, HUIJI))


def test_again_and_by_two_schedulers_at_once_nothing_is_added_twice(sessions: Sessions) -> None:
    before = len(_rows(sessions, XUYI))
    assert _generate(sessions, XUYI, "2026-04-27") == 0

    with ThreadPoolExecutor(2) as pool:
        new = sum(pool.map(lambda _: _generate(sessions, XUYI, "2026-07-01"), range(2)))

    assert len(_rows(sessions, XUYI)) == before + new
    assert {row.label for row in _rows(sessions, XUYI, "SEED-XY-01")} == {
        f"2026年{month}月" for month in range(5, 9)
    }, "what lay between is made up for"
    with unit_of_work(sessions, XUYI) as uow:
        mine = ObligationRecord.tenant_id == XUYI
        records = uow.session.scalar(select(func.count(ObligationRecord.id)).where(mine))
    assert records == before + new


def test_all_counties_are_looked_at(sessions: Sessions) -> None:
    assert service.generate_all(sessions, on("2026-05-02")) == len(KEY_UNITS)
    assert service.generate_all(sessions, on("2026-05-02")) == 0


@contextmanager
def _package(sessions: Sessions, tenant_id: int, day: str) -> Iterator[dict[str, Any]]:
    """Yield the county's package as data; what was made of it is applied on the day."""
    with unit_of_work(sessions, tenant_id) as uow:
        mine = TenantRevision.tenant_id == tenant_id
        order = TenantRevision.position.desc()
        last = uow.session.scalars(select(TenantRevision).where(mine).order_by(order)).first()
        assert last is not None
        package = {**last.package}
        yield package
        uow.session.add(
            TenantRevision(
                tenant_id=tenant_id,
                position=last.position + 1,
                digest=f"changed-{day}",
                package=package,
                applied_at=on(day).now(),
                applied_by="test",
            )
        )


def _without(units: list[Any], key: str) -> list[Any]:
    return [unit for unit in units if unit["key"] != key]


def test_a_unit_that_joins_in_the_middle_owes_from_the_next_full_period(
    sessions: Sessions,
) -> None:
    joined = stable_id(XUYI, "unit", "police")
    with _package(sessions, XUYI, "2026-05-03") as package:
        package["units"] = [
            {**unit, "roles": [*unit["roles"], "key_enforcement_unit"]}
            if unit["key"] == "police"
            else unit
            for unit in package["units"]
        ]
    _generate(sessions, XUYI, "2026-05-03")

    found = [row.label for row in _rows(sessions, XUYI, "SEED-XY-01") if row.unit_id == joined]

    assert found == ["2026年6月"]


def test_a_unit_that_leaves_owes_nothing_whose_day_is_to_come(sessions: Sessions) -> None:
    gone = stable_id(XUYI, "unit", "social_security")
    _generate(sessions, XUYI, "2026-05-28")
    with _package(sessions, XUYI, "2026-05-28") as package:
        package["units"] = _without(package["units"], "social_security")
    _generate(sessions, XUYI, "2026-05-28")
    _generate(sessions, XUYI, "2026-06-02")

    rows = {row.label: row for row in _rows(sessions, XUYI, "SEED-XY-01") if row.unit_id == gone}

    assert {label: row.state for label, row in rows.items()} == {
        "2026年5月": "open",
        "2026年6月": "waived",
    }
    assert rows["2026年6月"].next_fire_at is None


def test_a_county_that_goes_live_calls_late_from_the_next_period_on(sessions: Sessions) -> None:
    with _package(sessions, HUIJI, "2026-06-01") as package:
        county = {**package["tenant"]["county"], "mode": "rehearsal"}
        package["tenant"] = {**package["tenant"], "county": county}
    _generate(sessions, HUIJI, "2026-06-01")
    assert [row.is_enforceable for row in _rows(sessions, HUIJI)] == [False, False]

    with _package(sessions, HUIJI, "2026-06-02") as package:
        county = {**package["tenant"]["county"], "mode": "live"}
        package["tenant"] = {**package["tenant"], "county": county}
    _generate(sessions, HUIJI, "2026-06-02")

    assert [row.is_enforceable for row in _rows(sessions, HUIJI)] == [False, True]


def test_a_day_that_another_calendar_moves_is_counted_again_and_told(sessions: Sessions) -> None:
    with _package(sessions, XUYI, "2026-04-28") as package:
        days = [{"day": f"2026-05-0{n}", "kind": "holiday", "basis": []} for n in (6, 7)]
        package["calendar"] = {**package["calendar"], "days": days}
    _generate(sessions, XUYI, "2026-04-28")

    may = _rows(sessions, XUYI, "SEED-XY-01")[0]

    assert may.due_on == date(2026, 5, 8)
    assert may.nominal_on == date(2026, 5, 5)
    (revision,) = may.inputs["revisions"]
    assert (revision["from"], revision["to"]) == ("2026-05-06", "2026-05-08")
    assert revision["cause"] == may.inputs["calendar"]
    _generate(sessions, XUYI, "2026-04-28")
    assert len(_rows(sessions, XUYI, "SEED-XY-01")[0].inputs["revisions"]) == 1


def test_the_scheduler_is_woken_by_the_first_word(sessions: Sessions) -> None:
    with unit_of_work(sessions, XUYI) as uow:
        woken = uow.session.get(TenantWakeup, XUYI)
        first = uow.session.scalar(
            select(func.min(Obligation.next_fire_at)).where(Obligation.tenant_id == XUYI)
        )
    assert woken is not None
    assert woken.due_at == first == datetime.fromisoformat("2026-04-28T09:00:00+08:00")


def test_a_mechanisms_own_obligation_is_owed_by_its_party_and_met_by_its_state(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    from liandong.mechanisms import Obligation as Declared
    from liandong.mechanisms import Party, roles
    from liandong.mechanisms.parties import Part

    sound = registry().current("procuratorial_suggestion")
    quarterly = limits()["SEED-XY-03a"]
    ((since, value),) = quarterly.values
    assert value is not None
    halves = ((since, replace(value, counted_in=CountedIn.HALF_YEAR)),)
    limit = replace(quarterly, id="A-01", values=halves, used_by=())
    party = Party(Part.ISSUER, roles.procuratorate)
    report = Declared("report", "报告", party, limit, sound.states[-1])
    changed = replace(installed().registry, mechanisms=(replace(sound, obligations=(report,)),))
    monkeypatch.setattr(
        "liandong.features.deadlines.service.owing.installed",
        lambda: replace(installed(), registry=changed),
    )
    with unit_of_work(sessions, XUYI) as uow:
        config = current(uow)
        uow.session.query(Obligation).delete()
        service.generate(uow, on("2026-05-06"))

    (owing,) = [each for each in owings(config) if each.limit.id == "A-01"]
    assert (owing.every, owing.mechanism) == (Every.HALF_YEAR, "procuratorial_suggestion")
    assert owing.met_by == sound.states[-1].key
    rows = _rows(sessions, XUYI, "A-01")
    assert [(row.label, row.due_on.isoformat()) for row in rows] == [
        ("2026年上半年", "2026-06-30"),
        ("2026年下半年", "2026-12-31"),
    ]
    assert {row.unit_id for row in rows} == {stable_id(XUYI, "unit", "procuratorate")}


def test_a_limit_that_was_not_in_force_when_a_period_began_is_not_owed_in_it() -> None:
    limit = limits()["SEED-XY-03a"]
    owing = Owing(limit, Every.QUARTER, "", frozenset({"x"}), frozenset())
    unit = stable_id(XUYI, "unit", "x")
    joined = {(limit.id, unit): Joined(date(2020, 1, 1), first=True)}

    found = list(owed_between([owing], joined, date(2025, 7, 1), date(2026, 4, 1)))

    assert [each.period_start.isoformat() for each in found] == ["2026-01-01", "2026-04-01"]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (Every.MONTH, ["2026-05-01/2026-05-31", "2026-06-01/2026-06-30", "2026-07-01/2026-07-31"]),
        (Every.QUARTER, ["2026-04-01/2026-06-30", "2026-07-01/2026-09-30"]),
        (Every.HALF_YEAR, ["2026-01-01/2026-06-30", "2026-07-01/2026-12-31"]),
        (Every.YEAR, ["2026-01-01/2026-12-31"]),
    ],
)
def test_periods_are_natural_and_follow_each_other(every: Every, expected: list[str]) -> None:
    found = [f"{a}/{b}" for a, b in periods(every, date(2026, 5, 31), date(2026, 7, 1))]

    assert found == expected


def test_a_year_that_no_schedule_reaches_is_left_out_not_guessed(sessions: Sessions) -> None:
    _generate(sessions, HUIJI, "2036-02-01")

    # No schedule reaches 2037; of 2036 the word after its last day is left out.
    assert _rows(sessions, HUIJI)[-1].label == "2036年"
