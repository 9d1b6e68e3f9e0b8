"""A county says when the platform speaks; who says nothing has its habits."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from liandong.calendars import default_calendar
from liandong.entrypoints.tenant_words import provenance_in_words
from liandong.features.deadlines.service.speaking import Speaks, asking_about_pause, moments_of
from liandong.features.onboarding.service import change_words
from liandong.features.tenants.service import (
    Configuration,
    Layer,
    StatedPackage,
    compile_package,
)
from liandong.features.tenants.service.package import Against, check_stated, layer_of
from liandong.features.tenants.service.planning import changes
from liandong.features.tenants.service.provenance import Sources
from support.counties import HUIJI, shipped
from support.declared import register

SPEAKS = Speaks(("SUG-02",), datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 31))
Notices = dict[str, dict[str, Any]]


def stating(notices: Notices, code: int = HUIJI) -> StatedPackage:
    stated = shipped(code)
    return stated.with_file(
        "mechanisms", {**stated.files.get("mechanisms", {}), "notices": notices}
    )


def config(notices: Notices, above: tuple[Layer, ...] = ()) -> Configuration:
    package = compile_package(stating(notices), above).package
    return Configuration(HUIJI, package.digest, package.canonical())


def moments(found: Configuration) -> list[str]:
    return [f"{each:%m-%d %H:%M}" for each in moments_of(found, default_calendar(), SPEAKS)]


def test_hour_and_days_are_the_county_s_own() -> None:
    own = {"speak_at": {"value": "08:30"}, "days_before": {"value": [3]}}

    assert moments(config({})) == ["03-24 09:00", "03-30 09:00", "03-31 09:00", "04-01 09:00"]
    assert moments(config(own)) == ["03-26 08:30", "03-31 08:30", "04-01 08:30"]


def test_a_pause_is_asked_about_as_often_as_the_county_wants() -> None:
    asked = asking_about_pause(
        config({"pause_days": {"value": 5}}), default_calendar(), date(2026, 3, 2)
    )

    assert [f"{each:%m-%d}" for each in asked[:2]] == ["03-09", "03-16"]


def test_the_city_says_it_for_its_counties_and_one_takes_it_away() -> None:
    city = (layer_of(stating({"speak_at": {"value": "08:00"}}, 4101)),)

    assert config({}, city).notice("speak_at") == "08:00"
    assert config({"speak_at": {"remove": True}}, city).notice("speak_at") == "09:00"
    said = provenance_in_words(Sources(stating({}), city).of("notices.speak_at"))
    assert "郑州市" in said
    assert "平台默认" in said


@pytest.mark.parametrize(
    ("notices", "says"),
    [
        ({"speak_at": {"value": "9"}}, "speak_at"),
        ({"speak_at": {"value": "25:00"}}, "value"),
        ({"days_before": {"value": []}}, "value"),
        ({"days_before": {"value": [1, 1]}}, "value"),
        ({"pause_days": {"value": 0}}, "value"),
        ({"loudness": {"value": 3}}, "unknown key 'loudness'"),
        ({"speak_at": {"remove": True}}, "there is nothing to remove"),
    ],
)
def test_what_cannot_be_is_refused(notices: Notices, says: str) -> None:
    (problem,) = check_stated(stating(notices), Against(register()))

    assert says in f"{problem.where} {problem.message_en}"


def test_the_plan_says_what_will_hold() -> None:
    own = {"speak_at": {"value": "08:30"}, "days_before": {"value": [3, 1]}}
    before, after = (compile_package(stating(each)).package.canonical() for each in ({}, own))

    said = [change_words(each).zh for each in changes(before, after)]

    assert said == ["+ 通知 提前几个工作日提醒：3、1", "+ 通知 几点提醒：08:30"]
