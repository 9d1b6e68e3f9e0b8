"""The case before the lawsuit: filed, served, consulted or suggested, rectified, followed up."""

from calendar import monthrange
from datetime import date, timedelta

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import pil_fields as f
from liandong_plugins.public_interest import pil_papers as papers
from liandong_plugins.public_interest import pil_rows as rows
from liandong_plugins.public_interest import pil_states as s
from liandong_plugins.public_interest.pil_clue_moves import known
from liandong_plugins.public_interest.pil_fields import addressee, chief, handler, head, prosecutor


@lm.explained(
    "公告期满日不能早于公告期的最后一日", "the notice cannot have ended before its last day"
)
def notice_lasted(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """两高检察公益诉讼解释 第十三条: the notice lasts thirty days; the examination follows it."""
    due = case.deadlines[s.PIL_07.id].due_on
    return due is not None and date.fromisoformat(str(case.facts["notice_ended_on"])) >= due


def _earliest_end(served_on: date, *, is_urgent: bool) -> date:
    """Return the day before which the period to perform the duty cannot be over."""
    if is_urgent:
        return served_on + timedelta(days=15)
    year, month = divmod(served_on.year * 12 + served_on.month + 1, 12)
    return date(year, month + 1, min(served_on.day, monthrange(year, month + 1)[1]))


@lm.explained(
    "检察建议书送达后不满两个月（紧急情形十五日），整改期限不可能届满",
    "two months, or 15 days where it is urgent, after the service are not over",
)
def period_lasted(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """两高检察公益诉讼解释 第二十一条: the unit has two months, in urgent cases fifteen days."""
    facts = case.facts
    served_on = date.fromisoformat(str(facts["suggestion_served_on"]))
    earliest = _earliest_end(served_on, is_urgent=bool(facts.get("is_urgent")))
    return date.fromisoformat(str(facts["period_ended_on"])) >= earliest


# fmt: off
there = {lm.Part.ADDRESSEE: lm.Part.ADDRESSEE}
announced = (lm.Instead(f.delivery_mode, "announced", papers.service_record),)
repaired = lm.no_row(rows.repair, s.planned, s.failing)
moves = (
    Move("begin_administrative", None, s.established, label="行政公益诉讼立案", by=chief,
         asks=(common.title, *known), starts=(s.PIL_03,)),
    Move("issue_decision", s.established, s.decided, label="签发立案决定书", by=chief,
         produces=papers.filing_decision, names=(lm.one(addressee),)),
    Move("serve", s.decided, s.served, label="送达立案决定书", by=(handler, head, prosecutor),
         delivers=papers.filing_decision, asks=(f.delivery_mode, common.delivery_proof),
         guard=lm.entered(common.delivery_is_proved), produces=papers.return_receipt,
         instead=announced, stops=(s.PIL_03,)),
    Move("ask_help", s.with_unit, lm.SAME, label="商请调查核实协作", by=prosecutor,
         asks=(f.asked_for,), internal=True, hands_over=lm.HandOver(
             "investigation_cooperation", shares={"title": common.title}, parties=there)),
    Move("consult", s.served, s.consulting, label="诉前磋商", by=prosecutor,
         internal=True, hands_over=lm.HandOver(
             "pre_litigation_consultation", shares={"title": common.title}, parties=there)),
    Move("turn_to_suggestion", s.consulting, s.suggested, label="磋商未成，转检察建议",
         by=prosecutor, internal=True),
    Move("suggest", (s.served, s.consulting), s.suggested, label="提出检察建议", by=prosecutor,
         asks=(f.suggestion_kind,), internal=True, hands_over=lm.HandOver(
             "procuratorial_suggestion", parties=there,
             shares={"title": common.title, "kind": f.suggestion_kind})),
    Move("note_service", s.suggested, s.rectifying, label="登记检察建议书送达", by=prosecutor,
         asks=(f.suggestion_number, f.suggestion_served_on, f.is_urgent),
         counts_from=f.suggestion_served_on, starts=(s.PIL_05,)),
    Move("file_suggestion", (s.rectifying, s.following, s.suing, *s.in_court), lm.SAME,
         label="检察建议书报上级院备案", by=prosecutor, asks=(f.receipt,), internal=True,
         guard=lm.running(s.PIL_05), stops=(s.PIL_05,)),
    Move("report", s.with_unit, lm.SAME, label="报告整改情况",
         by=(handler, head), asks=(f.progress, common.evidence)),
    Move("end_period", s.rectifying, s.following, label="整改期限届满，跟进调查", by=prosecutor,
         asks=(f.period_ended_on,), counts_from=f.period_ended_on,
         guard=lm.all_of(rows.no_longer_suspended, lm.entered(period_lasted)),
         starts=(s.PIL_06a,)),
    Move("begin_civil", None, s.civil, label="民事公益诉讼立案", by=chief,
         asks=(common.title, *known)),
    Move("publish", s.civil, s.noticed, label="公告", by=chief, produces=papers.public_notice,
         starts=(s.PIL_07,)),
    Move("end_notice", s.noticed, s.examining, label="公告期满", by=prosecutor,
         asks=(f.notice_ended_on,), counts_from=f.notice_ended_on,
         guard=lm.all_of(lm.elapsed(s.PIL_07), lm.entered(notice_lasted)),
         stops=(s.PIL_07,), starts=(s.PIL_06b,)),
    Move("support", s.noticed, s.supported, label="支持起诉", by=chief, asks=(common.why,),
         releases=(s.PIL_07,)),
    Move("close", s.before_suit, s.closed, label="终结案件", by=chief,
         produces=papers.closing_decision,
         guard=lm.all_of(repaired, rows.no_longer_suspended, lm.not_running(s.PIL_05)),
         stops=(s.PIL_06a, s.PIL_06b), releases=(s.PIL_07,)),
)
