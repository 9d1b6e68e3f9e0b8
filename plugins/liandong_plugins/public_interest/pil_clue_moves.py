"""The clue: handed over by any unit or found by the procuratorate, assessed, filed or not.

A clue that becomes a case begins a matter of its own, so that whoever handed it over learns what
became of it and nothing of the case.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import pil_fields as f
from liandong_plugins.public_interest import pil_papers as papers
from liandong_plugins.public_interest import pil_states as s
from liandong_plugins.public_interest.pil_fields import chief, issuer, prosecutor, sender

KEY = "public_interest_clue"
# fmt: off
shared = {"title": common.title, **{each.key: each for each in f.about}}
known = tuple(each.optional() for each in f.about)
described = (*known, f.duty_unit, f.materials)
judged = (s.assessed, s.reviewed)
moves = (
    Move("open", None, s.discovered, label="登记自行发现的线索", by=prosecutor,
         asks=(common.title, f.source.optional(), *described)),
    Move("prepare", None, s.drafting, label="拟移送线索", by=(sender, f.sending_head),
         asks=(common.title, *described), names=(lm.one(issuer),)),
    Move("amend", s.drafting, lm.SAME, label="修改", by=sender,
         asks=(common.title.optional(), *described)),
    Move("submit", s.drafting, s.submitted, label="移送线索", by=f.sending_head,
         produces=papers.clue_letter, tells=(issuer,)),
    Move("discard", s.drafting, s.discarded, label="不移送", by=f.sending_head,
         asks=(common.why,)),
    Move("supplement", (s.submitted, s.registered, s.assessed), lm.SAME, label="补充线索材料",
         by=sender, asks=(f.materials,)),
    Move("register", s.submitted, s.registered, label="登记线索", by=prosecutor),
    Move("assess", s.registered, s.assessed, label="评估线索", by=prosecutor,
         asks=(f.assessment,), internal=True),
    Move("describe", s.discovered, lm.SAME, label="补充线索情况", by=prosecutor,
         asks=(f.source.optional(), *described)),
    Move("review", s.discovered, s.reviewed, label="评估自行发现的线索", by=prosecutor,
         asks=(f.assessment,), internal=True),
    Move("file_administrative", judged, s.filed, label="决定行政公益诉讼立案", by=chief,
         hands_over=lm.HandOver(KEY, "begin_administrative", shares=shared)),
    Move("file_civil", judged, s.filed, label="决定民事公益诉讼立案", by=chief,
         hands_over=lm.HandOver(KEY, "begin_civil", shares=shared)),
    Move("decline", s.assessed, s.not_filed, label="不予立案", by=chief,
         produces=papers.feedback_letter, tells=(f.applicant,)),
    Move("shelve", s.reviewed, s.shelved, label="自行发现不予立案", by=chief, asks=(common.why,)),
    Move("transfer", judged, s.transferred, label="移送有管辖权的检察院", by=chief,
         produces=papers.jurisdiction_letter),
    Move("accept_entrustment", None, s.entrusted, label="收到委托调查函", by=prosecutor,
         asks=(common.title, f.entrusting, f.entrusted), starts=(s.PIL_08,)),
    Move("return_findings", s.entrusted, s.returned, label="函复调查结果", by=prosecutor,
         asks=(f.result, common.evidence), stops=(s.PIL_08,)),
)
