"""The papers of an appearance, and who drafts and signs them."""

import liandong.mechanisms as lm
from liandong_plugins.litigation import appearance_fields as f

# fmt: off
by_respondent = lm.Approval(drafts=f.handler, reviews=None, signs=f.head)
notice = lm.DocumentType("appearance_notice", label="行政机关负责人出庭通知书",
                         fields=(f.must, f.hearing_on),
                         approval=lm.Approval(drafts=f.judge, reviews=None, signs=f.court_head))
identity = lm.DocumentType("identity_statement", label="行政机关负责人身份证明",
                           fields=(f.person, f.post, f.rank, f.identity),
                           approval=by_respondent)
absence = lm.DocumentType("absence_statement", label="行政机关负责人不能出庭情况说明",
                          fields=(f.reason, f.substitute, f.proof), approval=by_respondent)
suggestion = lm.DocumentType("judicial_suggestion", label="司法建议书", fields=(f.suggestion,),
                             approval=lm.Approval(drafts=f.judge, reviews=None,
                                                  signs=f.court_head))
statistics = lm.DocumentType("appearance_statistics", label="行政机关负责人出庭应诉情况统计",
                             fields=(f.heard, f.appeared, f.must_heard, f.must_appeared,
                                     f.summary),
                             approval=lm.Approval(drafts=f.clerk, reviews=None,
                                                  signs=f.director))
