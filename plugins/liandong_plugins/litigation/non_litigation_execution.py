"""行政非诉执行抄送与监督 (M37): the unit applies to the court, which rules and executes.

References:
    * 行政强制法 第十九条, 第二十五条, 第五十三条–第五十九条, 第六十九条
    * 行政诉讼法 第四十五条, 第四十六条
    * 行诉解释 第一百五十六条, 第一百六十条; 行政诉讼监督规则 第二十条三款、四款, 第一百一十二条
    * 文司发〔2025〕11号 第十一条; 征求意见稿 二(一)②, 三(一); 惠政文〔2024〕22号 三(九), 三(十)

Limitations:
    * The last day to apply follows from the last day to sue, counted from the service that the
      unit enters; where the right to sue was not told (行诉解释 第六十四条) the unit waits longer.
    * What goes 同步 has no clock: the application itself copies whom the county's rule names.
    * The court and whoever is copied read the application from its signature on; that the court
      received it is recorded apart, because its own period begins with it.
    * LIT-09a and LIT-09b begin with the matter that `ask_supervision` hands over.
    * What the court above decides on a review is recorded by the unit that asked, with the ruling.
    * 盱眙 reports its cases monthly (M05), which copies the procuratorate: no copy is due here, and
      M05 counts its own. 惠济 looks at land first: its setting
      `non_litigation_execution.marks_land` gives it `mark_land` and `mark_supervised_land`.
    * The supervision is a matter of its own that the procuratorate opens: a unit that lets the
      period pass has no application to be supervised in. That a unit is late is found by the
      prosecutor, not taken from NLE-02, and is written in the suggestion (M10) alone.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.litigation import execution_fields as f
from liandong_plugins.litigation import execution_papers as papers
from liandong_plugins.litigation import execution_rows as rows
from liandong_plugins.litigation import execution_states as s
from liandong_plugins.litigation import execution_supervision as supervision
from liandong_plugins.litigation.execution_fields import by_court, chief, court_head, handler, head


def _is_over(case: lm.CaseView, limit: lm.TimeLimit, on: date) -> bool:
    clock = case.deadlines.get(limit.id)
    return clock is None or not clock.runs or bool(clock.due_on and clock.due_on < on)


@lm.explained("复议、起诉期限还没有届满", "the period to ask for reconsideration or to sue runs")
def remedy_is_over(case: lm.CaseView, on: date) -> bool:
    """行政强制法 第五十三条: whoever neither sues nor performs is executed after the period."""
    return _is_over(case, s.LIT_07a, on) and _is_over(case, s.LIT_07b, on)


@lm.explained("催告书送达还没有满十日", "ten days after the service of the demand are not over")
def demand_has_waited(case: lm.CaseView, on: date) -> bool:
    """行政强制法 第五十四条, 第六十九条: ten working days after the demand was served."""
    return _is_over(case, s.NLE_01, on)


freed = lm.all_of(lm.no_row(rows.seizure, s.seized, s.extended),
                  lm.no_row(rows.measure, s.taken, s.reported))  # fmt: skip

# fmt: off
MECHANISM = lm.Mechanism(
    key="non_litigation_execution", version=1, label="行政非诉执行抄送与监督", number_word="执申",
    ways=(
        ("demand", "serve_demand", "apply", "receive", "accept", "permit", "execute", "finish",
         "close"),
        ("establish", "suggest_unit", "confirm_correction"),
        ("establish", "suggest_court", "confirm_correction"),
    ),
    speaks_of=lm.Part.ISSUER,
    rows=(rows.seizure, rows.measure),
    transitions=(
        Move("open", None, s.effective, label="登记行政决定", by=handler, asks=f.opening,
             counts_from=f.served_on, starts=(s.NLE_02,), opens=(s.LIT_07a,),
             follows=(lm.follows(s.NLE_02, s.LIT_07a),)),
        Move("mark_land", s.before, lm.SAME, label="登记土地执法领域", by=handler,
             asks=(f.is_land,), here=lm.here(
                 "non_litigation_execution.marks_land", value=True, usual=False)),
        Move("contest", s.before, s.in_remedy, label="当事人申请复议或者起诉", by=handler,
             asks=(common.why,), releases=s.OPEN),
        Move("keep", s.in_remedy, s.effective, label="复议决定维持", by=handler,
             asks=(f.reconsideration_served_on,), counts_from=f.reconsideration_served_on,
             starts=(s.NLE_02,), opens=(s.LIT_07b,),
             follows=(lm.follows(s.NLE_02, s.LIT_07b),)),
        Move("remedy_ended", s.in_remedy, s.effective, label="复议、诉讼终结而决定未撤销",
             by=handler, asks=(common.why, f.remedy_over_on), counts_from=f.remedy_over_on,
             starts=(s.NLE_02,)),
        Move("litigate", s.in_remedy, s.litigated, label="转诉讼处理", by=head,
             asks=(common.why,), guard=freed),
        Move("demand", s.effective, s.demanding, label="催告", by=head, produces=papers.demand),
        Move("serve_demand", s.demanding, s.demanded, label="催告书送达", by=handler,
             asks=(f.demand_served_on, common.evidence), counts_from=f.demand_served_on,
             starts=(s.NLE_01,)),
        Move("drop", (*s.before, s.in_remedy), s.dropped, label="不再申请", by=head,
             asks=(common.why,), guard=freed, releases=s.OPEN),
        Move("apply", s.demanded, s.applied, label="申请强制执行", by=head,
             produces=papers.application, names=(lm.one(f.court),), tells=(f.court,), copies=True,
             guard=lm.all_of(remedy_is_over, demand_has_waited),
             stops=(s.NLE_01, s.NLE_02), releases=(s.LIT_07a, s.LIT_07b)),
        Move("receive", s.applied, s.received, label="收到申请", by=(*by_court, handler),
             produces=papers.service_proof,
             asks=(common.delivery_mode(by_court, handler), common.delivery_proof),
             guard=lm.entered(common.delivery_is_proved), starts=(s.NLE_03,)),
        Move("accept", s.received, s.accepted, label="受理", by=by_court, asks=(f.court_paper,),
             stops=(s.NLE_03,), starts=(s.NLE_05a,)),
        Move("refuse", s.received, s.refused, label="裁定不予受理", by=by_court,
             asks=(common.why, f.court_paper), stops=(s.NLE_03,)),
        Move("take_refusal", s.refused, s.refusal_received, label="收到不予受理裁定", by=handler,
             asks=(f.ruling_received_on,), counts_from=f.ruling_received_on, opens=(s.NLE_04a,)),
        Move("ask_review", s.refusal_received, s.refusal_review, label="对不予受理申请复议",
             by=head, produces=papers.refusal_request, guard=lm.within(s.NLE_04a),
             stops=(s.NLE_04a,), starts=(s.NLE_04b,)),
        Move("refusal_kept", s.refusal_review, s.not_accepted, label="复议维持不予受理",
             by=handler, asks=(f.court_paper,), guard=freed, stops=(s.NLE_04b,)),
        Move("refusal_undone", s.refusal_review, s.accepted, label="复议裁定受理", by=handler,
             asks=(f.court_paper,), stops=(s.NLE_04b,), starts=(s.NLE_05a,)),
        Move("heed_refusal", s.refusal_received, s.not_accepted, label="不申请复议", by=head,
             asks=(common.why,), guard=freed, releases=(s.NLE_04a,)),
        Move("doubt", s.accepted, s.doubted, label="认为明显违法，听取意见", by=by_court,
             asks=(f.accepted_on, common.why), counts_from=f.accepted_on,
             releases=(s.NLE_05a,), starts=(s.NLE_05b,)),
        Move("permit", (s.accepted, s.doubted), s.permitted, label="裁定准予执行", by=by_court,
             asks=(f.court_paper,), stops=(s.NLE_05a, s.NLE_05b)),
        Move("permit_urgently", (s.accepted, s.doubted), s.permitted,
             label="情况紧急，裁定立即执行", by=by_court, asks=(common.why, f.court_paper),
             stops=(s.NLE_05a, s.NLE_05b), starts=(s.NLE_07,)),
        Move("deny", (s.accepted, s.doubted), s.denied, label="裁定不予执行", by=by_court,
             asks=(common.why, f.court_paper), stops=(s.NLE_05a, s.NLE_05b), starts=(s.NLE_06a,)),
        Move("take_denial", s.denied, s.denial_received, label="收到不予执行裁定", by=handler,
             asks=(f.ruling_received_on,), counts_from=f.ruling_received_on,
             stops=(s.NLE_06a,), opens=(s.NLE_06b,)),
        Move("ask_denial_review", s.denial_received, s.denial_review, label="对不予执行申请复议",
             by=head, produces=papers.refusal_request, guard=lm.within(s.NLE_06b),
             stops=(s.NLE_06b,), starts=(s.NLE_06c,)),
        Move("denial_kept", s.denial_review, s.not_permitted, label="复议维持不予执行",
             by=handler, asks=(f.court_paper,), guard=freed, stops=(s.NLE_06c,)),
        Move("denial_undone", s.denial_review, s.permitted, label="复议裁定准予执行", by=handler,
             asks=(f.court_paper,), stops=(s.NLE_06c,)),
        Move("heed_denial", s.denial_received, s.not_permitted, label="不申请复议", by=head,
             asks=(common.why,), guard=freed, releases=(s.NLE_06b,)),
        Move("execute", s.permitted, s.executing, label="开始执行", by=by_court,
             asks=(f.result,), stops=(s.NLE_07,)),
        Move("finish", s.executing, s.done, label="执行完毕", by=by_court, asks=(f.result,),
             releases=(s.LIT_04d,)),
        Move("terminate", (s.permitted, s.executing), s.terminated, label="终结执行",
             by=by_court, asks=(common.why, f.court_paper), releases=(s.NLE_07, s.LIT_04d)),
        Move("close", (s.done, s.terminated), s.closed, label="结案", by=handler, guard=freed),
        Move("fulfil", (*s.before, *s.at_court, s.permitted, s.executing), s.fulfilled,
             label="当事人履行", by=handler, asks=(f.result,), guard=freed,
             releases=(*s.OPEN, *s.COURT)),
        Move("withdraw", (*s.at_court, s.permitted, s.executing), s.withdrawn, label="撤回申请",
             by=head, asks=(common.why,), guard=freed, revokes=papers.application,
             releases=s.COURT),
        Move("ask_supervision", s.told, lm.SAME, label="申请检察监督", by=head,
             asks=(f.ground, f.known_on), names=(lm.maybe(f.supervisor),), internal=True,
             hands_over=lm.HandOver(
                 "litigation_supervision",
                 shares={"title": common.title, "variant": f.ground, "known_on": f.known_on},
                 parties={lm.Part.SUPERVISOR: lm.Part.ISSUER,
                          lm.Part.ADDRESSEE: lm.Part.ADDRESSEE})),
        Move("give_file", s.told, lm.SAME, label="向检察机关提供案件材料", by=head,
             names=(lm.one(f.supervisor),), tells=(f.supervisor,)),
        Move("ask_explanation", (s.permitted, s.executing), lm.SAME, label="要求说明执行情况",
             by=chief, produces=papers.notice, tells=(f.court,)),
        Move("take_notice", (s.permitted, s.executing), lm.SAME, label="收到说明执行情况通知",
             by=by_court, guard=lm.not_running(s.LIT_04d), starts=(s.LIT_04d,)),
        Move("explain", (s.permitted, s.executing), lm.SAME, label="书面说明执行情况",
             by=court_head, asks=(f.explained,), guard=lm.running(s.LIT_04d),
             stops=(s.LIT_04d,)),
        *supervision.moves,
    ),
    metrics=(
        lm.Metric("applied_in_time_rate", lm.met(s.NLE_02), lm.due(s.NLE_02), label="按期申请率"),
        lm.Metric("copy_rate", lm.copied("apply"), lm.copies_due("apply"), label="抄送率"),
        lm.Metric("corrected_rate", lm.cases(s.corrected), lm.cases(s.corrected, s.uncorrected),
                  label="监督纠正率"),
        lm.Metric("permitted_rate", lm.cases(s.permitted), lm.cases(s.permitted, s.denied),
                  label="准予执行率", neutral=True),
        lm.Metric("executed_rate", lm.cases(s.done), lm.cases(s.permitted), label="执行完毕率"),
        lm.Metric("seizure_in_time_rate", lm.met(s.NLE_08a), lm.due(s.NLE_08a),
                  label="查封、扣押按期处理率"),
    ),
)
