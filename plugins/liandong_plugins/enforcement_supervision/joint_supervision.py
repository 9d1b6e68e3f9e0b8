"""执法监督与检察监督协作、联合监督 (M16): who is invited, what is found, how it is put right.

References:
    * 征求意见稿 二(三)②, 三(一); 文司发〔2025〕11号 第三条, 第四条, 第五条, 第六条;
      惠政文〔2024〕22号 序言; 行政执法监督条例 第六条, 第二十六条至第三十条, 第三十三条

Limitations:
    * Bureau and procuratorate both lead; papers of enforcement supervision are the bureau's
      alone, suggestions the procuratorate's. The decision of the county government is recorded
      with its proof of service: the government signs it outside the platform.
    * The inspected unit hears of the activity when it begins, and sees its own findings alone.
    * The record and the report are read by every inspected unit; what concerns one alone stands
      in its finding. An invitation and its answer are known to who invited and the invited alone.
    * An objection does not hold the period; while it is undecided nobody is late by it.
    * A clue goes by discipline_clue_transfer, opened on its own: nothing here may tell of it.
    * `suggest` begins one draft for each inspected unit; the procuratorate discards what it does
      not need. Nobody outside learns of it before the suggestion is served; only then can the
      prosecutor end the finding openly (`note_suggestion`), with its number.
    * Whoever planned the activity leads it and verifies the rectification; what the leading unit
      does not handle, the other verifies.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Part, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.enforcement_supervision import joint_fields as f
from liandong_plugins.enforcement_supervision import joint_rows as rows
from liandong_plugins.enforcement_supervision import joint_states as s
from liandong_plugins.enforcement_supervision.joint_fields import (
    asker,
    asking_head,
    chief,
    clerk,
    head,
    leaders,
    organisers,
    prosecutor,
)


def own_unit(case: lm.CaseView) -> str:
    """Return the unit that plans: it leads the inspection."""
    return str(case.unit)


# fmt: off
led = (lm.Computed(f.lead_unit, own_unit),)
MECHANISM = lm.Mechanism(
    key="joint_supervision", version=1, label="联合监督", number_word="联督",
    ways=(
        ("invite", "start", "close"),
    ),
    rows=(rows.invitation, rows.finding),
    stated=dict.fromkeys(s.REPORTS, f.letter_days),
    transitions=(
        Move("plan", None, s.planned, label="计划联合监督", by=clerk, asks=f.activity,
             computes=led,
             names=(lm.several(f.inspected), lm.one(f.ours), lm.any_number(f.assistant))),
        Move("plan_ours", None, s.planned, label="检察院计划联合监督", by=prosecutor,
             asks=f.activity, computes=led,
             names=(lm.several(f.inspected), lm.one(f.bureau), lm.any_number(f.assistant))),
        Move("ask", None, s.asked, label="邀请开展联合监督", by=asker,
             asks=(common.title, f.field, f.request), names=(lm.one(f.bureau), lm.maybe(f.ours)),
             tells=(f.bureau, f.ours)),
        Move("take_up", s.asked, s.planned, label="接受并计划", by=clerk, asks=f.activity[2:],
             computes=led,
             names=(lm.several(f.inspected), lm.any_number(f.assistant))),
        Move("decline", s.asked, s.declined, label="不予接受", by=head, asks=(common.why,)),
        Move("take_back_request", s.asked, s.called_off, label="撤回邀请", by=asking_head,
             asks=(common.why,)),
        Move("invite", s.planned, s.invited, label="发出邀请", by=head, produces=f.scheme,
             tells=(f.ours, f.assistant), puts=(
                 lm.Put("invitation", "invite", f.ours),
                 lm.Put("invitation", "invite", f.assistant))),
        Move("invite_bureau", s.planned, s.invited, label="检察院发出邀请", by=chief,
             produces=f.scheme, tells=(f.bureau, f.assistant), puts=(
                 lm.Put("invitation", "invite", f.bureau),
                 lm.Put("invitation", "invite", f.assistant))),
        Move("invite_legal", (s.invited, s.running), lm.SAME, label="邀请法制机构等单位",
             by=leaders, names=(lm.several(f.assistant),), tells=(f.assistant,),
             puts=(lm.Put("invitation", "invite", f.assistant),)),
        Move("start", s.invited, s.running, label="开展检查", by=organisers,
             tells=(f.inspected,)),
        Move("record", s.running, lm.SAME, label="记录检查情况", by=organisers,
             produces=f.minutes),
        Move("suggest", s.running, lm.SAME, label="提出检察建议", by=prosecutor, internal=True,
             asks=(f.suggestion_kind,), hands_over=lm.HandOver(
                 "procuratorial_suggestion", each=f.inspected,
                 shares={"title": common.title, "kind": f.suggestion_kind},
                 parties={Part.ADDRESSEE: Part.ADDRESSEE})),
        Move("close", s.running, s.closed, label="通报并办结", by=leaders, produces=f.bulletin,
             guard=lm.all_rows(rows.finding, *s.ends)),
        Move("drop", (s.planned, s.invited), s.dropped, label="不予开展", by=leaders,
             asks=(common.why,)),
        Move("call_off", s.running, s.called_off, label="终止", by=leaders, asks=(common.why,),
             guard=lm.all_rows(rows.finding, *s.ends)),
    ),
    spares=(lm.withdrawn(s.dropped, s.called_off),
            lm.withdrawn(s.unfounded, s.set_aside, s.withdrawn, of=rows.finding),
            lm.objected(s.objected, of=rows.finding)),
    metrics=(
        lm.Metric("accepted_rate", lm.rows(rows.invitation, s.accepted),
                  lm.rows(rows.invitation, s.waiting), label="邀请接受率",
                  reasoned=(s.refused,)),
        lm.Metric("rectified_rate", lm.rows(rows.finding, s.verified, s.settled),
                  lm.rows(rows.finding, *s.to_rectify), label="问题整改率"),
        lm.Metric("on_time_rate", lm.total(*map(lm.met, s.REPORTS)),
                  lm.total(*map(lm.due, s.REPORTS)), label="按期报告整改率"),
    ),
)
