"""The papers of a mediation, a hearing, a risk and a petition: made by the unit in charge."""

import liandong.mechanisms as lm
from liandong_plugins.disputes import mediation_fields as f

# fmt: off
agreement = lm.DocumentType("mediation_agreement", label="调解协议", fields=(f.content,),
                            secrecy=lm.Secrecy.PRIVACY)
notice = lm.DocumentType("public_hearing_notice", label="公开听证通知")
opinion = lm.DocumentType("public_hearing_opinion", label="听证意见", fields=(f.opinion,))
plan = lm.DocumentType("petition_risk_plan", label="信访风险评估预案", fields=(f.plan,))
handling = lm.DocumentType("petition_handling_opinion", label="信访事项处理意见书",
                           fields=(f.handling,))
