"""普遍性问题移送司法局 (M14): the procuratorate refers, the justice bureau handles and feeds back.

References:
    * 文司发〔2025〕11号 第九条; 行政执法监督条例 第六条, 第二十六条–第二十八条 (what it may issue)

Limitations:
    * By when it is fed back, the county's own limit says (PRF-01). One without a number (及时) runs
      from receipt and reminds; a county may set a target. Without any, nothing runs.
    * A document found unlawful is corrected by whoever made it: how, is recorded here. REC-08 (a
      question met in reconsideration) belongs to reconsideration and runs there.
    * SUP-01a–SUP-02 time what the bureau issues to a unit; that is the matter of joint supervision.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.enforcement_supervision import referral_fields as f
from liandong_plugins.enforcement_supervision import referral_states as s
from liandong_plugins.enforcement_supervision.referral_fields import (
    chief,
    handler,
    head,
    prosecutor,
)


@lm.explained(
    "移送违法的行政规范性文件，须写明文件名称、文号", "name the document that is referred"
)
def document_is_named(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """文司发〔2025〕11号 第九条: what is referred can be found by whoever receives it."""
    return case.facts.get("kind") != "document" or bool(case.facts.get("document_name"))


# fmt: off
announced = (lm.Instead(f.delivery_mode, "announced", f.announcement),)

MECHANISM = lm.Mechanism(
    key="problem_referral", version=1, label="普遍性问题移送司法局", number_word="检移",
    ways=(
        ("send", "serve", "review", "handle", "feed_back", "close"),
    ),
    transitions=(
        Move("open", None, s.drafting, label="立项", by=prosecutor,
             asks=(common.title, f.kind.optional()), names=(lm.one(f.addressee),)),
        Move("revise", s.drafting, lm.SAME, label="修改", by=prosecutor,
             asks=tuple(each.optional() for each in f.contents)),
        Move("discard", s.drafting, s.discarded, label="不予移送", by=chief, asks=(common.why,)),
        Move("send", s.drafting, s.sent, label="签发", by=chief, produces=f.letter,
             guard=lm.entered(document_is_named)),
        Move("serve", s.sent, s.received, label="送达", by=(handler, head, prosecutor),
             delivers=f.letter, asks=(f.delivery_mode, common.delivery_proof),
             guard=lm.entered(common.delivery_is_proved), produces=f.return_receipt,
             instead=announced, starts=(s.PRF_01,)),
        Move("review", s.received, s.reviewing, label="办理", by=handler, asks=(f.plan,)),
        Move("report_progress", s.at_bureau, lm.SAME, label="说明办理进展", by=handler,
             asks=(f.progress, common.evidence), reports=(s.PRF_01,)),
        Move("handle", s.reviewing, s.handled, label="处理", by=handler,
             asks=(f.measure, f.result, common.evidence)),
        Move("decline", (s.received, s.reviewing), s.declined, label="不予处理", by=head,
             asks=(common.why,)),
        Move("feed_back", (s.handled, s.declined), s.fed_back, label="书面反馈", by=head,
             produces=f.reply, stops=(s.PRF_01,)),
        Move("ask_more", s.fed_back, s.reviewing, label="要求补充", by=prosecutor,
             asks=(f.request,)),
        Move("close", s.fed_back, s.closed, label="办结", by=prosecutor),
        Move("withdraw", (s.sent, *s.at_bureau), s.withdrawn, label="撤回", by=chief,
             asks=(common.why,), revokes=f.letter, releases=(s.PRF_01,)),
    ),
    spares=(lm.withdrawn(s.withdrawn),),
    metrics=(
        lm.Metric("on_time_rate", lm.met(s.PRF_01), lm.due(s.PRF_01),
                  label="按期反馈率"),
        lm.Metric("feedback_rate", lm.cases(s.fed_back), lm.cases(s.received), label="反馈率"),
        lm.Metric("handled_rate", lm.cases(s.handled), lm.cases(s.received), label="处理率",
                  reasoned=(s.declined,)),
    ),
)
