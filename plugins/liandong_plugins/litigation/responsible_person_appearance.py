"""行政机关负责人出庭应诉 (M39): the court notifies, the head or a deputy appears, or says why not.

References:
    * 法释〔2020〕3号 第五条, 第六条, 第七条; 行政诉讼法 第六十七条
    * 山政发〔2025〕8号 二.17, 三(三)

Limitations:
    * One hearing counts per instance: a further one of the same instance ends as `counted_before`
      and stands in no rate.
    * The statistics of a period are a matter of their own: drafted, approved, then published. The
      numbers of cases, and among them those in which the head must appear, are entered: a court
      that keeps its cases outside the platform is counted too.
    * Whether the head must appear or is asked to, the court says in its notice.
    * Whether the lawsuit itself was won is no part of this matter.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.litigation import appearance_fields as f
from liandong_plugins.litigation import appearance_papers as papers
from liandong_plugins.litigation.appearance_fields import (
    clerk,
    court_head,
    director,
    handler,
    head,
    judge,
)


@lm.explained("统计期间的起止日期颠倒", "the period ends before it begins")
def period_is_in_order(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """A period begins before it ends."""
    return str(case.facts["period_from"]) <= str(case.facts["period_until"])


@lm.explained("统计的案件数前后不符", "the numbers of cases do not fit each other")
def figures_fit(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """Who appeared is part of what was heard; what must be attended is part of all."""
    heard, appeared = case.facts["cases_heard"], case.facts["cases_appeared"]
    must_heard, must_appeared = case.facts["must_cases_heard"], case.facts["must_cases_appeared"]
    absent, must_absent = heard - appeared, must_heard - must_appeared
    return bool(0 <= must_absent <= absent and must_appeared <= appeared)


# fmt: off
answer = lm.RowType("answer", label="答辩", transitions=(
    Move("send_complaint", None, f.waiting, label="送达起诉状副本", by=judge,
         asks=(f.copy_received_on, common.evidence), counts_from=f.copy_received_on,
         during=(f.opened, f.scheduled), starts=(f.LIT_06,)),
    Move("answer", f.waiting, f.answered, label="提交证据和答辩状", by=(handler, head),
         asks=(f.answer,), stops=(f.LIT_06,)),
    Move("go_without", f.waiting, f.unanswered, label="记录期限内未答辩", by=judge,
         guard=lm.elapsed(f.LIT_06), stops=(f.LIT_06,)),
    Move("no_longer", f.waiting, f.needless, label="不再需要答辩", by=judge,
         asks=(common.why,), releases=(f.LIT_06,)),
))
no_answer_awaited = lm.no_row(answer, f.waiting)
STOPS = (f.LIT_05a, f.LIT_05b)
MUST = (f.must, ("must",))

MECHANISM = lm.Mechanism(
    key="responsible_person_appearance", version=1, label="行政机关负责人出庭应诉",
    ways=(
        ("schedule", "notify", "designate", "prove", "appear", "record"),
        ("approve_statistics", "publish_statistics"),
    ),
    number_word="应诉", rows=(answer,), speaks_of=lm.Part.RESPONDENT,
    transitions=(
        Move("open", None, f.opened, label="登记应诉案件", by=judge,
             asks=(common.title, f.court_case, f.instance, f.lawsuit),
             names=(lm.one(f.respondent), lm.maybe(f.justice)), tells=(f.respondent, f.justice)),
        Move("schedule", (f.opened, f.scheduled, *f.awaited, f.excusing), f.scheduled,
             label="确定、变更开庭日期", by=judge, asks=(f.hearing_on,),
             counts_from=f.hearing_on, releases=STOPS, starts=(f.LIT_05a,)),
        Move("notify", f.scheduled, f.notified, label="通知负责人出庭", by=court_head,
             produces=papers.notice, counts_from=f.hearing_on, tells=(f.respondent, f.justice),
             stops=(f.LIT_05a,), starts=(f.LIT_05b,)),
        Move("designate", f.notified, f.designated, label="确定出庭负责人", by=head,
             asks=(f.person, f.post, f.rank, f.staff)),
        Move("prove", f.designated, f.proved, label="提交身份证明", by=head,
             produces=papers.identity, stops=(f.LIT_05b,)),
        Move("excuse", f.awaited, f.excusing, label="说明不能出庭", by=head,
             produces=papers.absence, releases=(f.LIT_05b,)),
        Move("appear", (*f.awaited, f.excusing), f.spoke, label="负责人出庭并发表意见", by=judge,
             asks=(f.person, f.post, f.rank), guard=no_answer_awaited, stops=(f.LIT_05b,)),
        Move("appear_silent", (*f.awaited, f.excusing), f.silent, label="负责人出庭未发表意见",
             by=judge,
             asks=(f.person, f.post, f.rank), guard=no_answer_awaited, stops=(f.LIT_05b,)),
        Move("find_justified", f.excusing, f.justified, label="认定理由正当", by=judge,
             asks=(f.finding,), guard=no_answer_awaited),
        Move("find_unjustified", (*f.awaited, f.excusing), f.unjustified,
             label="认定理由不正当", by=judge, asks=(f.finding,), guard=no_answer_awaited,
             stops=(f.LIT_05b,)),
        Move("suggest", f.unjustified, f.reproved, label="向监察机关、上一级机关提出司法建议",
             by=court_head, produces=papers.suggestion, names=(lm.several(f.above),),
             tells=(f.above,)),
        Move("record", f.outcomes, f.recorded, label="记录在案", by=judge),
        Move("count_before", (f.opened, f.scheduled, *f.awaited), f.counted_before,
             label="同一审级已经出庭", by=judge, asks=(f.earlier,), guard=no_answer_awaited,
             releases=STOPS),
        Move("cancel", (f.opened, f.scheduled, *f.awaited, f.excusing), f.cancelled,
             label="不再开庭", by=judge, asks=(common.why,), guard=no_answer_awaited,
             releases=STOPS),
        Move("draft_statistics", None, f.counted, label="拟定期间统计", by=clerk,
             asks=(common.title, f.period_from, f.period_until),
             guard=lm.entered(period_is_in_order)),
        Move("approve_statistics", f.counted, f.approved, label="审定期间统计", by=director,
             produces=papers.statistics, guard=lm.entered(figures_fit)),
        Move("publish_statistics", f.approved, f.published, label="公布期间统计", by=clerk,
             asks=(f.where,), names=(lm.any_number(f.informed),), tells=(f.informed,)),
        Move("hand_statistics_on", f.approved, f.handed_on, label="转信息公开", by=clerk,
             hands_over=lm.HandOver("enforcement_disclosure",
                                    shares={"title": common.title})),
        Move("drop_statistics", (f.counted, f.approved), f.dropped, label="不再公布",
             by=director, asks=(common.why,)),
    ),
    spares=(lm.withdrawn(f.cancelled),),
    metrics=(
        lm.Metric("appearance_rate", lm.cases(f.spoke, f.silent),
                  lm.cases(f.spoke, f.silent, f.justified, f.unjustified), label="负责人出庭率",
                  reasoned=(f.justified,)),
        lm.Metric("must_appearance_rate", lm.cases(f.spoke, f.silent, only=MUST),
                  lm.cases(f.spoke, f.silent, f.justified, f.unjustified, only=MUST),
                  label="应当出庭案件负责人出庭率", reasoned=(f.justified,)),
        lm.Metric("spoke_rate", lm.cases(f.spoke), lm.cases(f.spoke, f.silent),
                  label="负责人发表意见率"),
        lm.Metric("answered_in_time_rate", lm.met(f.LIT_06), lm.due(f.LIT_06), label="按期答辩率"),
    ),
)
