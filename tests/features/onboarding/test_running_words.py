"""What another package does to what runs: who keeps which limit, and what holds from when."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from liandong.calendars import Text
from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.onboarding.service import running_words
from liandong.features.tenants.service import (
    StatedPackage,
    compile_package,
    layers_for,
)
from support.counties import HUIJI, County, build_county, on
from support.invented import BASIS, LIMITS, REPLY, package_of

TODAY = "2026-06-05"


def changed(since: str, **rest: Any) -> StatedPackage:
    """Return the county's package with thirty days for a reply from a day on."""
    limits = deepcopy(LIMITS)
    limits[REPLY]["values"][since] = {"length": 30, "counted_in": "day", **BASIS}
    limits[REPLY] |= rest
    return package_of(limits)


SOONER = changed("2026-06-04")
BY_OPENING = changed("2026-06-01", applies_to="case_opened")


@dataclass
class Running:
    """惠济 with five replies that are owed, one by each rule that has held."""

    county: County
    served: dict[str, UUID] = field(default_factory=dict)

    def clock(self, name: str) -> dict[str, Any]:
        return self.county.deadline(self.served[name], "SUG-01")

    def said(self, stated: StatedPackage) -> list[Text]:
        above = layers_for(self.county.sessions, int(stated.parent or 0))
        package = compile_package(stated, above).package
        with unit_of_work(self.county.sessions, HUIJI) as uow:
            return running_words(uow, on(TODAY), package)


@pytest.fixture(scope="module")
def running(server: EmbeddedServer, template: str) -> Iterator[Running]:
    engine = open_engine(clone(server, template, "running_words"))
    sessions = open_sessions(engine)
    apply_all(sessions, on("2026-05-20"), [package_of(LIMITS)])
    county = build_county(sessions)
    found = Running(county)
    for day in ("2026-05-28", "2026-05-29", "2026-06-02"):
        found.served[day] = county.serve(day)
    apply_all(sessions, on(TODAY), [SOONER])
    found.served["sooner"] = county.serve(TODAY)
    found.served["by_opening"] = county.issue("2026-05-28")
    apply_all(sessions, on(TODAY), [BY_OPENING])
    electronic = {"delivery_mode": "electronic"}
    county.fire("handler", TODAY, found.served["by_opening"], "serve", facts=electronic)
    apply_all(sessions, on(TODAY), [package_of(LIMITS)])
    yield found
    engine.dispose()
    drop(server, "running_words")


def with_rules(**rules: Any) -> StatedPackage:
    stated = package_of(LIMITS)
    return stated.with_file("mechanisms", {**stated.files["mechanisms"], **rules})


def test_what_is_in_force_already_changes_nothing(running: Running) -> None:
    assert running.said(package_of(LIMITS)) == []


def test_running_cases_keep_their_limit_and_what_begins_later_gets_the_new_one(
    running: Running,
) -> None:
    later = deepcopy(LIMITS)
    later[REPLY]["values"]["2027-01-01"] = {"length": 1, "counted_in": "month", **BASIS}

    (found,) = running.said(package_of(later))

    assert found.zh == (
        "期限 SUG-01 收到检察建议书后的处理和书面回复：3 件在办案件仍按两个月，"
        "1 件在办案件仍按 30 日，1 件在办案件仍按 45 日；2027-01-01 起起算的 1 个月"
    )
    assert found.en == (
        "limit SUG-01: 3 running cases keep two months, 1 running case keeps 30 days,"
        " 1 running case keeps 45 days; new periods get one month from 2027-01-01"
    )


def test_a_day_that_is_past_holds_for_what_is_recorded_from_now_on(running: Running) -> None:
    (found,) = running.said(SOONER)

    assert found.zh.endswith("；此后登记、2026-06-04 起起算的 30 日")
    assert running.clock("2026-06-02")["inputs"]["length"] == 45
    assert running.clock("sooner")["inputs"]["length"] == 30


def test_a_rule_that_goes_by_the_opening_speaks_of_new_cases(running: Running) -> None:
    (found,) = running.said(changed("2027-01-01", applies_to="case_opened"))

    assert found.zh.endswith("2027-01-01 起新立案件 30 日")
    assert found.en.endswith("new cases get 30 days from 2027-01-01")


def test_a_case_opened_before_such_a_rule_keeps_the_national_limit(running: Running) -> None:
    clock = running.clock("by_opening")

    assert (clock["limit_id"], clock["due_on"]) == ("SUG-01", "2026-08-05")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-07-17", ["日历：1 件正在计算的期限改日子"]),
        (
            "2026-07-08",
            ["定期事项：1 项未到期的改日子：2026-07-09", "日历：0 件正在计算的期限改日子"],
        ),
    ],
)
def test_days_of_the_county_say_what_moves(running: Running, day: str, words: list[str]) -> None:
    off = {
        "day": day,
        "kind": "holiday",
        "name": "本地假日",
        "document": "惠政办〔2026〕9号",
        "clauses": ["二(三)2"],
    }
    stated = package_of(LIMITS)
    calendar = {**stated.files["calendar"], "reason": "本地假日", "days": [off]}

    found = running.said(stated.with_file("calendar", calendar))

    assert [each.zh for each in found] == words


def test_what_is_owed_in_periods_follows_or_ends(running: Running) -> None:
    limits = deepcopy(LIMITS)
    limits["410108-02"]["values"]["2026-06-01"] = {"length": 10, "counted_in": "point", **BASIS}
    moved = [each.zh for each in running.said(package_of(limits))]
    del limits["410108-02"]
    ended = [each.zh for each in running.said(package_of(limits))]

    assert moved == [
        "期限 410108-02 报送案件信息：原为每月 8 日前；2026-06-01 起各期每月 10 日前",
        "定期事项：2 项未到期的改日子：2026-06-10、2026-07-10",
    ]
    assert ended == [
        "期限 410108-02 报送案件信息：原为每月 8 日前；各期没有期限",
        "定期事项：2 项未到期的不再需要（410108-02）",
    ]


def test_ladder_and_copies_hold_from_the_next_event_on(running: Running) -> None:
    rules = package_of(LIMITS).files["mechanisms"]

    (ladder,) = running.said(with_rules(escalation=rules["escalation"][:-1]))
    (copies,) = running.said(with_rules(copy_rules=rules["copy_rules"][:-1]))

    assert ladder.zh == "督促链：生效后才逾期的按新的；0 件已在督促的仍按原来的"
    assert copies.zh == "抄送规则：生效后的步骤按新的，已抄送的不变"
