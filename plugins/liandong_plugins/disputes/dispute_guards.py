"""What a dispute and a reconsideration in it hang on, where the kit has no guard for it."""

from datetime import date
from typing import Any

import liandong.mechanisms as lm
from liandong_plugins.disputes import reconsideration_states as r

INVITES_HIGH = "disputes.invite_high"


@lm.explained("争议较大的案件，要先函邀检察院", "the procuratorate has to be invited first")
def high_is_invited(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """征求意见稿 二(四)②: where the county says so, such a dispute is not resolved alone."""
    is_asked = bool((case.settings or {}).get(INVITES_HIGH)) and case.facts.get("level") == "high"
    return not is_asked or bool(case.facts.get("invitation"))


@lm.explained("还有在办的行政复议程序", "a reconsideration is still open in this matter")
def no_other_is_open(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """One reconsideration at a time: its clocks are known by their limit alone."""
    rows = case.rows_of("reconsideration")
    return all(row.state not in r.OPEN for row in rows if row != case.row)


@lm.explained("没有等待答复的申请书副本", "no copy of an application waits for an answer")
def answer_is_owed(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """行政复议法 第四十八条, 第五十四条: in either procedure."""
    found = (case.deadlines.get(limit.id) for limit in (r.REC_03b, r.REC_04b))
    return any(deadline is not None and deadline.runs for deadline in found)


@lm.explained("这一件不是检察院请求协助的", "the procuratorate did not ask for help here")
def was_asked_for_help(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """A matter that a court pushed is taken back by the court."""
    return not case.facts.get("court_case_number")


@lm.explained("写明至少一个被诉、被申请行政机关", "name the organ sued or applied against")
def an_organ_takes_part(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """Named with the signature of the start, or before it; a plan sent to be signed names none."""
    return case.unit is None or bool(case.rows_of("organ"))


def _takes_part(case: lm.CaseView, key: str) -> bool:
    named = str(case.row.facts.get(key)) if case.row else ""
    return named in {str(row.facts.get("organ_unit")) for row in case.rows_of("organ")}


@lm.explained("被申请人要先通知参加", "the organ does not take part in this matter yet")
def receiver_takes_part(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """Who got the copy owes the answer, so it must be able to see and give it."""
    return _takes_part(case, "respondent_organ")


@lm.explained("收到意见书的机关要先通知参加", "the organ does not take part in this matter yet")
def corrector_takes_part(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """行政复议法 第七十六条: who is to report must be able to see the opinion and answer it."""
    return _takes_part(case, "corrector")


@lm.explained("审理中止过的，不再转为普通程序", "the review was held; it stays in its procedure")
def never_held(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The days for which REC-04c was held could not be taken over by REC-05a."""
    facts = case.row.facts if case.row else {}
    return not facts.get("suspended_for") and not facts.get("document_name")


def own_unit(case: lm.CaseView) -> Any:
    """Return the organ that took the application in: it owes its forwarding."""
    return str(case.unit) if case.unit else None


def today(case: lm.CaseView) -> Any:
    """Return the day of the acceptance."""
    return case.on.isoformat()


def expiry(case: lm.CaseView) -> Any:
    """Return the day on which the application is deemed accepted: 行政复议法 第三十条."""
    deadline = case.deadlines.get(r.REC_02a.id)
    return deadline.due_on.isoformat() if deadline and deadline.due_on else case.on.isoformat()


def accepted_day(case: lm.CaseView) -> Any:
    """Return the day of the acceptance on record."""
    return (case.row.facts if case.row else {}).get("review_accepted_on")
