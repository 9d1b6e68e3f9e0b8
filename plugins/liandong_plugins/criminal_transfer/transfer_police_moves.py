"""With the police: receipt, review, papers that are missing, decision, reconsideration, end."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.criminal_transfer import transfer_fields as f
from liandong_plugins.criminal_transfer import transfer_papers as papers
from liandong_plugins.criminal_transfer import transfer_states as s
from liandong_plugins.criminal_transfer.transfer_fields import (
    chief_of_police,
    of_police,
    of_unit,
    officer,
    policeman,
)

proved = lm.entered(common.delivery_is_proved)
FILING = (s.TRF_05, s.TRF_08B, s.TRF_08C)
BESIDE = (s.TRF_04, s.TRF_16A, s.TRF_16B)

# fmt: off
moves = (
    Move("receive", s.transferred, s.received, label="接收（回执签字）",
         by=(*of_police, *of_unit), delivers=papers.letter, produces=papers.receipt,
         asks=(f.to_police, common.delivery_proof), guard=proved,
         starts=(s.TRF_05, s.TRF_08B)),
    Move("take_supplement_notice", s.notice_out, s.supplementing, label="接收补正通知",
         by=(*of_unit, *of_police), delivers=papers.missing,
         asks=(f.to_unit, common.delivery_proof), guard=proved, starts=(s.TRF_16B,)),
    Move("supplement", s.supplementing, s.received, label="补正材料", by=officer,
         asks=(f.supplement, common.evidence), stops=(s.TRF_16B,)),
    Move("find_incompetent", s.at_police, lm.SAME, label="认为不属于本机关管辖", by=policeman,
         asks=(f.incompetence,), counts_from=lm.DayOf.DELIVERY,
         guard=lm.not_running(s.TRF_04), starts=(s.TRF_04,)),
    Move("find_incomplete", s.received, lm.SAME, label="发现材料不全", by=policeman,
         asks=(f.missing,), counts_from=lm.DayOf.DELIVERY, guard=lm.never_begun(s.TRF_16A),
         starts=(s.TRF_16A,)),
    Move("prolong", s.at_police, lm.SAME, label="批准三十日内决定", by=chief_of_police,
         asks=(common.why, f.approved_by, f.longer_paper), counts_from=lm.DayOf.DELIVERY,
         guard=lm.counting(s.TRF_08B), releases=(s.TRF_05, s.TRF_08B), starts=(s.TRF_08C,)),
    Move("prolong_again", s.at_police, lm.SAME, label="经上级批准再延长三十日",
         by=chief_of_police, asks=(common.why, f.approved_by, f.longer_paper),
         guard=lm.counting(s.TRF_08C), changes=(lm.extends(s.TRF_08C, by=s.TRF_08D),)),
    Move("file", s.at_police, s.filed, label="决定立案", by=chief_of_police,
         produces=papers.filing, stops=FILING, releases=BESIDE, starts=(s.TRF_11C,)),
    Move("not_file", s.at_police, s.not_filed, label="决定不予立案", by=chief_of_police,
         produces=papers.non_filing, stops=FILING, releases=BESIDE, starts=(s.TRF_11C,)),
    Move("ask_supplement", s.received, s.notice_out, label="通知补正", by=chief_of_police,
         produces=papers.missing, stops=(s.TRF_16A,)),
    Move("forward", s.at_police, s.forwarded, label="转送有管辖权的机关", by=chief_of_police,
         produces=papers.forwarding, stops=(s.TRF_04,),
         releases=(*FILING, s.TRF_16A, s.TRF_16B)),
    Move("take_request", s.asked_again, s.reconsidering, label="接收复议申请",
         by=(*of_police, *of_unit), delivers=papers.request,
         asks=(f.to_police, common.delivery_proof), guard=proved, starts=(s.TRF_06C,)),
    Move("reconsider_file", s.reconsidering, s.filed, label="复议决定立案", by=chief_of_police,
         produces=papers.filing, stops=(s.TRF_06C,), starts=(s.TRF_11C,)),
    Move("keep", s.reconsidering, s.kept, label="复议维持不予立案", by=chief_of_police,
         produces=papers.decision, stops=(s.TRF_06C,)),
    Move("file_supervised", s.supervising, s.filed, label="监督后立案", by=chief_of_police,
         produces=papers.filing, starts=(s.TRF_11C,)),
    Move("send_back", (s.investigated, s.handed_over), s.returned, label="退回行政处理",
         by=chief_of_police, produces=papers.returning, tells=(f.unit,), releases=(s.TRF_07,)),
    Move("conclude", s.handed_over, s.concluded, label="记录结果办结", by=policeman,
         asks=(f.outcome, f.outcome_note), guard=lm.not_running(s.TRF_10B),
         releases=(s.TRF_10A,)),
)
