"""The life of a period: held, lengthened, renewed, by hand and against a clock that is stopped."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars import oracle
from calendars.published import days_of
from liandong.calendars import (
    ActKind,
    ClockAct,
    History,
    HistoryError,
    OutsideCalendarError,
    compute,
    compute_history,
    default_calendar,
    four_steps,
)

ROLLS = "next_working_day"
TWO_MONTHS: dict[str, Any] = {"length": 2, "counted_in": "month", "roll": ROLLS}
FIFTEEN_DAYS: dict[str, Any] = {"length": 15, "counted_in": "day", "roll": ROLLS}
TWENTY_WORKING_DAYS: dict[str, Any] = {"length": 20, "counted_in": "working_day"}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def act(kind: str, on: str, until: str | None = None, **given: Any) -> ClockAct:
    given["due_on"] = day(given.get("due_on"))
    return ClockAct(ActKind(kind), date.fromisoformat(on), until=day(until), **given)


def lived(start: str, acts: Iterable[ClockAct], **period: Any) -> History:
    return compute_history(date.fromisoformat(start), acts=acts, **period)


def pause(first: str, resumed: str) -> list[ClockAct]:
    return [act("suspend", first), act("resume", resumed)]


EXAMPLES: list[tuple[str, str, dict[str, Any], list[ClockAct], str, str]] = [
    ("没有事", "2026-03-02", TWO_MONTHS, [], "2026-05-02", "2026-05-06"),
    (
        "暂停七天，届满在补班周六",
        "2026-03-02",
        TWO_MONTHS,
        pause("2026-03-10", "2026-03-17"),
        "2026-05-09",
        "2026-05-09",
    ),
    (
        "暂停后重新顺延",
        "2026-08-01",
        TWO_MONTHS,
        pause("2026-09-10", "2026-09-14"),
        "2026-10-05",
        "2026-10-08",
    ),
    (
        "暂停后不必顺延",
        "2026-08-01",
        TWO_MONTHS,
        pause("2026-09-10", "2026-09-20"),
        "2026-10-11",
        "2026-10-12",
    ),
    (
        "当天恢复，没有一天不计入",
        "2026-03-02",
        TWO_MONTHS,
        pause("2026-03-10", "2026-03-10"),
        "2026-05-02",
        "2026-05-06",
    ),
    (
        "开始当天暂停，当天本来不计",
        "2026-03-02",
        FIFTEEN_DAYS,
        pause("2026-03-02", "2026-03-05"),
        "2026-03-19",
        "2026-03-19",
    ),
    (
        "最后一日暂停，还剩一天",
        "2026-03-02",
        FIFTEEN_DAYS,
        pause("2026-03-17", "2026-03-25"),
        "2026-03-25",
        "2026-03-25",
    ),
    (
        "数满以后、顺延期间暂停，还剩四天",
        "2026-08-01",
        TWO_MONTHS,
        pause("2026-10-05", "2026-10-20"),
        "2026-10-23",
        "2026-10-23",
    ),
    (
        "工作日跨国庆暂停，还剩三个工作日",
        "2026-09-01",
        TWENTY_WORKING_DAYS,
        pause("2026-09-24", "2026-10-08"),
        "2026-10-10",
        "2026-10-10",
    ),
    (
        "工作日只在假日暂停",
        "2026-09-01",
        TWENTY_WORKING_DAYS,
        pause("2026-09-25", "2026-09-28"),
        "2026-09-29",
        "2026-09-29",
    ),
    (
        "两次暂停",
        "2026-03-02",
        FIFTEEN_DAYS,
        [*pause("2026-03-05", "2026-03-09"), *pause("2026-03-09", "2026-03-12")],
        "2026-03-24",
        "2026-03-24",
    ),
    (
        "扣除鉴定的十天",
        "2026-03-02",
        FIFTEEN_DAYS,
        [act("exclude", "2026-03-10", "2026-03-19")],
        "2026-03-27",
        "2026-03-27",
    ),
    (
        "扣除到届满以后",
        "2026-03-02",
        FIFTEEN_DAYS,
        [act("exclude", "2026-03-16", "2026-04-02")],
        "2026-04-04",
        "2026-04-07",
    ),
    (
        "相连的两段扣除",
        "2026-03-02",
        FIFTEEN_DAYS,
        [
            act("exclude", "2026-03-10", "2026-03-12"),
            act("exclude", "2026-03-13", "2026-03-19"),
        ],
        "2026-03-27",
        "2026-03-27",
    ),
    (
        "先六个月，再从顺延之日起三个月",
        "2025-11-30",
        {"length": 6, "counted_in": "month", "roll": ROLLS},
        [act("extend", "2026-05-20", length=3, counted_in="month", roll=ROLLS)],
        "2026-09-01",
        "2026-09-01",
    ),
    (
        "最后一日延长，不顺延",
        "2026-08-01",
        TWO_MONTHS,
        [act("extend", "2026-10-08", length=3, counted_in="day", roll="none")],
        "2026-10-11",
        "2026-10-11",
    ),
    (
        "延长没有写怎样顺延，随原期限",
        "2026-08-01",
        TWO_MONTHS,
        [act("extend", "2026-10-08", length=3, counted_in="day")],
        "2026-10-11",
        "2026-10-12",
    ),
    (
        "延长写明最后一日，照写",
        "2026-08-01",
        TWO_MONTHS,
        [act("extend", "2026-09-01", due_on="2026-10-31")],
        "2026-10-31",
        "2026-10-31",
    ),
    (
        "延长后再暂停",
        "2026-08-01",
        TWO_MONTHS,
        [act("extend", "2026-09-01", due_on="2026-10-31"), *pause("2026-10-09", "2026-10-12")],
        "2026-11-03",
        "2026-11-03",
    ),
    (
        "重新起算",
        "2026-03-02",
        TWO_MONTHS,
        [*pause("2026-03-05", "2026-03-09"), act("interrupt", "2026-03-31")],
        "2026-05-31",
        "2026-06-01",
    ),
    (
        "重新起算，延长作废",
        "2026-03-02",
        FIFTEEN_DAYS,
        [
            act("extend", "2026-03-10", length=5, counted_in="working_day"),
            act("interrupt", "2026-03-20"),
        ],
        "2026-04-04",
        "2026-04-07",
    ),
    (
        "重新起算，没有过完的扣除仍不计入",
        "2026-03-02",
        FIFTEEN_DAYS,
        [act("exclude", "2026-03-10", "2026-03-19"), act("interrupt", "2026-03-16")],
        "2026-04-03",
        "2026-04-03",
    ),
    (
        "文书载明最后一日",
        "2026-09-20",
        {"due_on": date(2026, 10, 3), "roll": ROLLS},
        [],
        "2026-10-03",
        "2026-10-03",
    ),
    (
        "文书载明最后一日，暂停两天",
        "2026-09-20",
        {"due_on": date(2026, 10, 3), "roll": ROLLS},
        pause("2026-09-28", "2026-09-30"),
        "2026-10-05",
        "2026-10-08",
    ),
    (
        "工作日期限延长到周六，周六暂停，恢复之日不早于届满",
        "2026-03-02",
        {"length": 5, "counted_in": "working_day"},
        [act("extend", "2026-03-04", due_on="2026-03-14"), *pause("2026-03-14", "2026-03-18")],
        "2026-03-18",
        "2026-03-18",
    ),
]


@pytest.mark.parametrize(
    ("start", "period", "acts", "nominal", "due"),
    [pytest.param(*each[1:], id=each[0]) for each in EXAMPLES],
)
def test_a_life_ends_on(
    start: str, period: dict[str, Any], acts: list[ClockAct], nominal: str, due: str
) -> None:
    found = lived(start, acts, **period)

    assert (str(found.computation.nominal_on), str(found.computation.due_on)) == (nominal, due)
    assert not found.is_suspended
    assert [step.key for step in found.computation.steps[-2:]] == ["nominal", "due"]
    assert found.computation.steps[-1].on == found.computation.due_on
    later_first = sorted(acts, key=lambda each: -each.on.toordinal())
    assert lived(start, later_first, **period) == found


def test_without_acts_it_is_the_plain_count() -> None:
    counted = compute(date(2026, 3, 2), **TWO_MONTHS)

    assert lived("2026-03-02", [], **TWO_MONTHS) == History(counted, False, None, date(2026, 3, 2))


def test_a_suspension_never_ended_is_told() -> None:
    found = lived("2026-03-02", [act("suspend", "2026-03-10")], **TWO_MONTHS)

    assert (found.is_suspended, found.suspended_since) == (True, date(2026, 3, 10))
    assert found.computation.due_on == date(2026, 5, 6)
    assert found.computation.steps[2].reason_zh == "这天起暂停计算"


def test_a_renewed_period_names_its_new_day_0() -> None:
    found = lived("2026-03-02", [act("interrupt", "2026-03-31")], **TWO_MONTHS)

    assert found.started_on == found.computation.started_on == date(2026, 3, 31)
    assert found.computation.counted_from == date(2026, 4, 1)
    assert found.computation.steps[0].on == date(2026, 3, 2)


def test_the_whole_path_reads_as_sentences() -> None:
    acts = [
        act("suspend", "2026-03-10", reason="等检测报告"),
        act("resume", "2026-03-17"),
        act("exclude", "2026-04-01", "2026-04-10", reason="鉴定"),
        act("extend", "2026-05-01", length=30, counted_in="day"),
        act("extend", "2026-05-02", due_on="2026-06-30", reason="检察长批准"),
        act("interrupt", "2026-05-20", reason="更正"),
    ]
    steps = lived("2026-03-02", acts, **TWO_MONTHS).computation.steps

    assert [(f"{step.on:%m-%d}", step.reason_zh, step.reason_en) for step in steps] == [
        ("03-02", "当天不计", "the day itself is not counted"),
        ("03-03", "从次日数 2 个月", "2 months from the next day"),
        ("03-10", "这天起暂停计算（等检测报告）", "does not count from this day on (等检测报告)"),
        ("03-17", "这天起恢复计算，7 日不计入", "counts again; 7 days do not count"),
        (
            "04-01",
            "到 2026年4月10日的 10 日不计入（鉴定）",
            "until 10 Apr 2026: 10 days do not count (鉴定)",
        ),
        ("05-01", "从 2026年5月19日起延长 30 日", "30 days more, counted from 19 May 2026"),
        (
            "05-02",
            "最后一日从 2026年6月18日改为 2026年6月30日（检察长批准）",
            "the last day 18 Jun 2026 becomes 30 Jun 2026 (检察长批准)",
        ),
        (
            "05-20",
            "重新起算，当天不计，从次日数 2 个月（更正）",
            "begins anew: 2 months from the next day (更正)",
        ),
        ("07-20", "工作日", "a working day"),
        ("07-20", "不顺延", "does not move"),
    ]
    heads = [each["head"] for each in four_steps(steps, date(2026, 3, 1))]
    assert heads[2:8] == [
        "3月10日 暂停",
        "3月17日 恢复",
        "4月1日 扣除",
        "5月1日 延长",
        "5月2日 延长",
        "5月20日 重新起算",
    ]


def test_one_working_day_and_what_a_renewal_still_leaves_out() -> None:
    held = lived("2026-03-02", pause("2026-03-10", "2026-03-11"), **TWENTY_WORKING_DAYS)
    acts = [act("exclude", "2026-03-10", "2026-03-19"), act("interrupt", "2026-03-16")]
    renewed = lived("2026-03-02", acts, **FIFTEEN_DAYS)

    assert held.computation.steps[3].reason_zh == "这天起恢复计算，1 个工作日不计入"
    assert held.computation.steps[3].reason_en == "counts again; 1 working day does not count"
    assert renewed.computation.steps[3].reason_zh.endswith("扣除到 2026年3月19日的 3 日不计入")


def test_days_that_take_nothing_away_say_so() -> None:
    weekend = [act("exclude", "2026-03-07", "2026-03-08")]
    found = lived("2026-03-02", weekend, **TWENTY_WORKING_DAYS).computation.steps[2]

    assert found.reason_zh == "到 2026年3月8日，没有要扣除的日子"
    assert found.reason_en == "until 8 Mar 2026: no day is left out"


def test_a_county_counts_by_its_own_days() -> None:
    local = default_calendar().overlay([date(2026, 3, 12)], [])
    found = lived(
        "2026-03-02", pause("2026-03-10", "2026-03-13"), calendar=local, **TWENTY_WORKING_DAYS
    )

    assert found.computation.steps[3].reason_zh == "这天起恢复计算，2 个工作日不计入"


@pytest.mark.parametrize(
    ("start", "period", "acts", "provisional"),
    [
        ("2026-10-28", TWO_MONTHS, [], False),
        ("2026-10-28", TWO_MONTHS, pause("2026-11-02", "2026-11-09"), True),
        ("2026-12-01", TWO_MONTHS, [act("interrupt", "2026-12-02")], True),
        ("2026-12-01", {"due_on": date(2026, 12, 31)}, [], False),
        ("2026-12-01", {"due_on": date(2027, 1, 4)}, [], True),
        (
            "2026-12-01",
            FIFTEEN_DAYS,
            [act("extend", "2026-12-02", length=30, counted_in="day")],
            True,
        ),
    ],
)
def test_what_rests_on_an_unpublished_year_is_provisional(
    start: str, period: dict[str, Any], acts: list[ClockAct], provisional: bool
) -> None:
    assert lived(start, acts, **period).computation.provisional is provisional


REFUSED: list[tuple[str, list[ClockAct], list[str]]] = [
    ("早于开始", [act("suspend", "2026-03-01")], ["acts.1"]),
    (
        "暂停中又暂停",
        [act("suspend", "2026-03-05"), act("suspend", "2026-03-06")],
        ["acts.2"],
    ),
    ("没有暂停却恢复", [act("resume", "2026-03-05")], ["acts.1"]),
    (
        "恢复两次",
        [*pause("2026-03-05", "2026-03-06"), act("resume", "2026-03-07")],
        ["acts.3"],
    ),
    ("届满后暂停", [act("suspend", "2026-03-18")], ["acts.1"]),
    ("届满后扣除", [act("exclude", "2026-03-18", "2026-03-20")], ["acts.1"]),
    (
        "届满后延长",
        [act("extend", "2026-03-18", length=5, counted_in="day")],
        ["acts.1"],
    ),
    ("届满后重新起算", [act("interrupt", "2026-03-18")], ["acts.1"]),
    (
        "扣除里暂停",
        [act("exclude", "2026-03-05", "2026-03-10"), act("suspend", "2026-03-10")],
        ["acts.2"],
    ),
    (
        "扣除重叠，后一项在前面写",
        [act("exclude", "2026-03-08", "2026-03-12"), act("exclude", "2026-03-05", "2026-03-10")],
        ["acts.1"],
    ),
    (
        "暂停里扣除",
        [act("suspend", "2026-03-05"), act("exclude", "2026-03-06", "2026-03-07")],
        ["acts.2"],
    ),
    (
        "暂停里延长",
        [act("suspend", "2026-03-05"), act("extend", "2026-03-06", length=1, counted_in="day")],
        ["acts.2"],
    ),
    ("暂停里重新起算", [act("suspend", "2026-03-05"), act("interrupt", "2026-03-06")], ["acts.2"]),
    ("扣除先止后起", [act("exclude", "2026-03-05", "2026-03-04")], ["acts.1"]),
    ("扣除没有写到哪天", [act("exclude", "2026-03-05")], ["acts.1"]),
    ("延长没有写多少", [act("extend", "2026-03-05")], ["acts.1"]),
    ("延长没有写单位", [act("extend", "2026-03-05", length=5)], ["acts.1"]),
    ("延长没有写数", [act("extend", "2026-03-05", counted_in="day")], ["acts.1"]),
    ("延长零天", [act("extend", "2026-03-05", length=0, counted_in="day")], ["acts.1"]),
    (
        "延长写了两样",
        [act("extend", "2026-03-05", length=5, counted_in="day", due_on="2026-04-01")],
        ["acts.1"],
    ),
    ("延长到现在的最后一日", [act("extend", "2026-03-05", due_on="2026-03-17")], ["acts.1"]),
    (
        "延长后提前回到原来的最后一日",
        [
            act("extend", "2026-03-05", due_on="2026-04-30"),
            act("extend", "2026-03-06", length=3, counted_in="day", roll="previous_working_day"),
        ],
        ["acts.2"],
    ),
    ("多写了一样", [act("suspend", "2026-03-05", length=3)], ["acts.1"]),
    (
        "几项都不对，一次说完",
        [act("resume", "2026-03-05"), act("interrupt", "2026-03-04"), act("exclude", "2026-03-09")],
        ["acts.1", "acts.3"],
    ),
]


@pytest.mark.parametrize(
    ("acts", "named"), [pytest.param(*each[1:], id=each[0]) for each in REFUSED]
)
def test_an_act_that_cannot_be_is_named_by_its_number(
    acts: list[ClockAct], named: list[str]
) -> None:
    with pytest.raises(HistoryError) as caught:
        lived("2026-03-02", acts, **FIFTEEN_DAYS)

    assert sorted(problem.where for problem in caught.value.problems) == named
    for problem in caught.value.problems:
        number = problem.where.removeprefix("acts.")
        assert problem.message_zh.startswith(f"第 {number} 项（2026年3月")
        assert problem.message_en.startswith(f"no. {number} (")
    assert caught.value.code == "calendar.history"


@pytest.mark.parametrize(
    ("period", "where"),
    [
        ({}, "length"),
        ({"length": 2, "due_on": date(2026, 4, 1)}, "length"),
        ({"length": 0}, "length"),
        ({"due_on": date(2026, 3, 1)}, "due_on"),
    ],
)
def test_a_period_that_cannot_be_is_refused(period: dict[str, Any], where: str) -> None:
    with pytest.raises(HistoryError) as caught:
        lived("2026-03-02", [], **period)

    assert [problem.where for problem in caught.value.problems] == [where]


def test_a_stated_last_day_cannot_begin_anew() -> None:
    with pytest.raises(HistoryError, match="文书载明"):
        lived("2026-03-02", [act("interrupt", "2026-03-04")], due_on=date(2026, 4, 1))


@pytest.mark.parametrize("period", [TWO_MONTHS, TWENTY_WORKING_DAYS, FIFTEEN_DAYS])
@pytest.mark.parametrize("resumed", ["2050-01-01", "9999-12-31"])
def test_an_act_beyond_the_schedules_is_named(period: dict[str, Any], resumed: str) -> None:
    with pytest.raises(OutsideCalendarError) as caught:
        lived("2026-03-02", pause("2026-03-05", resumed), **period)

    assert [problem.where for problem in caught.value.problems] == ["acts.2"]


def test_a_stored_act_may_bring_words() -> None:
    stored: Any = {"kind": "extend", "length": 5, "counted_in": "day", "roll": "none"}

    assert ClockAct(on=date(2026, 3, 5), **stored) == act(
        "extend", "2026-03-05", length=5, counted_in="day", roll="none"
    )


STARTS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
LENGTHS = st.one_of(
    st.tuples(st.sampled_from(["day", "working_day"]), st.integers(1, 120)),
    st.tuples(st.just("month"), st.integers(1, 12)),
)
ROLL = st.sampled_from(["none", ROLLS])
WHAT = st.tuples(st.sampled_from(list(ActKind)), st.integers(0, 40), st.integers(1, 40), LENGTHS)


class Played:
    """Acts that can be, and the clock they were played on; what cannot be is left out."""

    def __init__(self, start: date, length: int, unit: str, roll: str) -> None:
        self.clock = oracle.Life(start, length, unit, roll)
        self.day, self.acts = start, list[ClockAct]()

    def play(self, kind: ActKind, ahead: int, lasts: int, more: tuple[str, int]) -> None:
        self.day += timedelta(days=ahead)
        if ahead > 30:  # often among the last days, where days off are left
            self.day = max(self.day - timedelta(days=ahead), self.clock.due - timedelta(40 - ahead))
        if self.clock.stopped:
            self.acts.append(ClockAct(ActKind.RESUME, self.day))
            self.clock.go(self.day)
        elif self.day <= self.clock.due:
            getattr(self, kind.value, lambda *_: None)(lasts, more)

    def suspend(self, *_: Any) -> None:
        if self.day not in self.clock.out:
            self.acts.append(ClockAct(ActKind.SUSPEND, self.day))
            self.clock.stop(self.day)

    def exclude(self, lasts: int, *_: Any) -> None:
        if self.day not in self.clock.out:
            until = self.day + timedelta(days=lasts - 1)
            self.acts.append(ClockAct(ActKind.EXCLUDE, self.day, until=until))
            self.clock.take_out(self.day, until)

    def extend(self, lasts: int, more: tuple[str, int]) -> None:
        unit, length = more
        if lasts % 5 == 0:
            named = self.clock.due + timedelta(days=lasts)
            self.acts.append(ClockAct(ActKind.EXTEND, self.day, due_on=named))
            self.clock.name_the_day(named)
            return
        given: Any = {"length": length, "counted_in": unit, "roll": ROLLS}
        self.acts.append(ClockAct(ActKind.EXTEND, self.day, **given))
        self.clock.lengthen(length, unit, ROLLS)

    def interrupt(self, *_: Any) -> None:
        self.acts.append(ClockAct(ActKind.INTERRUPT, self.day))
        self.clock.renew(self.day)


@settings(max_examples=500, deadline=None)
@given(STARTS, LENGTHS, ROLL, st.lists(WHAT, max_size=8))
def test_every_life_ends_where_a_clock_stopped_and_started_ends(
    start: date, length: tuple[str, int], roll: str, what: list[tuple[ActKind, int, int, Any]]
) -> None:
    unit, n = length
    played = Played(start, n, unit, roll)
    for each in what:
        played.play(*each)
    period: Any = {"length": n, "counted_in": unit, "roll": roll}
    found = compute_history(start, acts=played.acts, **period)

    clock = played.clock
    assert found.is_suspended is clock.stopped
    assert (found.computation.nominal_on, found.computation.due_on) == (clock.end, clock.due)
    if clock.stopped:
        return
    too_late = ClockAct(ActKind.SUSPEND, clock.due + oracle.ONE_DAY)
    with pytest.raises(HistoryError) as caught:
        compute_history(start, acts=[*played.acts, too_late], **period)
    assert [each.where for each in caught.value.problems] == [f"acts.{len(played.acts) + 1}"]


@pytest.mark.parametrize("lasts", [1, 4, 11])
def test_every_last_day_can_be_held(lasts: int) -> None:
    for start in days_of(2025, 2026):
        due = compute(start, **FIFTEEN_DAYS).due_on
        for before in range(min(10, (due - start).days)):
            first = due - timedelta(days=before)
            clock = oracle.Life(start, 15, "day", ROLLS)
            clock.stop(first)
            clock.go(first + timedelta(days=lasts))
            acts = pause(f"{first}", f"{first + timedelta(days=lasts)}")
            found = compute_history(start, acts=acts, **FIFTEEN_DAYS).computation
            assert (found.nominal_on, found.due_on) == (clock.end, clock.due), (start, first)
