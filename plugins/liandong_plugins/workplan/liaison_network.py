"""牵头部门与联络员 (M03): who speaks for a unit, what units ask each other, what stays difficult.

References:
    * 征求意见稿 四(一); 惠政文〔2024〕22号 二(三)1, 二(三)3, 三(十二), 四(二), 四(三), 五(一)

Limitations:
    * No document gives a period: nothing counts and nobody is late.
    * Who is in a seat stands in the county's 联络名册 from the day it is registered, with post and
      telephone number, for the units of the county; what led to it is seen by the unit, the office
      and the convener alone.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.workplan import liaison_fields as f

OWN_LEADS = "liaison.own_leads"

# fmt: off
seat_proposed, with_convener, seat_approved, seat_active, seat_ended = lm.states(
    seat_proposed="提出调整", with_convener="报召集人批准", seat_approved="批准调整",
    seat_active="在任", seat_ended="离任")
seat_refused, seat_returned, seat_withdrawn = lm.states(
    seat_refused="不批准", seat_returned="退回", seat_withdrawn="撤回")
contact_sent, contact_answered, contact_closed, contact_withdrawn = lm.states(
    contact_sent="已联系", contact_answered="已答复", contact_closed="联系结束",
    contact_withdrawn="撤回联系")
raised, accepted, coordinating, resolved = lm.states(
    raised="报办公室", accepted="受理", coordinating="协调", resolved="协调解决")
to_meeting, not_accepted, matter_withdrawn, unresolved = lm.states(
    to_meeting="提交会议研究", not_accepted="不受理", matter_withdrawn="撤回事项",
    unresolved="未能解决")
stated = lm.states(given="已提出")[0]
# fmt: on


@lm.explained("成员调整须报召集人批准", "a change of member needs the convener")
def is_no_member(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """惠政文〔2024〕22号 二(三)3: members by the convener; 二(三)1: a unit names its liaison."""
    return case.facts.get(f.seat.key) != "member"


@lm.explained("牵头部门负责人由单位自行确定，直接登记", "a unit names its lead, who is registered")
def is_for_others_to_judge(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """征求意见稿 四(一): where the county's setting says so, each side names its own lead."""
    names_itself = (case.settings or {}).get(OWN_LEADS) is True
    return not (names_itself and case.facts.get(f.seat.key) == "lead")


# fmt: off
opinion = lm.RowType("opinion", label="单位意见", transitions=(
    Move("give", None, stated, label="提出意见", by=f.asked,
         asks=(f.opinion, common.evidence), during=(coordinating,)),
))
passed = lm.HandOver("joint_meeting", "take_up", shares={"title": common.title}, rows=(
    lm.HandedRows("agenda", "list", shares={"topic": f.situation}),))
seats = (
    Move("propose_seat", None, seat_proposed, label="提出席位调整", by=f.own,
         asks=(common.title, *f.a_seat, common.why), names=(lm.one(f.office),),
         tells=(f.office,)),
    Move("propose_own_seat", None, with_convener, label="办公室报席位调整", by=f.clerks,
         asks=(common.title, *f.a_seat, common.why), names=(lm.one(f.approver),),
         tells=(f.approver,)),
    Move("pass_on", seat_proposed, with_convener, label="报召集人批准", by=f.clerks,
         names=(lm.one(f.approver),), tells=(f.approver,), guard=is_for_others_to_judge),
    Move("confirm", seat_proposed, seat_active, label="登记联络人员", by=f.clerks,
         asks=(f.from_on,), guard=is_no_member),
    Move("approve", with_convener, seat_approved, label="批准调整", by=f.approving),
    Move("refuse", with_convener, seat_refused, label="不批准", by=f.approving,
         asks=(common.why,)),
    Move("return_seat", seat_proposed, seat_returned, label="退回", by=f.clerks,
         asks=(common.why,), guard=is_for_others_to_judge),
    Move("withdraw_seat", (seat_proposed, with_convener), seat_withdrawn, label="撤回",
         by=(*f.own, *f.clerks), asks=(common.why,)),
    Move("take_effect", seat_approved, seat_active, label="登记到任", by=f.clerks,
         asks=(f.from_on,)),
    Move("end_seat", (seat_approved, seat_active), seat_ended, label="登记离任",
         by=(*f.own, *f.clerks), asks=(f.until_on, common.why)),
)
contacts = (
    Move("contact", None, contact_sent, label="联系其他单位", by=f.own,
         asks=(common.title, f.matter, common.evidence), names=(lm.one(f.other),),
         tells=(f.other,)),
    Move("answer", contact_sent, contact_answered, label="答复", by=f.asked,
         asks=(f.answer, common.evidence)),
    Move("ask_further", contact_answered, contact_sent, label="继续沟通", by=f.own,
         asks=(f.matter,)),
    Move("close_contact", contact_answered, contact_closed, label="联系结束", by=f.own),
    Move("withdraw_contact", contact_sent, contact_withdrawn, label="撤回联系", by=f.own,
         asks=(common.why,)),
)
matters = (
    Move("raise_matter", None, raised, label="报办公室协调", by=f.own,
         asks=(common.title, f.situation, f.tried, common.evidence), names=(lm.one(f.office),),
         tells=(f.office,)),
    Move("accept", raised, accepted, label="受理", by=f.clerks),
    Move("not_accept", raised, not_accepted, label="不受理", by=f.clerks, asks=(common.why,)),
    Move("coordinate", (accepted, coordinating), coordinating, label="协调", by=f.clerks,
         asks=(f.step,), names=(lm.any_number(f.other),), tells=(f.other,)),
    Move("resolve", (accepted, coordinating), resolved, label="协调解决", by=f.clerks,
         asks=(f.result,)),
    Move("to_meeting", (accepted, coordinating), to_meeting, label="提交会议研究", by=f.clerks,
         hands_over=passed),
    Move("note_unresolved", coordinating, unresolved, label="记明未能解决", by=f.clerks,
         asks=(common.why,)),
    Move("withdraw_matter", (raised, accepted, coordinating), matter_withdrawn,
         label="撤回事项", by=f.own, asks=(common.why,)),
)

MECHANISM = lm.Mechanism(
    key="liaison_network", version=1, label="牵头部门与联络员", number_word="联络",
    ways=(
        ("pass_on", "approve", "take_effect", "end_seat"),
        ("confirm", "end_seat"),
        ("answer", "close_contact"),
        ("accept", "coordinate", "resolve"),
    ),
    contacts=lm.Contacts((seat_active,), f.seat, f.person, f.post, f.phone),
    rows=(opinion,), package=__package__, reads={OWN_LEADS: "boolean"},
    transitions=(*seats, *contacts, *matters),
    spares=(lm.withdrawn(seat_withdrawn, contact_withdrawn, matter_withdrawn),),
    metrics=(
        lm.Metric("seats_filled_rate", lm.cases(seat_active),
                  lm.cases(seat_proposed, with_convener), label="席位到任率"),
        lm.Metric("answer_rate", lm.cases(contact_answered), lm.cases(contact_sent),
                  label="联系答复率"),
        lm.Metric("resolved_rate", lm.cases(resolved), lm.cases(accepted),
                  label="疑难事项解决率"),
        lm.mean_days("vacancy_days", lm.cases(seat_active), since=f.vacant_from,
                     until=f.from_on, label="席位平均空缺天数"),
    ),
)
