"""A county's own days change with its package: what runs follows, with the cause."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.cases import service as cases
from liandong.features.tenants.service import StatedPackage
from support.counties import HUIJI, County, build_county, on, shipped

SERVED, DUE, MOVED = "2026-03-10", "2026-05-11", "2026-05-12"


@pytest.fixture
def huiji(sessions: sessionmaker[Session]) -> County:
    return build_county(sessions)


def package(*days: str, reason: str = "县城防汛停工") -> StatedPackage:
    own = [{"day": day, "kind": "holiday", "name": "停工", "document": "防汛通告"} for day in days]
    return shipped(HUIJI).with_file("calendar", {"reason": reason, "days": own})


def test_a_day_off_of_ones_own_moves_what_runs_and_says_why(huiji: County) -> None:
    case_id = huiji.serve(SERVED)
    assert huiji.deadline(case_id, "SUG-01")["due_on"] == DUE

    assert apply_all(huiji.sessions, on("2026-04-01"), [package(DUE)]) == [str(HUIJI)]

    after = huiji.deadline(case_id, "SUG-01")
    assert after["due_on"] == MOVED
    (revision,) = after["inputs"]["revisions"]
    assert (revision["from"], revision["to"], revision["on"]) == (DUE, MOVED, "2026-04-01")
    assert revision["cause"]["zh"] == "本县日历改了：县城防汛停工"
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        cases.rebuild(uow)
    assert huiji.deadline(case_id, "SUG-01") == after


def test_a_package_with_the_same_days_recounts_nothing(huiji: County) -> None:
    case_id = huiji.serve(SERVED)

    changed = apply_all(huiji.sessions, on("2026-04-01"), [package(reason="换一个说法")])

    assert changed == [str(HUIJI)]
    assert "revisions" not in huiji.deadline(case_id, "SUG-01")["inputs"]
