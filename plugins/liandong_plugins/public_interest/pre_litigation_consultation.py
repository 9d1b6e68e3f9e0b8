"""诉前磋商 (M23): procuratorate and unit consult after the filing; a plan is kept, or it fails.

References:
    * 人民检察院公益诉讼办案规则 第七十条 (PIL-12: it allows the consultation, without a number)
    * 征求意见稿 三(二); 山政发〔2025〕8号 三(三)

Limitations:
    * PIL-12 reminds and names nobody late. A county that wants the consultation over within some
      working days sets `target.PIL-12`; that is its target, not a period of law.
    * The unit states its opinion and its plan; whether a suggestion follows is the procuratorate's
      alone, at any time after the invitation, also once the consultation has failed. The unit
      learns that it failed and why; of the suggestion it learns by the suggestion itself.
    * The decision that ends the case is made in the case itself, not here.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import consultation_parts as c
from liandong_plugins.public_interest.pil_fields import addressee, chief, handler, head, prosecutor

(PIL_12,) = lm.time_limits(__package__, "PIL-12")
# fmt: off
under_way = (c.invited, c.held, c.planned, c.monitoring)

MECHANISM = lm.Mechanism(
    key="pre_litigation_consultation", version=1, label="诉前磋商", number_word="磋商",
    ways=(
        ("invite", "hold", "submit_plan", "accept_plan", "achieve"),
    ),
    rows=(c.milestone,),
    transitions=(
        Move("open", None, c.proposed, label="拟磋商", by=prosecutor, asks=(common.title,),
             names=(lm.one(addressee),), starts=(PIL_12,)),
        Move("revise", c.proposed, lm.SAME, label="修改", by=prosecutor,
             asks=(common.title.optional(), c.issues.optional(), c.stated.optional())),
        Move("invite", c.proposed, c.invited, label="发出磋商函", by=chief,
             produces=c.consultation_letter, tells=(addressee,)),
        Move("call_off", c.proposed, c.stopped, label="不再磋商", by=chief, asks=(common.why,),
             releases=(PIL_12,)),
        Move("state_opinion", (c.invited, c.held), lm.SAME, label="提出意见", by=(handler, head),
             asks=(c.opinion, common.evidence)),
        Move("hold", (c.invited, c.held), c.held, label="进行磋商", by=prosecutor,
             asks=(c.mode, c.participants, c.outcome), produces=c.minutes),
        Move("submit_plan", c.held, c.planned, label="提交整改方案", by=head, produces=c.plan,
             guard=lm.any_row(c.milestone, c.listed)),
        Move("return_plan", c.planned, c.held, label="退回整改方案", by=prosecutor,
             asks=(common.why,)),
        Move("accept_plan", c.planned, c.monitoring, label="同意整改方案", by=prosecutor),
        Move("achieve", c.monitoring, c.achieved, label="认定整改到位", by=chief,
             asks=(c.ending,), stops=(PIL_12,),
             guard=lm.all_rows(c.milestone, c.verified, c.dropped)),
        Move("suggest", (*under_way, c.failed), lm.SAME, label="提出检察建议", by=prosecutor,
             asks=(c.suggestion_kind,), internal=True, hands_over=lm.HandOver(
                 "procuratorial_suggestion", parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE},
                 shares={"title": common.title, "kind": c.suggestion_kind})),
        Move("fail", under_way, c.failed, label="磋商未成", by=prosecutor, asks=(common.why,),
             stops=(PIL_12,)),
        Move("stop", under_way, c.stopped, label="终止磋商", by=chief, asks=(common.why,),
             releases=(PIL_12,)),
    ),
    spares=(lm.withdrawn(c.stopped),),
    metrics=(
        lm.Metric("plan_rate", lm.cases(c.monitoring), lm.cases(c.held), label="磋商达成率"),
        lm.Metric("achieved_rate", lm.cases(c.achieved), lm.cases(c.achieved, c.failed),
                  label="磋商整改率"),
        lm.Metric("kept_rate", lm.rows(c.milestone, c.verified),
                  lm.rows(c.milestone, c.verified, c.missed), label="整改措施落实率"),
    ),
)
