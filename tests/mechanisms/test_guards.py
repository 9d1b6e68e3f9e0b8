"""Guards hold by rows and deadlines, and say why they do not."""

from dataclasses import replace
from datetime import date

import pytest

import liandong.mechanisms as lm
from mechanisms.samples import (
    A_01,
    A_03,
    DAY,
    open_,
    point,
    row,
)

DRAFT = lm.CaseView("drafting", on=DAY)
SENT = lm.CaseView("sent", rows=(row("open"),), on=DAY)


@pytest.mark.parametrize(
    ("guard", "state", "on", "holds"),
    [
        (lm.overdue(A_01), "running", date(2026, 3, 2), False),
        (lm.overdue(A_01), "running", date(2026, 3, 3), True),
        (lm.overdue(A_01), "ended", date(2026, 3, 3), False),
        (lm.within(A_01), "running", date(2026, 3, 2), True),
        (lm.within(A_01), "lapsed", date(2026, 3, 3), False),
        (lm.elapsed(A_01), "running", date(2026, 3, 2), False),
        (lm.elapsed(A_01), "ended", date(2026, 3, 3), True),
        (lm.running(A_01), "suspended", date(2026, 3, 3), True),
        (lm.running(A_01), "ended", date(2026, 3, 3), False),
        (lm.not_running(A_01), "running", date(2026, 3, 3), False),
        (lm.not_running(A_01), "released", date(2026, 3, 3), True),
        (lm.never_begun(A_01), "running", date(2026, 3, 2), False),
        (lm.never_begun(A_01), "released", date(2026, 3, 3), False),
    ],
)
def test_a_guard_of_a_limit_reads_the_deadline(
    guard: lm.Guard, state: str, on: date, *, holds: bool
) -> None:
    case = lm.CaseView("sent", deadlines={"A-01": lm.DeadlineView(DAY, state)})

    assert guard(case, on) is holds
    assert (lm.why_not(guard, case, on) is None) is holds


@pytest.mark.parametrize(
    "guard", [lm.overdue(A_01), lm.within(A_01), lm.elapsed(A_01), lm.running(A_01)]
)
def test_a_limit_that_never_started_satisfies_no_guard_but_not_running(guard: lm.Guard) -> None:
    assert guard(lm.CaseView("sent"), DAY) is False
    assert lm.not_running(A_01)(lm.CaseView("sent"), DAY) is True


def test_a_limit_that_never_started_has_never_begun() -> None:
    assert lm.never_begun(A_01)(SENT, DAY)


def test_a_limit_without_a_day_is_never_overdue() -> None:
    case = lm.CaseView("sent", deadlines={"A-01": lm.DeadlineView(None)})

    assert lm.overdue(A_01)(case, DAY) is False


def test_no_row_holds_until_one_is_in_the_state() -> None:
    guard = lm.no_row(point, open_)

    assert guard(DRAFT, DAY)
    assert lm.why_not(guard, SENT, DAY) == (
        "“事项”中不得再有：待办",
        "no point may still be: open",
    )


def test_a_moved_row_counts_only_in_the_act() -> None:
    guard = lm.moved_row(point, open_)

    assert not guard(SENT, DAY)
    assert guard(replace(SENT, rows=(replace(row("open"), moved=True),)), DAY)
    assert not guard(replace(SENT, rows=(replace(row("done"), moved=True),)), DAY)


def test_of_several_guards_the_first_that_refuses_gives_the_words() -> None:
    @lm.explained("还不行", "not yet")
    def not_yet(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of every guard
        return False

    case, both = replace(SENT, offering=False), lm.all_of(lm.any_row(point, open_), not_yet)

    assert lm.why_not(both, case, DAY) == ("还不行", "not yet")
    assert lm.why_not(lm.entered(both), case, DAY) == ("还不行", "not yet")
    assert lm.why_not(lm.entered(not_yet), case, DAY) == ("还不行", "not yet")
    assert lm.why_not(None, case, DAY) is None
    assert lm.why_not(lm.all_of(lm.not_running(A_03)), case, DAY) is None


def test_what_was_handed_over_counts_for_the_unit_it_was_served_on() -> None:
    unit = lm.Field("unit", lm.FieldKind.UNIT, label="单位")
    mine = lm.RowView("row-1", "point", "open", {"unit": "unit-1"})
    drafted = lm.BegunView("suggest")
    told = lm.BegunView("suggest", frozenset({"unit-1"}))
    served = lm.BegunView("suggest", frozenset({"unit-1"}), "某检建1号", DAY)
    elsewhere = lm.BegunView("suggest", frozenset({"unit-2"}), "某检建2号", DAY)

    def asked(*begun: lm.BegunView) -> tuple[bool, bool, str | None]:
        case = replace(SENT, row=mine, begun=begun)
        return (
            lm.handed_over_told("suggest", unit)(case, DAY),
            lm.handed_over_served("suggest", unit)(case, DAY),
            lm.served_number(case, "suggest", unit),
        )

    assert asked() == asked(drafted) == asked(elsewhere) == (False, False, None)
    assert asked(told) == (True, False, None)
    assert asked(elsewhere, served) == (True, True, "某检建1号")
    assert not lm.handed_over_told("follow_up")(replace(SENT, begun=(served,)), DAY)
    assert lm.handed_over_told("suggest")(replace(SENT, begun=(elsewhere,)), DAY)
