"""引导取证与提前介入 (M20): the procuratorate, or the police, guide how evidence is collected.

References:
    * 惠政文〔2024〕22号 三(四) (early intervention), 三(九) (evidence in time), 三(十一) (guidance)
    * 征求意见稿 二(六)① (指导办案)

Limitations:
    * No rule that was read sets days for the answer: the unit may say by when it hopes for one,
      and nobody is late by it.
    * Opinions are work product: nobody outside the matter hears of it, no party is told.
    * Whoever guides gives advice; the unit decides, and says why where it does not follow.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.criminal_transfer import guidance_parts as p

# fmt: off
MECHANISM = lm.Mechanism(
    key="evidence_guidance", version=1, label="引导取证与提前介入", is_confidential=True,
    ways=(
        ("accept", "give", "follow", "close"),
        ("police_accept", "police_give", "follow", "close"),
    ),
    number_word="引证", package=__package__,
    rows=(p.session,),
    transitions=(
        Move("request", None, p.requested, label="请求检察院引导取证", by=(p.officer, p.head),
             asks=(common.title, common.evidence), produces=p.request,
             names=(lm.one(p.procuratorate),), tells=(p.procuratorate,)),
        Move("ask_police", None, p.asked_police, label="请求公安机关引导取证",
             by=(p.officer, p.head), asks=(common.title, common.evidence), produces=p.request,
             names=(lm.one(p.police),), tells=(p.police,)),
        Move("intervene", None, p.accepted, label="提前介入", by=p.prosecutor,
             asks=(common.title, p.suspected_crime, p.occasion), names=(lm.one(p.guided),),
             tells=(p.guided,)),
        Move("accept", p.requested, p.accepted, label="同意引导", by=p.prosecutor),
        Move("decline", p.requested, p.declined, label="不予引导", by=p.chief,
             asks=(common.why,)),
        Move("police_accept", p.asked_police, p.accepted_police, label="公安机关同意引导",
             by=p.policeman),
        Move("police_decline", p.asked_police, p.declined, label="公安机关不予引导",
             by=p.commander, asks=(common.why,)),
        Move("give", p.accepted, p.given, label="出具引导取证意见", by=p.chief,
             produces=p.opinion, tells=(p.guided,)),
        Move("police_give", p.accepted_police, p.given, label="出具取证指导意见",
             by=p.commander, produces=p.police_opinion, tells=(p.guided,)),
        Move("follow", p.given, p.followed, label="按意见落实", by=(p.officer, p.head),
             asks=(p.done, common.evidence)),
        Move("not_follow", p.given, p.not_followed, label="未落实，说明理由", by=p.head,
             asks=(common.why,)),
        Move("close", (p.followed, p.not_followed), p.closed, label="办结",
             by=(p.prosecutor, p.policeman)),
        Move("withdraw", (p.requested, p.asked_police), p.withdrawn, label="撤回请求",
             by=(p.officer, p.head)),
    ),
    spares=(lm.withdrawn(p.withdrawn),),
    metrics=(
        lm.Metric("answer_rate", lm.cases(p.given), lm.cases(p.requested, p.asked_police),
                  label="请求答复率", reasoned=(p.declined,)),
        lm.Metric("follow_rate", lm.cases(p.followed), lm.cases(p.given), label="意见落实率",
                  reasoned=(p.not_followed,)),
    ),
)
