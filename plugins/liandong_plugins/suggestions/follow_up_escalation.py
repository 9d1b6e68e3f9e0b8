"""协同跟踪问效与升级 (M11): what follows where a paper of the procuratorate is not acted on.

The unit is heard first; that its reasons are not good is a judgement on record. Then one step
after the other goes up the county's ladder, each with its document, target, day and result.

References:
    * 人民检察院检察建议工作规定 (高检发释字〔2019〕1号), 第二十五条
    * 山政发〔2025〕8号 三(一), 三(二), 四(二); 征求意见稿 三(三)
    * 惠政文〔2024〕22号 二(三)1, 三(十一), 五(三)

Limitations:
    * Which steps there are in which order is the county's ladder (`escalation` of its package);
      whoever skips one, or takes one that the county does not name, says why.
    * SUG-07 has no number: it stands from the judgement to the first report or notice and reminds.
      What an opinion on a penalty owes (REV-10) runs in the case of that opinion.
    * The day to respond is stated in each step; no rule sets it, and nobody is late by it.
    * An organ outside the county's roster gets its paper by other means: its name is the target.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.suggestions import follow_up_fields as f
from liandong_plugins.suggestions import follow_up_papers as papers
from liandong_plugins.suggestions import follow_up_rows as rows
from liandong_plugins.suggestions import follow_up_states as s
from liandong_plugins.suggestions import suggestion_fields as of_suggestions
from liandong_plugins.suggestions.follow_up_guards import is_public_interest, is_unit_silent
from liandong_plugins.suggestions.suggestion_fields import (
    addressee,
    chief,
    handler,
    head,
    prosecutor,
)

# fmt: off
kind = of_suggestions.kind
taken = lm.moved_row(rows.step, s.awaiting)
judged = lm.no_row(rows.step, s.awaiting, s.answered)
over_to_suggestion = {"title": common.title, "kind": f.suggestion_kind}

MECHANISM = lm.Mechanism(
    key="follow_up_escalation", version=1, label="协同跟踪问效", number_word="检督",
    ways=(
        ("hear", "explain", "find_unreasoned", "clear"),
    ),
    rows=(rows.step,),
    transitions=(
        Move("open", None, s.found, label="启动跟踪问效", by=(prosecutor, chief),
             asks=(common.title, f.trigger.optional(), kind.optional()),
             names=(lm.one(addressee),)),
        Move("discard", s.found, s.discarded, label="不予跟踪问效", by=chief, asks=(common.why,)),
        Move("invite", s.before_end, lm.SAME, label="邀请协同跟踪问效", by=(prosecutor, chief),
             names=(lm.several(f.supervisor),), tells=(f.supervisor,)),
        Move("ask_government", s.following, lm.SAME, label="提请本级政府约谈", by=chief,
             asks=(common.why,), names=(lm.one(f.government, unless_held=True),),
             tells=(f.government,)),
        Move("hear", s.found, s.hearing, label="听取意见", by=chief,
             produces=papers.hearing_notice, tells=(addressee,)),
        Move("explain", s.hearing, s.heard, label="陈述理由", by=(handler, head),
             asks=(f.reasons, common.evidence)),
        Move("find_silent", s.hearing, s.heard, label="记明未陈述", by=prosecutor,
             guard=is_unit_silent),
        Move("find_reasoned", s.heard, s.reasoned, label="认定理由正当", by=chief,
             asks=(common.why,)),
        Move("find_unreasoned", s.heard, s.following, label="认定无正当理由", by=chief,
             asks=(common.why,), starts=(s.SUG_07,)),
        Move("notify_superior", s.following, lm.SAME, label="通报上级主管机关", by=chief,
             produces=papers.superior_notice, names=(lm.maybe(f.superior),),
             tells=(f.superior,), guard=taken),
        Move("report_to_government", s.following, lm.SAME, label="报本级政府", by=chief,
             produces=papers.government_report, names=(lm.maybe(f.government),),
             tells=(f.government,), guard=taken),
        Move("suggest", s.following, lm.SAME, label="向该单位提出检察建议", by=prosecutor,
             asks=(f.suggestion_kind,), guard=taken, internal=True, hands_over=lm.HandOver(
                 "procuratorial_suggestion", shares=over_to_suggestion,
                 parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE})),
        Move("suggest_superior", s.following, lm.SAME, label="向上级主管机关提出检察建议",
             by=prosecutor, asks=(f.suggestion_kind,), names=(lm.maybe(f.superior),),
             guard=taken, internal=True,
             hands_over=lm.HandOver("procuratorial_suggestion", shares=over_to_suggestion,
                                    parties={lm.Part.OTHER_PARTY: lm.Part.ADDRESSEE})),
        Move("clear", (s.hearing, s.heard, s.following), s.cleared, label="落实办结", by=chief,
             asks=(f.result, common.evidence), guard=judged, stops=(s.SUG_07,)),
        Move("sue", s.following, s.sued, label="转公益诉讼起诉", by=chief, asks=(common.why,),
             guard=lm.all_of(is_public_interest, judged), stops=(s.SUG_07,)),
        Move("note", s.following, s.noted, label="记明情况办结", by=chief, asks=(common.why,),
             guard=judged, releases=(s.SUG_07,)),
    ),
    metrics=(
        lm.Metric("cleared_rate", lm.cases(s.cleared), lm.cases(s.following), label="问效落实率",
                  reasoned=(s.reasoned,)),
        lm.Metric("step_settled_rate", lm.rows(rows.step, s.settled),
                  lm.rows(rows.step, s.settled, s.unsettled), label="措施落实率"),
        lm.Metric("reasoned_rate", lm.cases(s.reasoned), lm.cases(s.heard), label="理由正当率",
                  neutral=True),
    ),
)
