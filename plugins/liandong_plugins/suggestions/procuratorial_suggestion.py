"""检察建议办理 (M10): the procuratorate suggests; the unit replies item by item, and may object.

References:
    * 人民检察院检察建议工作规定 (高检发释字〔2019〕1号), 第十五条–第二十三条
    * 未成年人保护法 第一百一十四条; 两高检察公益诉讼解释 第二十一条; 公益诉讼办案规则 第七十六条
    * 山政发〔2025〕8号 三(二), 三(四), 四(三); 文司发〔2025〕11号 第八条

Limitations:
    * Who is copied is the county's rule; here the prosecutor lists and the chief chooses.
    * An objection pauses the reply clock only by the county's setting.
    * The period a letter states is entered in calendar days.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import duties
from liandong_plugins.suggestions import suggestion_fields as f
from liandong_plugins.suggestions.suggestion_fields import (
    chief,
    handler,
    head,
    issuer,
    prosecutor,
)

SUG_01, SUG_02, SUG_09, PIL_01, PIL_02 = lm.time_limits(  # the reply
    __package__, "SUG-01", "SUG-02", "SUG-09", "PIL-01", "PIL-02")  # fmt: skip
SUG_04, SUG_05 = lm.time_limits(__package__, "SUG-04", "SUG-05")  # the objection, its review
SUG_06, SUG_10, PIL_04 = lm.time_limits(  # filing upward, investigation, serving in time
    __package__, "SUG-06", "SUG-10", "PIL-04")  # fmt: skip

# fmt: off
drafting, issued, served, unanswered, replied = lm.states(  # of the case
    drafting="起草", issued="已制发", served="已送达", unanswered="逾期未复", replied="已回复")
discarded, closed, noted, followed_up, withdrawn = lm.states(
    discarded="不予制发", closed="办结", noted="记明情况办结", followed_up="转跟踪问效",
    withdrawn="已撤回")
proposed, adopted, partly, declined, dropped = lm.states(  # of an item, until the reply
    proposed="待答复", adopted="采纳", partly="部分采纳", declined="不采纳", dropped="已删去")
settled, half_settled, unsettled = lm.states(  # of an item, once verified
    settled="整改到位或理由成立", half_settled="部分整改", unsettled="未整改")
pending, upheld, partly_upheld, rejected, opinion, corrected = lm.states(  # of an objection
    pending="复核中", upheld="异议成立", partly_upheld="异议部分成立", rejected="异议不成立",
    opinion="作为意见留存", corrected="已更正")
asked, answered, forgone = lm.states(  # of a consultation
    asked="已征求", answered="已反馈", forgone="未反馈")
listed, chosen, left_out, sent = lm.states(  # of a copy
    listed="拟抄送", chosen="决定抄送", left_out="不抄送", sent="已抄送")
at_unit, taken, with_unit = (
    (served, unanswered), (adopted, partly, declined), (served, unanswered, replied))

by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief)
letter = lm.DocumentType("letter", label="检察建议书", fields=f.contents, approval=by_chief)
answer = lm.DocumentType("answer", label="异议答复函", fields=(f.why,), approval=by_chief)
reply = lm.DocumentType("reply", label="回复函", fields=(f.measures, f.evidence),
                        approval=lm.Approval(drafts=handler, reviews=None, signs=head))
written_objection = lm.DocumentType("written_objection", label="异议书")
return_receipt = lm.DocumentType("return_receipt", label="送达回证")
copy_letter = lm.DocumentType("copy_letter", label="抄送函")


@lm.explained("须附送达回证或者宣告送达笔录", "paper or announced service needs its proof")
def delivery_is_proved(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The platform itself proves a confirmation; what the sender records needs a file."""
    return case.facts["delivery_mode"] == "electronic" or bool(case.facts.get("delivery_proof"))


@lm.explained("公益诉讼检察建议须选公益诉讼的回复期限，其他类型不得选",
              "the public-interest periods go with public-interest suggestions, and only with them")
def period_fits_kind(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """检察建议工作规定 第三十条: what other law says of a kind comes first."""
    special = case.facts.get("variant") in {"public_interest", "public_interest_urgent"}
    return bool(special == (case.facts["kind"] == "public_interest"))


item = lm.RowType("item", label="建议内容", transitions=(
    Move("propose", None, proposed, label="提出", by=prosecutor, asks=(f.text,),
         during=(drafting,)),
    Move("amend", proposed, lm.SAME, label="修改", by=prosecutor, asks=(f.text,),
         during=(drafting,)),
    Move("drop", proposed, dropped, label="删去", by=prosecutor, during=(drafting,)),
    Move("restate", proposed, lm.SAME, label="更正", by=chief, asks=(f.text,),
         along=("reissue",)),
    Move("strike", proposed, dropped, label="撤去", by=chief, along=("reissue",)),
    Move("adopt", proposed, adopted, label="采纳", by=head, asks=(f.measures, f.completion_on),
         along=("reply",)),
    Move("adopt_part", proposed, partly, label="部分采纳", by=head,
         asks=(f.measures, f.completion_on, f.why), along=("reply",)),
    Move("decline", proposed, declined, label="不采纳", by=head, asks=(f.why,), along=("reply",)),
    Move("settle", (*taken, half_settled, unsettled), settled, label="核实到位", by=prosecutor,
         asks=(f.method, f.finding), during=(replied,)),
    Move("half_settle", (*taken, unsettled), half_settled, label="部分到位", by=prosecutor,
         asks=(f.method, f.finding), during=(replied,)),
    Move("find_unsettled", taken, unsettled, label="未到位", by=prosecutor,
         asks=(f.method, f.finding), during=(replied,)),
))
objection = lm.RowType("objection", label="异议", transitions=(
    Move("object", None, pending, label="提出异议", by=(handler, head), asks=(f.grounds, f.evidence),
         during=at_unit, guard=lm.within(SUG_04), otherwise=opinion, starts=(SUG_05,),
         produces=written_objection),
    Move("uphold", pending, upheld, label="成立", by=chief, produces=answer, stops=(SUG_05,)),
    Move("partly_uphold", pending, partly_upheld, label="部分成立", by=chief, produces=answer,
         stops=(SUG_05,)),
    Move("reject", pending, rejected, label="不成立", by=chief, produces=answer, stops=(SUG_05,)),
    Move("correct", (upheld, partly_upheld), corrected, label="更正", by=chief,
         along=("reissue",)),
))
consultation = lm.RowType("consultation", label="征求意见", internal=True, transitions=(
    Move("consult", None, asked, label="征求意见", by=prosecutor,
         asks=(f.consultation_kind, f.consulted, f.question), during=(drafting,)),
    Move("record_opinion", asked, answered, label="记录意见", by=prosecutor,
         asks=(f.received_opinion, f.evidence), during=(drafting,)),
    Move("forgo", asked, forgone, label="记录未反馈", by=prosecutor, during=(drafting,)),
))
copied = lm.RowType("copy", label="抄送", internal=True, transitions=(
    Move("list", None, listed, label="拟抄送", by=prosecutor,
         asks=(f.copy_unit, f.copy_kind, f.copy_rule, f.copy_basis), during=(drafting,)),
    Move("choose", listed, chosen, label="决定抄送", by=chief, during=(drafting,)),
    Move("leave_out", listed, left_out, label="不抄送", by=chief, asks=(f.why,),
         during=(drafting,)),
    Move("send", chosen, sent, label="抄送", by=prosecutor, during=with_unit, produces=copy_letter),
))

MECHANISM = lm.Mechanism(
    key="procuratorial_suggestion", version=1, label="检察建议办理",
    rows=(item, objection, consultation, copied),
    stated={SUG_02: f.stated_days, SUG_04: f.objection_days},
    transitions=(
        Move("open", None, drafting, label="立项", by=prosecutor, asks=(f.title, f.kind)),
        Move("revise", drafting, lm.SAME, label="修改", by=prosecutor,
             asks=tuple(each.optional() for each in (*f.contents, f.urgency_reason,
                                                  f.stated_days))),
        Move("investigate", drafting, lm.SAME, label="决定调查核实", by=chief, starts=(SUG_10,)),
        Move("discard", drafting, discarded, label="不予制发", by=chief, asks=(f.why,),
             stops=(SUG_10,)),
        Move("issue", drafting, issued, label="签发", by=chief, produces=letter,
             guard=lm.all_of(lm.any_row(item, proposed), lm.no_row(copied, listed),
                             lm.entered(period_fits_kind)),
             stops=(SUG_10,), starts=(SUG_06, PIL_04)),
        Move("serve", issued, served, label="送达", by=(handler, prosecutor), delivers=letter,
             asks=(f.delivery_mode, f.delivery_proof), guard=lm.entered(delivery_is_proved),
             produces=return_receipt, stops=(PIL_04,), starts=(SUG_01,), opens=(SUG_04,)),
        Move("file_upward", (issued, *with_unit), lm.SAME, label="报上级院备案", by=prosecutor,
             asks=(f.receipt,), guard=lm.running(SUG_06), stops=(SUG_06,)),
        Move("reissue", at_unit, issued, label="更正后重新制发", by=chief, produces=letter,
             guard=lm.all_of(lm.moved_row(objection, corrected), lm.any_row(item, proposed),
                             lm.entered(period_fits_kind)),
             releases=(SUG_01, SUG_06), starts=(SUG_06, PIL_04)),
        Move("reply", at_unit, replied, label="回复", by=head, produces=reply,
             guard=lm.all_rows(item, *taken, dropped), stops=(SUG_01,)),
        Move("find_unanswered", served, unanswered, label="认定逾期未复", by=prosecutor,
             guard=lm.overdue(SUG_01), stops=(SUG_01,)),
        Move("ask_more", replied, lm.SAME, label="要求补充", by=prosecutor, asks=(f.request,)),
        Move("supplement", replied, lm.SAME, label="补充情况", by=handler,
             asks=(f.supplement, f.evidence)),
        Move("close", replied, closed, label="办结", by=chief, guard=lm.all_of(
            lm.all_rows(item, settled, dropped), lm.no_row(objection, pending),
            lm.no_row(copied, chosen), lm.not_running(SUG_06))),
        Move("follow_up", (unanswered, replied), followed_up, label="转跟踪问效", by=chief,
             guard=lm.all_of(lm.any_row(item, proposed, half_settled, unsettled),
                             lm.not_running(SUG_06)),
             hands_over_to="follow_up_escalation"),  # offered only where the county has enabled it
        Move("note", (unanswered, replied), noted, label="记明情况办结", by=chief, asks=(f.why,),
             guard=lm.not_running(SUG_06)),
        Move("withdraw", (issued, *with_unit), withdrawn, label="撤回", by=chief, asks=(f.why,),
             releases=(SUG_01, SUG_06, PIL_04)),
    ),
    variants=(
        lm.Variant("urgent", label="情况紧急", limits={SUG_01: SUG_02},
                   asks=(f.urgency_reason, f.stated_days)),
        lm.Variant("public_interest", label="公益诉讼", limits={SUG_01: PIL_01}, adds=(PIL_04,)),
        lm.Variant("public_interest_urgent", label="公益诉讼，情况紧急",
                   limits={SUG_01: PIL_02}, adds=(PIL_04,), asks=(f.urgency_reason,)),
        lm.Variant("minors", label="未成年人保护", limits={SUG_01: SUG_09}),
    ),
    metrics=(
        lm.Metric("on_time_rate", lm.met(SUG_01), lm.due(SUG_01), label="按期回复率"),
        lm.Metric("adoption_rate",
                  lm.total(lm.rows(item, adopted), lm.rows(item, partly, weight=0.5)),
                  lm.total(lm.rows(item, *taken)), label="采纳率"),
        lm.Metric("rectification_rate", lm.rows(item, settled),
                  lm.rows(item, settled, half_settled, unsettled), label="整改到位率"),
        lm.Metric("objection_upheld_rate", lm.rows(objection, upheld, partly_upheld),
                  lm.rows(objection, upheld, partly_upheld, rejected), label="异议成立率",
                  neutral=True),
        lm.Metric("escalation_rate", lm.cases(followed_up), lm.cases(served), label="转跟踪问效率"),
    ),
)
