"""调解队伍、大调解、公开听证、信访风险评估 (M36): one matter, in which all four may happen.

References:
    * 征求意见稿 二(四)③; 山政发〔2025〕8号 二.14; 惠政文〔2024〕22号 三(五)
    * 信访工作条例 第二十二条, 第二十三条, 第三十四条–第三十六条

Limitations:
    * Mediation, hearing, risk and petition are kinds of rows of one matter, because the county
      documents want them together (依法办案、信访风险评估、化解一起做); each may also be all of it.
    * No rule sets days for mediation: the unit states a day, which reminds in words alone.
    * A county's own limit on public hearings (HRG-01) without a number (常态化) accuses nobody.
    * 信访事项 are decided by the organ that the row names, which owes PET-01a and PET-01c; PET-01b
      is the time in which it may object. The organs above (PET-01e, PET-01f) are mostly outside
      the county: what they decide is recorded here, and nobody here is late by it.
    * What parties say in mediation is kept in rows that no court can be shown.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.disputes import mediation_fields as f
from liandong_plugins.disputes import mediation_papers as papers
from liandong_plugins.disputes import mediation_rows as rows
from liandong_plugins.disputes import mediation_states as s
from liandong_plugins.disputes.mediation_fields import handlers, heads
from liandong_plugins.disputes.petition_rows import petition

# fmt: off
nothing_open = lm.all_of(
    lm.no_row(petition, *s.petition_open), lm.no_row(rows.hearing, *s.hearing_open),
    lm.no_row(rows.risk, *s.risk_open))
together = (f.unit, f.others)

MECHANISM = lm.Mechanism(
    key="diversified_mediation", version=1, label="多元调解与公开听证", number_word="调",
    ways=(
        ("open", "draw_mediators", "begin", "agree", "follow_up"),
        ("open", "appoint", "begin", "agree", "follow_up"),
        ("open", "finish"),
    ),
    rows=(rows.mediator, rows.session, rows.statement, rows.hearing, rows.risk, petition),
    transitions=(
        Move("open", None, s.accepted, label="受理", by=handlers,
             asks=(common.title, f.kind, f.field, f.parties, f.claim)),
        Move("refuse", s.accepted, s.not_accepted, label="不予受理", by=heads,
             asks=(common.why,), guard=nothing_open),
        Move("bring_in", s.live, lm.SAME, label="通知有关单位参加", by=handlers,
             names=(lm.any_number(f.unit), lm.any_number(f.others)), tells=together),
        Move("draw_mediators", s.accepted, s.assigned, label="抽取调解员", by=handlers,
             draws=(rows.drawn,), tells=(f.mediators,)),
        Move("appoint", s.accepted, s.assigned, label="确定调解员", by=handlers,
             guard=lm.any_row(rows.mediator, s.serving), names=(lm.any_number(f.mediators),),
             tells=(f.mediators,)),
        Move("begin", s.assigned, s.mediating, label="开始调解", by=handlers,
             asks=(f.finish_by,), guard=lm.any_row(rows.mediator, s.serving)),
        Move("agree", s.mediating, s.agreed, label="达成调解协议", by=handlers,
             asks=(f.mediation_kind,), produces=papers.agreement,
             guard=lm.any_row(rows.session, s.held)),
        Move("fail", s.mediating, s.failed, label="调解不成", by=handlers, asks=(common.why,)),
        Move("mediate_again", (s.agreed, s.failed), s.mediating, label="再次调解", by=handlers,
             asks=(common.why,)),
        Move("end", (s.assigned, s.mediating), s.withdrawn, label="终止调解", by=heads,
             asks=(common.why,), guard=nothing_open),
        Move("follow_up", (s.agreed, s.failed), s.followed_up, label="回访并办结", by=handlers,
             asks=(f.visit,), guard=nothing_open),
        Move("finish", s.accepted, s.finished, label="办结（没有调解）", by=heads,
             asks=(f.outcome,), guard=nothing_open),
    ),
    spares=(lm.withdrawn(s.withdrawn), lm.objected(s.objected, of=petition)),
    metrics=(
        lm.Metric("agreed_rate", lm.cases(s.agreed), lm.cases(s.agreed, s.failed),
                  label="调解成功率"),
        lm.Metric("heard_rate", lm.rows(rows.hearing, s.heard), lm.rows(rows.hearing, s.proposed),
                  label="公开听证举行率", neutral=True),
        lm.Metric("petition_in_time_rate", lm.met(s.PET_01c), lm.due(s.PET_01c),
                  label="信访事项按期办结率"),
        lm.Metric("repeat_petition_rate", lm.rows(petition, s.again),
                  lm.rows(petition, s.received, s.again), label="重复信访占比", neutral=True),
        lm.Metric("risk_cleared_rate", lm.rows(rows.risk, s.cleared),
                  lm.rows(rows.risk, s.rated), label="信访风险化解率"),
    ),
)
