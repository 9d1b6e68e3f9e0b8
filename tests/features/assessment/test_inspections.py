"""Inspections through the year, what they ask to be put right, and whether it was."""

from datetime import date

import pytest

from liandong.features.assessment.errors import ConflictOfInterestError, NotYoursError, StepError
from liandong.features.assessment.service import inspecting
from liandong.features.assessment.service.inspecting import Answer, Inspection
from liandong.features.assessment.service.saying import About
from liandong.features.assessment.service.viewing import see
from liandong.features.notifications.service import list_notices
from liandong.kernel.errors import ForbiddenError, InvalidInputError, NotFoundError
from support.assessing import SELF, Assessing

DUE = date(2026, 12, 1)
FOUND = Inspection(date(2026, 11, 1), "督导一组", "清单第三项没有落实", (), "补齐记录", DUE)


def inspected(play: Assessing, who: str = "clerk", said: Inspection = FOUND) -> None:
    about = About(play.round_id, "finance", "")
    inspecting.inspect(play.uow, play.who(who, SELF), SELF, about, said)


def test_an_inspection_tells_the_unit_and_sets_its_task(noticed: Assessing) -> None:
    inspected(noticed)
    standing = noticed.standing()
    told = {each.kind for each in list_notices(noticed.uow, noticed.who("liaison", SELF))}

    assert [each.said.content["found"] for each in standing.checks] == [FOUND.found]
    assert [each.content["what"] for each in standing.tasks.values()] == ["补齐记录"]
    assert {"assessment.check", "assessment.task"} <= told


def test_only_the_assessor_or_an_evaluator_of_the_unit_inspects(noticed: Assessing) -> None:
    inspected(noticed, "first")
    with pytest.raises(ForbiddenError):
        inspected(noticed, "police")
    about = About(noticed.round_id, "statistics", "")
    with pytest.raises(NotYoursError):
        inspecting.inspect(noticed.uow, noticed.who("second", SELF), SELF, about, FOUND)
    own = About(noticed.round_id, "justice_bureau", "")
    with pytest.raises(NotFoundError):  # the assessor is not assessed
        inspecting.inspect(noticed.uow, noticed.who("clerk", SELF), SELF, own, FOUND)


def test_a_day_to_come_and_a_due_day_that_is_over_are_refused(noticed: Assessing) -> None:
    wrong = (
        (Inspection(date(2027, 1, 1), "", "查到问题"), {"on", "by"}),
        (Inspection(date(2026, 11, 1), "一组", "查到问题", (), "整改", date(2026, 1, 1)), {"due"}),
        (Inspection(date(2026, 11, 1), "一组", ""), {"found"}),
    )
    for said, places in wrong:
        with pytest.raises(InvalidInputError) as refused:
            inspected(noticed, said=said)
        assert {each.where for each in refused.value.problems} == places
    assert not noticed.standing().checks
    assert not noticed.standing().tasks


def test_a_task_is_answered_returned_answered_again_and_verified(noticed: Assessing) -> None:
    inspected(noticed)
    (task,) = noticed.standing().tasks
    unit, office = noticed.who("liaison", SELF), noticed.who("clerk", SELF)
    done = noticed.round_id, task, Answer("记录已补齐")

    with pytest.raises(StepError):
        inspecting.judge_task(noticed.uow, office, SELF, noticed.round_id, task, "verified", "看过")
    inspecting.answer_task(noticed.uow, unit, SELF, *done)
    with pytest.raises(StepError):
        inspecting.answer_task(noticed.uow, unit, SELF, *done)
    inspecting.judge_task(noticed.uow, office, SELF, noticed.round_id, task, "returned", "还差两份")
    assert noticed.standing().tasks[task].state == "returned"
    inspecting.answer_task(noticed.uow, unit, SELF, *done)
    inspecting.judge_task(noticed.uow, office, SELF, noticed.round_id, task, "verified", "齐了")

    steps = [each.content["step"] for each in noticed.standing().tasks[task].steps]
    assert steps == ["done", "returned", "done", "verified"]


def test_another_unit_neither_answers_nor_hears_of_a_task(noticed: Assessing) -> None:
    inspected(noticed)
    (task,) = noticed.standing().tasks
    police = noticed.who("police", SELF)

    with pytest.raises(NotFoundError):
        inspecting.answer_task(
            noticed.uow, police, SELF, noticed.round_id, task, Answer("不是我们")
        )
    assert not see(noticed.uow, police, noticed.round_id).hears_of("finance")
    assert see(noticed.uow, noticed.who("liaison", SELF), noticed.round_id).hears_of("finance")


def test_who_is_above_or_below_a_unit_does_not_judge_it(
    noticed: Assessing, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = {
        "units": [
            {"key": "government_office", "name": "区政府办"},
            {"key": "finance", "name": "区财政局", "superior": "区政府办"},
        ]
    }
    from liandong.features.assessment.service import parts

    real = parts.current(noticed.uow)
    fake = type("Config", (), {"package": {**real.package, **package}})
    monkeypatch.setattr(parts, "current", lambda _: fake)

    with pytest.raises(ConflictOfInterestError):
        inspected(noticed, "first")
    monkeypatch.undo()
    inspected(noticed, "first")
