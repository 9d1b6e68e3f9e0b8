"""From the decision not to prosecute to the end of the review, inside the procuratorate."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.reverse_linkage import linkage_fields as f
from liandong_plugins.reverse_linkage import linkage_papers as papers
from liandong_plugins.reverse_linkage import linkage_rows as rows
from liandong_plugins.reverse_linkage import linkage_states as s
from liandong_plugins.reverse_linkage.linkage_fields import chief, prosecutor
from liandong_plugins.reverse_linkage.linkage_guards import is_open_record, is_sealed_record

# fmt: off
KEY = "reverse_linkage"
decision = (*f.decision, f.person, f.is_sealed, f.criminal_opinion)
shared = {field.key: field for field in (common.title, *f.decision)}
settled = (lm.no_row(rows.period, s.suspended), lm.not_running(s.TRF_17B))

moves = (
    Move("open", None, s.noted_down, label="登记不起诉案件", by=(prosecutor, chief),
         asks=(common.title,)),
    Move("state_decision", s.noted_down, s.stated, label="填报不起诉决定", by=prosecutor,
         asks=decision, counts_from=f.decided_on, starts=(s.REV_01,)),
    Move("state_environment_decision", s.noted_down, s.stated, label="填报环境案件不起诉决定",
         by=prosecutor, asks=decision, counts_from=f.decided_on,
         starts=(s.REV_01, s.TRF_17B)),
    Move("send", s.stated, s.sent, label="移送行政检察部门", by=prosecutor,
         asks=(common.evidence,), stops=(s.REV_01,)),
    Move("register", s.sent, s.reviewing, label="登记审查", by=prosecutor, starts=(s.REV_02,)),
    Move("inform", s.before_review_ends, lm.SAME, label="书面告知环境保护部门", by=chief,
         names=(lm.one(f.environment),), stops=(s.TRF_17B,),
         guard=lm.all_of(lm.running(s.TRF_17B), is_open_record),
         hands_over=lm.HandOver(KEY, opening="inform_unit", shares=shared,
                                parties={lm.Part.OTHER_PARTY: lm.Part.ADDRESSEE})),
    Move("keep_off", s.before_review_ends, s.kept_off, label="转线下办理", by=chief,
         asks=(common.why,), guard=is_sealed_record,
         releases=(s.REV_01, s.REV_02, s.TRF_17B)),
    Move("end_review", s.reviewing, s.ended, label="终结审查", by=chief, asks=(common.why,),
         guard=lm.all_of(*settled), stops=(s.REV_02,)),
    Move("conclude", s.reviewing, s.opined, label="提出检察意见", by=chief,
         asks=(f.review_opinion,), names=(lm.several(f.competent),), stops=(s.REV_02,),
         guard=lm.all_of(is_open_record, *settled), hands_over=lm.HandOver(
             KEY, opening="draft", shares={**shared, f.person.key: f.person},
             parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE}, each=f.competent)),
    Move("inform_unit", None, s.informed, label="告知不起诉情况", by=chief,
         asks=(common.title, *f.decision), names=(lm.one(f.competent),),
         produces=papers.informing_letter, tells=(f.competent,)),
)
