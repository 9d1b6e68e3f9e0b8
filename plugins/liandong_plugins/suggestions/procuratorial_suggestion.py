"""检察建议办理 (M10): the procuratorate suggests; the unit replies item by item, and may object.

References:
    * 人民检察院检察建议工作规定 (高检发释字〔2019〕1号), 第十五条–第二十五条
    * 未成年人保护法 第一百一十四条; 两高检察公益诉讼解释 第二十一条; 公益诉讼办案规则 第七十六条
    * 山政发〔2025〕8号 三(二), 三(四), 四(三); 文司发〔2025〕11号 第八条

Limitations:
    * Who is copied is the county's rule; here the prosecutor lists and the chief chooses.
    * An objection stops the reply clock only where the county's setting
      `suggestions.objection_pauses` says so, on its own basis: no rule that was read does.
    * The procuratorate alone holds, lengthens or waives the unit's period, with basis and paper;
      it cannot touch its own. A period that a rule sets is not lengthened.
    * The period a letter states is entered in calendar days.
    * `follow_up` is offered only where the county has enabled the follow-up mechanism; without it
      a matter is urged on, sued in the public interest, or ended with the reason on record.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.suggestions import suggestion_fields as f
from liandong_plugins.suggestions import suggestion_papers as papers
from liandong_plugins.suggestions import suggestion_rows as rows
from liandong_plugins.suggestions import suggestion_states as s
from liandong_plugins.suggestions.follow_up_fields import trigger
from liandong_plugins.suggestions.follow_up_guards import is_public_interest
from liandong_plugins.suggestions.suggestion_fields import chief, handler, head, prosecutor


@lm.explained(
    "公益诉讼检察建议须选公益诉讼的回复期限，其他类型不得选",
    "the public-interest periods go with public-interest suggestions, and only with them",
)
def period_fits_kind(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """检察建议工作规定 第三十条: what other law says of a kind comes first."""
    special = case.facts.get("variant") in {"public_interest", "public_interest_urgent"}
    return bool(special == (case.facts["kind"] == "public_interest"))


# fmt: off
announced = (lm.Instead(f.delivery_mode, "announced", papers.announcement),)
open_item = lm.any_row(rows.item, s.proposed, s.half_settled, s.unsettled)
decided = (lm.no_row(rows.objection, s.pending), lm.no_row(rows.contest, s.contested))
answered = (lm.no_row(rows.objection, s.pending, s.upheld, s.partly_upheld),  # an upheld one is
            lm.no_row(rows.contest, s.contested), lm.no_row(rows.copied, s.chosen))  # corrected

MECHANISM = lm.Mechanism(
    key="procuratorial_suggestion", version=1, label="检察建议办理",
    ways=(
        ("issue", "serve", "reply", "close"),
    ),
    rows=(rows.item, rows.objection, rows.contest, rows.period, rows.consultation, rows.copied),
    stated={s.SUG_02: f.stated_days, s.SUG_04: f.objection_days},
    transitions=(
        Move("open", None, s.drafting, label="立项", by=prosecutor, asks=(common.title, f.kind),
             names=(lm.one(f.addressee),)),
        Move("revise", s.drafting, lm.SAME, label="修改", by=prosecutor,
             asks=tuple(each.optional() for each in (*f.contents, f.urgency_reason,
                                                  f.stated_days))),
        Move("investigate", s.drafting, lm.SAME, label="决定调查核实", by=chief,
             starts=(s.SUG_10,)),
        Move("discard", s.drafting, s.discarded, label="不予制发", by=chief, asks=(common.why,),
             stops=(s.SUG_10,)),
        Move("issue", s.drafting, s.issued, label="签发", by=chief, produces=papers.letter,
             guard=lm.all_of(lm.any_row(rows.item, s.proposed), lm.no_row(rows.copied, s.listed),
                             lm.no_row(rows.consultation, s.asked),
                             lm.entered(period_fits_kind)),
             stops=(s.SUG_10,), starts=(s.SUG_06, s.PIL_04)),
        Move("serve", s.issued, s.served, label="送达", by=(handler, head, prosecutor),
             delivers=papers.letter, asks=(f.delivery_mode, common.delivery_proof),
             guard=lm.entered(common.delivery_is_proved), produces=papers.return_receipt,
             instead=announced, stops=(s.PIL_04,), starts=(s.SUG_01,), opens=(s.SUG_04,)),
        Move("file_upward", (s.issued, *s.with_unit), lm.SAME, label="报上级院备案", by=prosecutor,
             asks=(f.receipt,), guard=lm.running(s.SUG_06), stops=(s.SUG_06,), internal=True),
        Move("redeliver", s.at_unit, s.served, label="更正送达", by=chief, delivers=papers.letter,
             asks=(common.received_on, f.delivery_mode, common.delivery_proof),
             counts_from=common.received_on,
             guard=lm.all_of(lm.moved_row(rows.contest, s.sustained),
                             lm.entered(common.delivery_is_proved)),
             produces=papers.return_receipt, instead=announced,
             releases=(s.SUG_01, s.SUG_04), starts=(s.SUG_01,), opens=(s.SUG_04,)),
        Move("reissue", s.at_unit, s.issued, label="更正后重新制发", by=chief,
             produces=papers.letter, revokes=papers.letter,
             guard=lm.all_of(lm.moved_row(rows.objection, s.corrected),
                             lm.any_row(rows.item, s.proposed), lm.entered(period_fits_kind)),
             releases=(s.SUG_01, s.SUG_04, s.SUG_06), starts=(s.SUG_06, s.PIL_04)),
        Move("change", (s.issued, *s.with_unit), s.issued, label="变更后重新制发", by=chief,
             asks=(common.why, f.cause), produces=papers.letter, revokes=papers.letter,
             guard=lm.all_of(lm.any_row(rows.item, s.proposed), *decided,
                             lm.entered(period_fits_kind)),
             releases=(s.SUG_01, s.SUG_04, s.SUG_06, s.PIL_04), starts=(s.SUG_06, s.PIL_04)),
        Move("reply", s.at_unit, s.replied, label="回复", by=head, produces=papers.reply,
             guard=lm.no_row(rows.item, s.proposed), stops=(s.SUG_01,)),
        Move("find_unanswered", s.served, s.unanswered, label="认定逾期未回复", by=prosecutor,
             guard=lm.all_of(lm.overdue(s.SUG_01), lm.uncontestable(),
                             lm.no_row(rows.contest, s.contested),
                             lm.no_row(rows.objection, s.upheld, s.partly_upheld))),
        Move("urge", (s.unanswered, s.replied), lm.SAME, label="督促", by=chief,
             produces=papers.urging, guard=open_item),
        Move("ask_more", s.replied, lm.SAME, label="要求补充", by=prosecutor, asks=(f.request,)),
        Move("supplement", s.replied, lm.SAME, label="补充情况", by=handler,
             asks=(f.supplement, common.evidence)),
        Move("close", s.replied, s.closed, label="办结", by=chief, guard=lm.all_of(
            lm.all_rows(rows.item, s.settled, s.dropped), *answered,
            lm.not_running(s.SUG_06))),
        Move("follow_up", (s.unanswered, s.replied), s.followed_up, label="转跟踪问效", by=chief,
             stops=(s.SUG_01,), guard=lm.all_of(open_item, *answered, lm.not_running(s.SUG_06)),
             asks=(trigger,), hands_over=lm.HandOver(
                 "follow_up_escalation", parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE},
                 shares={"title": common.title, "kind": f.kind, "trigger": trigger})),
        Move("sue", (s.unanswered, s.replied), s.sued, label="转公益诉讼起诉", by=chief,
             stops=(s.SUG_01,), asks=(common.why,), guard=lm.all_of(
                 is_public_interest, open_item, *answered, lm.not_running(s.SUG_06))),
        Move("note", (s.unanswered, s.replied), s.noted, label="记明情况办结", by=chief,
             stops=(s.SUG_01,), asks=(common.why,),
             guard=lm.all_of(*answered, lm.not_running(s.SUG_06))),
        Move("dispense", s.served, s.noted, label="免予回复办结", by=chief, asks=(common.why,),
             guard=lm.all_of(*answered, lm.any_row(rows.period, s.waived),
                             lm.not_running(s.SUG_01), lm.not_running(s.SUG_06))),
        Move("withdraw", (s.issued, *s.with_unit), s.withdrawn, label="撤回", by=chief,
             asks=(common.why, f.cause), revokes=papers.letter,
             releases=(s.SUG_01, s.SUG_04, s.SUG_06, s.PIL_04)),
    ),
    variants=(
        lm.Variant("urgent", label="情况紧急", limits={s.SUG_01: s.SUG_02},
                   asks=(f.urgency_reason, f.stated_days)),
        lm.Variant("public_interest", label="公益诉讼", limits={s.SUG_01: s.PIL_01},
                   adds=(s.PIL_04,)),
        lm.Variant("public_interest_urgent", label="公益诉讼，情况紧急",
                   limits={s.SUG_01: s.PIL_02}, adds=(s.PIL_04,), asks=(f.urgency_reason,)),
        lm.Variant("minors", label="未成年人保护", limits={s.SUG_01: s.SUG_09}),
    ),
    spares=(lm.withdrawn(s.withdrawn),
            lm.excused(s.waived, of=rows.period, whole=True),
            lm.objected(s.pending, s.upheld, s.partly_upheld, of=rows.objection, whole=True),
            lm.objected(s.contested, of=rows.contest, whole=True)),
    metrics=(
        lm.Metric("on_time_rate", lm.met(s.SUG_01), lm.due(s.SUG_01), label="按期回复率"),
        lm.Metric("reply_rate", lm.cases(s.replied), lm.cases(s.served), label="回复率"),
        lm.Metric("adoption_rate",
                  lm.total(lm.rows(rows.item, s.adopted), lm.rows(rows.item, s.partly, weight=0.5)),
                  lm.total(lm.rows(rows.item, *s.taken)), label="采纳率",
                  reasoned=(s.partly, s.declined)),
        lm.Metric("declined_rate", lm.rows(rows.item, s.declined), lm.rows(rows.item, *s.taken),
                  label="说明理由不采纳率", neutral=True),
        lm.Metric("rectification_rate", lm.rows(rows.item, s.settled),
                  lm.rows(rows.item, s.settled, s.half_settled, s.unsettled), label="整改到位率"),
        lm.Metric("objection_upheld_rate", lm.rows(rows.objection, s.upheld, s.partly_upheld),
                  lm.rows(rows.objection, s.upheld, s.partly_upheld, s.rejected),
                  label="异议成立率", neutral=True),
        lm.Metric("escalation_rate", lm.cases(s.followed_up), lm.cases(s.served),
                  label="转跟踪问效率"),
    ),
)
