"""The papers of resolving a dispute, each signed inside one authority."""

import liandong.mechanisms as lm
from liandong.mechanisms import duties
from liandong_plugins.disputes import dispute_fields as f

# fmt: off
by_court = lm.Approval(drafts=f.judge, reviews=None, signs=f.court_head)
by_bureau = lm.Approval(drafts=f.handler, reviews=None, signs=f.head)
by_chief = lm.Approval(drafts=f.prosecutor, reviews=duties.reviewer @ f.procuratorate,
                       signs=f.chief)
push = lm.DocumentType("case_push_letter", label="案件推送函",
                       approval=by_court)
help_letter = lm.DocumentType("resolution_help_letter", label="协助化解函",
                              fields=(f.why_asked,), approval=by_chief)
plan = lm.DocumentType("resolution_plan", label="化解方案", fields=(f.plan,), approval=by_bureau)
invitation = lm.DocumentType("resolution_invitation", label="邀请函", fields=(f.invitation,),
                             approval=by_bureau)
agreement = lm.DocumentType("resolution_agreement", label="和解（调解）协议",
                            fields=(f.content,), secrecy=lm.Secrecy.PRIVACY)
joint_opinion = lm.DocumentType(
    "resolution_opinion", label="关于行政争议实质性化解协作意见", fields=(f.carrying_out,),
    approval=by_bureau)
result = lm.DocumentType("resolution_result_letter", label="结果抄送函", fields=(f.outcome,),
                         approval=by_bureau)
record = lm.DocumentType("explanation_record", label="释法说理记录", fields=(f.explanation,))
