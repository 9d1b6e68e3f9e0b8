"""调查核实与卷宗调阅协作 (M08): the procuratorate asks for files and evidence; the unit assists.

References:
    * 检察院组织法 第二十一条; 行政诉讼监督规则 第六十七条; 公益诉讼办案规则 第四十五条
    * 征求意见稿 三(三); 山政发〔2025〕8号 四(二); 惠政文〔2024〕22号 三(十二);
      文司发〔2025〕11号 第七条二款

Limitations:
    * The matter is confidential: liaison and head of the unit alone see it there, and nobody of the
      office or of the conveners. A government that is notified reads the papers, nothing else.
    * COOP-01 is what the notice states. No rule that was read says that it may set a period, so it
      reminds and makes nobody late. An extension is another paper's, twice at most.
    * The superior that a suggestion goes to sees the suggestion, never the investigation.
    * Of a suggestion or a follow-up the unit learns when that itself reaches it; the obstruction is
      only then ended by a follow-up (`obstruction.follow`).
    * The government is notified once; a later obstruction is reported.
    * Which counties notify the government (征求意见稿 三(三), 山政发 四(二)) is their policy's.
    * A delivery that the sender records cannot be contested here: nobody is late by it.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.investigation import investigation_fields as f
from liandong_plugins.investigation import investigation_papers as papers
from liandong_plugins.investigation import investigation_rows as rows
from liandong_plugins.investigation import investigation_states as s
from liandong_plugins.investigation.investigation_fields import chief, head, liaison, prosecutor

# fmt: off
originals_back = lm.no_row(rows.item, s.lent)
no_obstruction = lm.no_row(rows.obstruction, *s.unresolved)
announced = (lm.Instead(f.delivery_mode, "announced", papers.announcement),)
suggestion = {"title": common.title, "kind": f.suggestion_kind}

MECHANISM = lm.Mechanism(
    key="investigation_cooperation", version=1, label="调查核实与卷宗调阅协作",
    ways=(
        ("issue", "serve", "arrange", "hand_over", "close"),
    ),
    is_confidential=True, number_word="检调证",
    rows=(rows.item, rows.obstruction, rows.inquiry, rows.appraisal, rows.period),
    stated={s.COOP_01: f.assist_days},
    transitions=(
        Move("open", None, s.drafting, label="立项", by=prosecutor,
             asks=(common.title, f.measure.optional(), f.source.optional()),
             names=(lm.one(f.addressee),)),
        Move("revise", s.drafting, lm.SAME, label="修改", by=prosecutor,
             asks=tuple(each.optional() for each in f.contents)),
        Move("discard", s.drafting, s.discarded, label="不予制发", by=chief, asks=(common.why,)),
        Move("issue", s.drafting, s.issued, label="签发", by=chief, produces=papers.notice,
             guard=lm.any_row(rows.item, s.requested)),
        Move("serve", s.issued, s.received, label="送达", by=(liaison, head, prosecutor),
             delivers=papers.notice, asks=(f.delivery_mode, common.delivery_proof),
             guard=lm.entered(common.delivery_is_proved), produces=papers.return_receipt,
             instead=announced, starts=(s.COOP_01,)),
        Move("arrange", s.received, s.assisting, label="安排协助", by=(liaison, head),
             asks=(f.arrangement,)),
        Move("hand_over", s.at_unit, s.handed_over, label="移交", by=(liaison, head),
             asks=(f.handing_note,), guard=lm.no_row(rows.item, s.requested),
             produces=papers.evidence_list, stops=(s.COOP_01,)),
        Move("ask_more", s.handed_over, s.assisting, label="要求补充", by=prosecutor,
             asks=(f.request,), guard=lm.moved_row(rows.item, s.requested)),
        Move("suggest_unit", s.on_the_way, lm.SAME, label="向该单位提出检察建议", by=prosecutor,
             asks=(f.suggestion_kind,), guard=lm.any_row(rows.obstruction, s.warned),
             internal=True,
             hands_over=lm.HandOver("procuratorial_suggestion", shares=suggestion,
                                    parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE})),
        Move("suggest_superior", s.on_the_way, lm.SAME, label="向其上级机关提出检察建议",
             by=prosecutor, asks=(f.suggestion_kind,), names=(lm.maybe(f.superior),),
             guard=lm.any_row(rows.obstruction, s.warned), internal=True,
             hands_over=lm.HandOver("procuratorial_suggestion", shares=suggestion,
                                    parties={lm.Part.SUPERVISOR: lm.Part.ADDRESSEE})),
        Move("notify_government", s.on_the_way, lm.SAME, label="通报政府", by=chief,
             produces=papers.bulletin, names=(lm.one(f.government),), tells=(f.government,),
             guard=lm.moved_row(rows.obstruction, s.notified)),
        Move("follow_up", s.on_the_way, lm.SAME, label="拟转跟踪问效", by=prosecutor,
             guard=lm.any_row(rows.obstruction, s.warned), internal=True,
             hands_over=lm.HandOver("follow_up_escalation", shares={"title": common.title},
                                    parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE})),
        Move("close", s.handed_over, s.closed, label="办结", by=prosecutor,
             guard=lm.all_of(originals_back, no_obstruction)),
        Move("note", s.at_unit, s.noted, label="记明情况办结", by=chief, asks=(common.why,),
             guard=lm.all_of(originals_back, no_obstruction), releases=(s.COOP_01,)),
        Move("withdraw", s.on_the_way, s.withdrawn, label="撤回", by=chief, asks=(common.why,),
             guard=originals_back, revokes=papers.notice, releases=(s.COOP_01,)),
    ),
    spares=(lm.withdrawn(s.withdrawn),),
    metrics=(
        lm.Metric("on_time_rate", lm.met(s.COOP_01), lm.due(s.COOP_01), label="按期协助率"),
        lm.Metric("completeness_rate", lm.rows(rows.item, s.given, s.lent),
                  lm.rows(rows.item, s.given, s.lent, s.unavailable), label="材料完整率"),
        lm.Metric("obstruction_rate", lm.rows(rows.obstruction, s.recorded),
                  lm.cases(s.issued), label="拒绝、阻碍次数", neutral=True),
    ),
)
