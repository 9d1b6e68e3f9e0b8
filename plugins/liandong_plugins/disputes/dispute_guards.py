"""What a dispute and a reconsideration in it hang on, where the kit has no guard for it."""

from datetime import date

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
