"""What the enforcement unit does after the decision: hand over, contest, suggest, take back."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.criminal_transfer import transfer_fields as f
from liandong_plugins.criminal_transfer import transfer_papers as papers
from liandong_plugins.criminal_transfer import transfer_rows as rows
from liandong_plugins.criminal_transfer import transfer_states as s
from liandong_plugins.criminal_transfer.transfer_fields import head, of_police, of_unit, officer
from liandong_plugins.criminal_transfer.transfer_unit_moves import copied

RIGHTS = (s.TRF_06A, s.TRF_06B, s.TRF_06D)
proved = lm.entered(common.delivery_is_proved)
told_procuratorate = lm.not_running(s.TRF_10A)
supervision = lm.HandOver(
    "transfer_supervision",
    opening="suggest",
    shares={
        "title": common.title,
        "grounds": f.grounds,
        "suspected_crime": f.suspected_crime,
    },
    parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE, lm.Part.SUPERVISOR: lm.Part.ISSUER},
)

# fmt: off
moves = (
    Move("take_filing", s.filed, s.investigated, label="接收立案通知", by=(*of_unit, *of_police),
         delivers=papers.filing, asks=(f.to_unit, common.delivery_proof), guard=proved,
         stops=(s.TRF_11C,), starts=(s.TRF_07,)),
    Move("hand_over", s.investigated, s.handed_over, label="移交物品材料", by=officer,
         produces=papers.handover, guard=lm.no_row(rows.item, s.listed), stops=(s.TRF_07,)),
    Move("take_non_filing", s.not_filed, s.told_not_filed, label="接收不予立案通知",
         by=(*of_unit, *of_police), delivers=papers.non_filing,
         asks=(f.to_unit, common.delivery_proof), guard=proved, stops=(s.TRF_11C,),
         opens=(s.TRF_06A, s.TRF_06B)),
    Move("ask_again", s.told_not_filed, s.asked_again, label="提请复议", by=head,
         produces=papers.request, guard=lm.within(s.TRF_06A), stops=(s.TRF_06A,),
         releases=(s.TRF_06B,)),
    Move("take_decision", s.kept, s.told_kept, label="接收复议决定", by=(*of_unit, *of_police),
         delivers=papers.decision, asks=(f.to_unit, common.delivery_proof), guard=proved,
         opens=(s.TRF_06D,)),
    Move("suggest", s.told_not_filed, s.supervising, label="建议立案监督", by=head,
         asks=(f.grounds,), guard=lm.all_of(lm.within(s.TRF_06B), told_procuratorate),
         stops=(s.TRF_06B,), releases=(s.TRF_06A,), hands_over=supervision),
    Move("suggest_again", s.told_kept, s.supervising, label="复议后建议立案监督", by=head,
         asks=(f.grounds,), guard=lm.all_of(lm.within(s.TRF_06D), told_procuratorate),
         stops=(s.TRF_06D,), hands_over=supervision),
    Move("handle", (s.told_not_filed, s.told_kept, s.supervising), s.handled,
         label="依法作行政处理", by=head, asks=(f.handling,), guard=copied, releases=RIGHTS),
    Move("take_back", s.returned, s.handled, label="接回并依法处理", by=head,
         asks=(f.handling,), guard=copied),
    Move("close_forwarded", s.forwarded, s.passed, label="转送后办结", by=head, guard=copied),
)
