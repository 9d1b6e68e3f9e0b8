"""What the enforcement unit does until the transfer: verify, decide, transfer, tell others."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.criminal_transfer import transfer_fields as f
from liandong_plugins.criminal_transfer import transfer_papers as papers
from liandong_plugins.criminal_transfer import transfer_states as s
from liandong_plugins.criminal_transfer.transfer_fields import head, officer

told = lm.one(f.procuratorate, unless_held=True)
copied = lm.all_of(lm.not_running(s.TRF_10A), lm.not_running(s.TRF_10B))

# fmt: off
moves = (
    Move("open", None, s.investigating, label="发现涉嫌犯罪", by=officer,
         asks=(common.title, f.suspected_crime, f.found_facts, f.amount, f.variant),
         names=(lm.one(f.police),), starts=(s.TRF_01,)),
    Move("form_team", s.investigating, lm.SAME, label="指定专案组", by=head,
         asks=(f.team, f.team_size), guard=lm.running(s.TRF_01), stops=(s.TRF_01,)),
    Move("record_penalty", s.before, lm.SAME, label="记录已作处罚", by=officer,
         asks=(f.penalty_number, f.penalised_on), counts_from=f.penalised_on,
         guard=lm.not_running(s.TRF_10B), starts=(s.TRF_10B,)),
    Move("copy_penalty", (*s.before, *s.after), lm.SAME, label="抄送处罚决定书副本", by=officer,
         produces=papers.penalty_copy, names=(told,), tells=(f.police, f.procuratorate),
         copies=True, guard=lm.running(s.TRF_10B), stops=(s.TRF_10B,)),
    Move("report", s.investigating, s.reported, label="报请审批", by=officer,
         produces=papers.report, guard=lm.not_running(s.TRF_01), starts=(s.TRF_02,),
         internal=True),
    Move("approve", s.reported, s.approved, label="批准移送", by=head, stops=(s.TRF_02,),
         starts=(s.TRF_03,)),
    Move("refuse", s.reported, s.refused, label="不批准移送", by=head, asks=(f.refusal_reason,),
         stops=(s.TRF_02,), internal=True),
    Move("reverse", s.refused, s.reversed_, label="改为批准移送", by=head, asks=(common.why,),
         starts=(s.TRF_03,)),
    Move("drop", (s.investigating, s.refused), s.not_transferred, label="不移送，依法处理",
         by=head, asks=(f.handling,), guard=lm.not_running(s.TRF_10B), releases=(s.TRF_01,)),
    Move("transfer", (s.approved, s.reversed_), s.transferred, label="移送公安机关", by=head,
         produces=papers.letter, copies=True, stops=(s.TRF_03,), starts=(s.TRF_10A,)),
    Move("notify", s.after, lm.SAME, label="抄告检察院", by=officer, produces=papers.notice,
         names=(told,), tells=(f.procuratorate,),
         guard=lm.running(s.TRF_10A), stops=(s.TRF_10A,)),
)
