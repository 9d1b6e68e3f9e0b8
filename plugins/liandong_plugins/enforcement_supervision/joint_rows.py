"""Whom an activity invites, and what it finds, each with the unit that was inspected."""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.enforcement_supervision import joint_fields as f
from liandong_plugins.enforcement_supervision import joint_states as s
from liandong_plugins.enforcement_supervision.joint_fields import (
    clerk,
    head,
    invited,
    leaders,
    organisers,
    prosecutor,
    unit_head,
    units,
)


@lm.explained("陈述意见的截止日还没有过", "the unit may still be heard")
def hearing_day_passed(case: lm.CaseView, on: date) -> bool:
    """Who says nothing was heard all the same, once the day is over."""
    stated = (case.row.facts if case.row else {}).get(f.heard_by.key)
    return bool(stated) and date.fromisoformat(str(stated)) < on


@lm.explained("正在行政复议或者行政诉讼中的，不再监督", "in reconsideration or litigation: no more")
def is_open_to_supervision(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # a guard's form
    """行政执法监督条例 第三十三条."""
    return not (case.row.facts if case.row else {}).get(f.is_disputed.key)


def number_of_suggestion(case: lm.CaseView) -> str | None:
    """Return the number of the suggestion that was served on the unit of the finding."""
    return lm.served_number(case, "suggest", f.unit)


# fmt: off
invitation = lm.RowType("invitation", label="邀请", held_by=f.invited_unit,
                        shown_to=f.invited_unit, transitions=(
    Move("invite", None, s.waiting, label="邀请", by=leaders,
         along=("invite", "invite_bureau", "invite_legal"), asks=(f.invited_unit,)),
    Move("accept", s.waiting, s.accepted, label="接受邀请", by=invited, by_holder=True,
         during=(s.invited, s.running)),
    Move("refuse", s.waiting, s.refused, label="不参加", by=invited, by_holder=True,
         during=(s.invited, s.running), asks=(common.why,)),
))
finding = lm.RowType("finding", label="检查发现", held_by=f.unit, shown_to=f.seen_by,
                     transitions=(
    Move("record", None, s.found, label="列出问题", by=organisers, during=(s.running,),
         asks=(f.unit, f.seen_by, f.fact, f.statute, f.heard_by, f.is_disputed)),
    Move("state_view", s.found, s.heard, label="陈述意见", by=units, by_holder=True,
         during=(s.running,), asks=(f.view, common.evidence)),
    Move("confirm", s.heard, s.confirmed, label="确认问题", by=organisers, during=(s.running,)),
    Move("confirm_unheard", s.found, s.confirmed, label="期满未陈述，确认问题", by=organisers,
         during=(s.running,), guard=hearing_day_passed),
    Move("strike", (s.found, s.heard), s.unfounded, label="问题不成立", by=organisers,
         during=(s.running,), asks=(common.why,)),
    Move("settle", (s.heard, s.confirmed), s.settled, label="当场纠正", by=organisers,
         during=(s.running,), asks=(f.measures, common.evidence)),
    Move("set_aside", (s.found, s.heard, s.confirmed), s.set_aside, label="不再监督",
         by=organisers, during=(s.running,), asks=(common.why,)),
    Move("note_suggestion", s.confirmed, s.suggested, label="记明已提出检察建议", by=prosecutor,
         during=(s.running,), guard=lm.handed_over_served("suggest", f.unit),
         computes=(lm.Computed(f.suggestion_number, number_of_suggestion),)),
    Move("send_letter", s.confirmed, s.lettered, label="制发督办函", by=head,
         during=(s.running,), produces=f.letter, guard=is_open_to_supervision),
    Move("send_opinion", (s.confirmed, s.reported), s.opinioned,
         label="制发行政执法监督意见书", by=head, during=(s.running,), produces=f.opinion,
         guard=is_open_to_supervision),
    Move("take_letter", s.lettered, s.owing, label="签收督办函", by=units, by_holder=True,
         during=(s.running,), starts=(s.SUP_01a,)),
    Move("prove_letter", s.lettered, s.owing, label="登记督办函送达", by=clerk,
         during=(s.running,), asks=(f.served_on, f.receipt), counts_from=f.served_on,
         starts=(s.SUP_01a,)),
    Move("take_opinion", s.opinioned, s.owing, label="签收意见书", by=units, by_holder=True,
         during=(s.running,), starts=(s.SUP_01b,)),
    Move("prove_opinion", s.opinioned, s.owing, label="登记意见书送达", by=clerk,
         during=(s.running,), asks=(f.served_on, f.receipt), counts_from=f.served_on,
         starts=(s.SUP_01b,)),
    Move("prove_decision", (s.confirmed, s.reported), s.owing, label="登记监督决定书送达",
         by=clerk, during=(s.running,),
         asks=(f.decision, f.letter_days, f.served_on, f.receipt), counts_from=f.served_on,
         guard=is_open_to_supervision, starts=(s.SUP_01c,)),
    Move("report_done", s.owing, s.reported, label="报告整改", by=unit_head, by_holder=True,
         during=(s.running,), asks=(f.measures, common.evidence), stops=s.REPORTS),
    Move("object", s.owing, s.objected, label="提出异议", by=unit_head, by_holder=True,
         during=(s.running,), asks=(f.grounds, common.evidence), starts=(s.SUP_02,),
         doubts=s.REPORTS),
    Move("uphold", s.objected, s.withdrawn, label="异议成立，撤回", by=head,
         during=(s.running,), asks=(f.answer,), stops=(s.SUP_02,), releases=s.REPORTS),
    Move("reject", s.objected, s.owing, label="异议不成立", by=head, during=(s.running,),
         asks=(f.answer,), stops=(s.SUP_02,), clears=s.REPORTS),
    Move("verify", s.reported, s.verified, label="核实整改", by=clerk, during=(s.running,)),
    Move("take_back", (s.lettered, s.opinioned, s.owing), s.withdrawn, label="撤回监督文书",
         by=head, during=(s.running,), asks=(common.why,), releases=s.REPORTS),
))
