"""行政争议实质性化解与案件推送 (M35): pushed or found, resolved together, or back to procedure.

References:
    * 征求意见稿 二(四)①②, 三(一); 山政发〔2025〕8号 二.14; 惠政文〔2024〕22号 三(五);
      文司发〔2025〕11号 第七条一款、三款
    * 行政复议法 and 行政诉讼法, as the rows of a reconsideration and of the rights name them

Limitations:
    * By when a case is pushed, the county's own limit says (DSP-01); 及时 reminds and accuses
      nobody; courts are never named late. No rule sets days for the copy of the result.
    * Resolving suspends nothing. Only a row of the reconsideration holds its clocks, as the law
      lets it; the periods to apply and to sue are rights, which lapse.
    * Who applies to a reconsideration body is no unit: REC-02c is shown, and nobody is named.
    * REC-07b and REC-08 are owed by organs outside the county's roster, mostly: shown, not owed.
    * The procedure of a lawsuit itself (LIT-06 and what follows) runs in M39 and M38.
    * What parties say in mediation is kept in rows that no court can be shown.
    * A mediation that the bureau begins out of a dispute is its own matter: the others learn of it
      when they are brought in there.
    * The 协作意见 of 征求意见稿 二(四)① is a matter of its own kind (joint_opinion.py).
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.disputes import dispute_fields as f
from liandong_plugins.disputes import dispute_guards as g
from liandong_plugins.disputes import dispute_papers as papers
from liandong_plugins.disputes import dispute_rows as rows
from liandong_plugins.disputes import dispute_states as s
from liandong_plugins.disputes import joint_opinion as joint
from liandong_plugins.disputes import mediation_fields as m
from liandong_plugins.disputes import reconsideration_states as r
from liandong_plugins.disputes import remedy_rows as remedies
from liandong_plugins.disputes.dispute_fields import chief, court_head, handler, head, prosecutor
from liandong_plugins.disputes.reconsideration_rows import reconsideration

# fmt: off
dispute = (f.level, f.phase, f.parties, f.claim)
nothing_open = lm.all_of(
    lm.no_row(reconsideration, *r.running), lm.no_row(remedies.hearing, *r.hearing_open),
    lm.no_row(remedies.opinion, *r.opinion_open))
met_first = lm.any_row(rows.meeting, s.held, s.headed)
organs = (lm.Put("organ", "take_part", f.unit),)
to_procuratorate = (lm.one(f.procuratorate, unless_held=True),)

MECHANISM = lm.Mechanism(
    key="dispute_resolution", version=1, label="行政争议实质性化解", number_word="争解",
    ways=(
        ("register", "push", "assess", "start", "invite", "join", "agree", "perform",
         "copy_result", "close"),
        ("open", "start", "agree", "perform", "copy_result", "close"),
        ("propose", "ask_help", "assess", "start", "agree", "perform", "copy_result", "close"),
        ("open", "start", "fail", "ask_explanation", "explain", "go_back", "close"),
        ("draft_opinion", "circulate", "issue_opinion"),
    ),
    reads={g.INVITES_HIGH: "boolean"},
    changes_county=lm.CountyChange(  # 行政复议法 第二十四条; 征求意见稿 二(四)② 跨区域
        f.lead, leaves=(s.leaving,), joins=s.working),
    rows=(rows.meeting, rows.statement, rows.item, rows.organ, reconsideration, remedies.right,
          remedies.hearing, remedies.opinion, joint.countersign),
    transitions=(
        Move("open", None, s.assessed, label="登记争议", by=handler,
             asks=(common.title, f.source, *dispute)),
        Move("register", None, s.noted, label="登记涉县案件", by=f.judge,
             asks=(common.title, f.court_case_number, f.accepted_on, f.defendant, *dispute,
                   f.push_note),
             names=(lm.one(f.lead), lm.one(f.procuratorate)), counts_from=f.accepted_on,
             starts=(s.DSP_01,)),
        Move("not_push", s.noted, s.not_pushed, label="不再推送", by=court_head,
             asks=(common.why,), releases=(s.DSP_01,)),
        Move("push", s.noted, s.pushed, label="推送案件", by=court_head, produces=papers.push,
             tells=(f.lead, f.procuratorate), stops=(s.DSP_01,)),
        Move("recall", s.pushed, s.recalled, label="撤回推送", by=court_head, asks=(common.why,),
             revokes=papers.push),
        Move("propose", None, s.proposing, label="起草协助化解函", by=prosecutor,
             asks=(common.title, *dispute), names=(lm.one(f.lead),)),
        Move("drop", s.proposing, s.not_asked, label="不再发函", by=prosecutor,
             asks=(common.why,)),
        Move("ask_help", s.proposing, s.pushed, label="请司法局协助化解", by=chief,
             produces=papers.help_letter, tells=(f.lead,)),
        Move("take_back_request", s.pushed, s.withdrawn, label="撤回协助请求", by=chief,
             asks=(common.why,), revokes=papers.help_letter, guard=g.was_asked_for_help),
        Move("assess", s.pushed, s.assessed, label="研判", by=handler,
             asks=(f.source, f.level, f.phase, f.assessment)),
        Move("not_start", (s.pushed, s.assessed), s.not_started, label="不宜化解", by=head,
             asks=(common.why,), guard=nothing_open),
        Move("start", s.assessed, s.resolving, label="启动化解", by=head, produces=papers.plan,
             names=(lm.any_number(f.unit), lm.any_number(f.others)), tells=(f.unit, f.others),
             puts=organs, guard=lm.entered(g.an_organ_takes_part)),
        Move("add_organ", s.live, lm.SAME, label="通知被诉、被申请行政机关参加", by=handler,
             names=(lm.several(f.unit),), tells=(f.unit,), puts=organs),
        Move("prepare_leaving", s.assessed, s.leaving, label="拟移送", by=handler,
             asks=(common.why,), guard=nothing_open),
        Move("stay", s.leaving, s.assessed, label="不移送，继续研判", by=handler,
             asks=(common.why,)),
        Move("join_in", s.working, lm.SAME, label="增加共同化解单位", by=handler,
             names=(lm.several(f.others),), tells=(f.others,)),
        Move("invite", s.resolving, s.invited, label="函邀检察院", by=head,
             produces=papers.invitation, names=to_procuratorate, tells=(f.procuratorate,)),
        Move("join", s.invited, s.joint, label="参加化解", by=prosecutor),
        Move("decline", s.invited, s.resolving, label="不参加化解", by=chief,
             asks=(common.why,)),
        Move("agree", s.working, s.agreed, label="达成协议", by=head,
             asks=(f.agreement_kind,), produces=papers.agreement,
             guard=lm.all_of(met_first, lm.no_row(rows.item, s.broken),
                             lm.entered(g.high_is_invited))),
        Move("perform", s.agreed, s.performed, label="协议履行完毕", by=handler,
             guard=lm.all_rows(rows.item, s.done, s.waived, s.void)),
        Move("break_up", s.agreed, s.failed, label="协议没有履行", by=head, asks=(common.why,)),
        Move("copy_result", s.performed, s.copied, label="抄送化解结果", by=head,
             produces=papers.result, names=to_procuratorate,
             tells=(f.procuratorate, f.unit, f.others), copies=True),
        Move("fail", s.working, s.failed, label="未能化解", by=head, asks=(common.why,)),
        Move("ask_explanation", s.failed, s.explaining, label="请检察院协助释法说理", by=handler,
             names=to_procuratorate, tells=(f.procuratorate,)),
        Move("explain", (s.failed, s.explaining), s.explained, label="向当事人释法说理",
             by=prosecutor, produces=papers.record),
        Move("not_explain", s.explaining, s.failed, label="不释法说理", by=prosecutor,
             asks=(common.why,)),
        Move("take_back_explanation", s.explaining, s.failed, label="不再请检察院释法说理",
             by=head, asks=(common.why,)),
        Move("go_back", (s.failed, s.explained), s.in_procedure, label="回到法定程序", by=head,
             asks=(common.why,)),
        Move("resume", s.in_procedure, s.resolving, label="再次化解", by=head,
             asks=(common.why,)),
        Move("mediate", (*s.working, s.failed), lm.SAME, label="转多元调解", by=handler,
             asks=(m.kind, m.field), internal=True, hands_over=lm.HandOver(
                 "diversified_mediation", shares={
                     "title": common.title, "kind": m.kind, "field": m.field,
                     "parties": f.parties, "claim": f.claim})),
        Move("close", (s.copied, s.in_procedure), s.closed, label="办结", by=head,
             asks=(f.ending,), guard=nothing_open),
        *joint.moves,
    ),
    spares=(lm.withdrawn(s.recalled, s.withdrawn, s.not_asked),
            lm.withdrawn(s.void, of=rows.item)),
    metrics=(
        lm.Metric("resolved_rate", lm.cases(s.agreed), lm.cases(s.agreed, s.failed),
                  label="争议化解率"),
        lm.Metric("performed_rate", lm.rows(rows.item, s.done, s.waived),
                  lm.rows(rows.item, s.owed), label="协议履行率"),
        lm.Metric("head_took_part_rate", lm.rows(rows.meeting, s.headed),
                  lm.rows(rows.meeting, s.held, s.headed), label="行政机关负责人参加率"),
        lm.Metric("pushed_rate", lm.cases(s.pushed), lm.cases(s.noted, s.pushed),
                  label="案件推送率", neutral=True),
        lm.Metric("decided_in_time_rate", lm.met(r.REC_05a), lm.due(r.REC_05a),
                  label="复议按期审结率"),
    ),
)
