"""行政违法行为监督与风险提示 (M12): from a clue to its conclusion; one alert to many units.

References:
    * 征求意见稿 二(三), 二(三)①, 三(一); 山政发〔2025〕8号 二.13, 三(二);
      文司发〔2025〕11号 第二条, 第四条, 第八条; 检察院组织法 第二十一条

Limitations:
    * Supervision arises from a matter in hand: every clue says in which duty it was found.
    * Until its outcome the unit hears nothing of it, office and conveners neither: what is
      suggested, referred or transferred begins a matter of its own, which they see as its parties.
    * ALERT-02 is what the alert states, ALERT-01 has no number; no rule that was read sets either,
      so both remind and make nobody late. Each unit's clocks run in its own row.
    * A unit sees no other unit's answer; that the alert went to the others, its letter says.
    * Who was named once, for a clue or a referral, need not be named for the next.
    * Repeated violations of a field are counted by its name, outside these metrics.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Part, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.suggestions import violation_fields as f
from liandong_plugins.suggestions import violation_papers as papers
from liandong_plugins.suggestions import violation_rows as rows
from liandong_plugins.suggestions import violation_states as s
from liandong_plugins.suggestions.violation_fields import chief, prosecutor

# fmt: off
to_unit = {Part.RESPONDENT: Part.ADDRESSEE}
named = {"title": common.title}
supervision = (
    Move("register", None, s.registered, label="登记线索", by=prosecutor,
         asks=(common.title, f.source), names=(lm.one(f.respondent),)),
    Move("assess", s.registered, lm.SAME, label="评估", by=prosecutor,
         asks=(*(each.optional() for each in f.clue), f.assessment.optional())),
    Move("not_open", s.registered, s.not_opened, label="不予立案", by=chief, asks=(common.why,)),
    Move("open_case", s.registered, s.opened, label="立案", by=chief, produces=papers.filing),
    Move("investigate", s.opened, lm.SAME, label="调查核实", by=prosecutor, asks=(f.measure,),
         hands_over=lm.HandOver("investigation_cooperation", parties=to_unit, shares={
             **named, "measure": f.measure, "source": f.source})),
    Move("conclude", s.opened, s.concluded, label="审查终结", by=chief, produces=papers.report),
    Move("suggest", s.concluded, lm.SAME, label="提出检察建议", by=prosecutor,
         asks=(f.suggestion_kind,), hands_over=lm.HandOver(
             "procuratorial_suggestion", parties=to_unit,
             shares={**named, "kind": f.suggestion_kind})),
    Move("refer", s.concluded, lm.SAME, label="移送司法局", by=prosecutor,
         asks=(f.referral_kind,), names=(lm.maybe(f.bureau),), hands_over=lm.HandOver(
             "problem_referral", parties={Part.SUPERVISOR: Part.ADDRESSEE},
             shares={**named, "kind": f.referral_kind})),
    Move("transfer_clue", s.with_us, lm.SAME, label="移送线索", by=prosecutor,
         asks=(f.clue_title, f.subject_unit),
         names=(lm.maybe(f.receiver, among="discipline.receivers"),), hands_over=lm.HandOver(
             "discipline_clue_transfer", parties={Part.OTHER_PARTY: Part.ADDRESSEE},
             shares={"title": f.clue_title, "subject_unit": f.subject_unit})),
    Move("turn_to_public_interest", s.with_us, lm.SAME, label="转公益诉讼线索", by=prosecutor,
         hands_over=lm.HandOver("public_interest_clue", shares=named)),
    Move("close", s.concluded, s.closed, label="办结", by=chief, asks=(common.why,)),
)
alerts = (
    Move("draft_alert", None, s.alert_drafting, label="拟制风险提示", by=prosecutor,
         asks=(common.title,), names=(lm.several(f.addressee),)),
    Move("revise_alert", s.alert_drafting, lm.SAME, label="修改", by=prosecutor,
         asks=tuple(each.optional() for each in f.alert)),
    Move("drop_alert", s.alert_drafting, s.alert_dropped, label="不予提示", by=chief,
         asks=(common.why,)),
    Move("send_alert", s.alert_drafting, s.alert_sent, label="签发风险提示", by=chief,
         produces=papers.alert, tells=(f.addressee,),
         puts=(lm.Put(rows.feedback.key, "ask", f.addressee),)),
    Move("copy_alert", s.alert_sent, lm.SAME, label="抄送", by=chief,
         names=(lm.several(f.copied),), tells=(f.copied,)),
    Move("close_alert", s.alert_sent, s.alert_closed, label="办结", by=prosecutor,
         guard=lm.all_rows(rows.feedback, s.accepted, s.excused)),
    Move("withdraw_alert", s.alert_sent, s.alert_withdrawn, label="撤回", by=chief,
         asks=(common.why,), revokes=papers.alert),
)

MECHANISM = lm.Mechanism(
    key="violation_supervision_alert", version=1, label="行政违法行为监督与风险提示",
    ways=(
        ("open_case", "conclude", "close"),
        ("send_alert", "close_alert"),
    ),
    number_word="检示", rows=(rows.feedback,), stated={s.ALERT_02: f.feedback_days},
    transitions=(*supervision, *alerts),
    spares=(lm.withdrawn(s.alert_withdrawn), lm.excused(s.excused, of=rows.feedback)),
    metrics=(
        lm.Metric("acknowledged_rate", lm.rows(rows.feedback, s.acknowledged),
                  lm.rows(rows.feedback, s.asked), label="风险提示签收率"),
        lm.Metric("on_time_rate", lm.met(s.ALERT_02), lm.due(s.ALERT_02), label="按期反馈率"),
        lm.Metric("concluded_rate", lm.cases(s.concluded), lm.cases(s.opened),
                  label="监督案件审结率"),
    ),
)
