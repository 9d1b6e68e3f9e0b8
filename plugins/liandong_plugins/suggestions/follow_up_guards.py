"""What holds a follow-up to the county's ladder, and to the days it gave to respond."""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms.conditions import Explained
from liandong_plugins.suggestions import follow_up_states as s
from liandong_plugins.suggestions.follow_up_fields import JOINT, LEVELS, government_handler
from liandong_plugins.suggestions.suggestion_fields import prosecutor


@lm.explained(
    "只有公益诉讼检察建议可以转起诉", "only a public-interest suggestion leads to a lawsuit"
)
def is_public_interest(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """检察建议工作规定 第二十五条: public-interest matters are sued where rectification fails."""
    stated = (case.facts.get("kind"), case.facts.get("suggestion_kind"))
    return "public_interest" in stated


@lm.explained("前一项措施还没有结果", "the step before has no result yet")
def is_free(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """One step at a time: the next one waits for what came of the one before."""
    open_ones = {s.proposed.key, s.awaiting.key, s.answered.key}
    return all(row.state not in open_ones for row in case.rows_of("step"))


@lm.explained(
    "前面还有本县规定的措施没有采取，或者本县没有规定这种措施：要写明理由",
    "a rung of the county is skipped, or the county names no such step: say why",
)
def is_in_turn(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """Every rung of the county's ladder below this one was taken, here or before."""
    facts = case.row.facts if case.row else {}
    if facts.get("skip_reason"):
        return True
    ladder = [key for key in case.ladder if key in LEVELS] or list(LEVELS)
    taken = {row.facts.get("level") for row in case.rows_of("step") if row.state != s.dropped.key}
    return facts["level"] in ladder and taken.issuperset(ladder[: ladder.index(facts["level"])])


@lm.explained(
    "这种措施不由本单位拟办：督办、通报由协同单位，约谈由本级政府，其余由检察院，提醒两方都可以",
    "another authority prepares this step",
)
def is_ours(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """Each authority prepares the papers that it signs."""
    return _is_own(case)


@lm.explained("落实情况由采取这项措施的单位认定", "who took the step judges what came of it")
def is_ours_to_judge(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """No authority judges what the other has issued; a reminder is judged by either."""
    return _is_own(case)


def _is_own(case: lm.CaseView) -> bool:
    level = case.row.facts.get("level") if case.row else None
    if case.acts_as(prosecutor):
        return level == "remind" or level not in (*JOINT, "talk")
    if case.acts_as(government_handler):
        return level == "talk"
    return level in JOINT


def is_level(*levels: str) -> Explained:
    """Hold for rows that propose one of these steps."""

    def check(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
        return case.row is not None and case.row.facts.get("level") in levels

    return lm.explained("这一条拟采取的是另一种措施", "this row proposes another step")(check)


@lm.explained("检察建议另行认定", "a suggestion is judged apart, inside")
def is_told(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """What comes of a suggestion stays inside: it may be a draft that nobody knows of."""
    return case.row is None or case.row.facts.get("level") != "suggestion"


def _is_over(stated: object, on: date) -> bool:
    return stated is not None and date.fromisoformat(str(stated)) < on


@lm.explained("回应的截止日期还没有过", "the last day to respond is not over")
def is_step_silent(case: lm.CaseView, on: date) -> bool:
    """The day that the step gave to respond has passed."""
    return case.row is not None and _is_over(case.row.facts.get("respond_by"), on)


@lm.explained("陈述意见的截止日期还没有过", "the last day to be heard is not over")
def is_unit_silent(case: lm.CaseView, on: date) -> bool:
    """The day until which the unit may be heard has passed."""
    return _is_over(case.facts.get("respond_by"), on)
