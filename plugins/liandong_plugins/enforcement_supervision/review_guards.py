"""What the sheets of a file say: whether both are in, and what follows from the two."""

from datetime import date
from typing import Any

import liandong.mechanisms as lm
from liandong_plugins.enforcement_supervision import review_fields as f
from liandong_plugins.enforcement_supervision import review_standard as standard

TWO, THREE = 2, 3


def totals(case: lm.CaseView) -> list[float]:
    """Return the sums that reviewers gave the file whose move is asked."""
    about = str(case.row.id) if case.row else ""
    sheets = (row for row in case.rows_of("sheet") if row.facts.get("drawn_for") == about)
    return [standard.total_of(row.facts) for row in sheets if row.state == "scored"]


def score(case: lm.CaseView) -> Any:
    """Return the score of the file by the declared rule."""
    return standard.score_of(totals(case))


def final_score(case: lm.CaseView) -> Any:
    """Return the score with what the unit's opinion changed, between nothing and a hundred."""
    facts = case.row.facts if case.row else {}
    return max(0, min(100, facts[f.score.key] + (facts.get(f.adjustment.key) or 0)))


def grade(case: lm.CaseView) -> Any:
    """Return the grade of that score."""
    return standard.grade_of(final_score(case))


@lm.explained("两名评查员都要评完分", "both reviewers have to score first")
def both_are_in(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """No score is known to anybody but its reviewer and the bureau before."""
    return len(totals(case)) >= TWO


@lm.explained("两名评查员相差没有达到十分", "the two reviewers differ by less than ten points")
def far_apart(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """A third reviewer looks where two differ by too much."""
    return standard.is_far_apart(totals(case))


@lm.explained("两名评查员相差十分以上，须由第三人复核", "they differ by ten points: a third looks")
def near_enough(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """With three sheets the two nearest count."""
    return len(totals(case)) == THREE or not standard.is_far_apart(totals(case))


@lm.explained("有利害关系的评查员不能评分，请申请回避", "who has an interest cannot score")
def is_free(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The reviewer says so with the score."""
    return bool(case.row and case.row.facts.get(f.no_conflict.key))


@lm.explained("单位提出意见的截止日还没有过", "the unit may still give its opinion")
def opinion_day_passed(case: lm.CaseView, on: date) -> bool:
    """Silence is no objection, but the unit has to have had its days."""
    stated = (case.row.facts if case.row else {}).get(f.opinion_by.key)
    return bool(stated) and date.fromisoformat(str(stated)) < on


@lm.explained("整改截止日已过", "the day to put it right is over")
def in_time(case: lm.CaseView, on: date) -> bool:
    """The bureau sets the day, no rule does: a later report accuses nobody."""
    stated = (case.row.facts if case.row else {}).get(f.due.key)
    return stated is None or on <= date.fromisoformat(str(stated))


@lm.explained("单位有异议的，要写明对意见的答复", "an objection has to be answered")
def objection_is_answered(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the same form
    """Taken up or not, an objection gets its reasons."""
    facts = case.row.facts if case.row else {}
    return facts.get(f.opinion.key) != "objected" or bool(facts.get(f.adjustment_why.key))
