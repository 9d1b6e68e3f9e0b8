"""Mediators, sessions and statements, public hearings and risks of petitions."""

import liandong.mechanisms as lm
from liandong.mechanisms import Draw, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.disputes import mediation_fields as f
from liandong_plugins.disputes import mediation_papers as papers
from liandong_plugins.disputes import mediation_states as s
from liandong_plugins.disputes import statements as said
from liandong_plugins.disputes.mediation_fields import fellows, handlers

# fmt: off
drawn = Draw("mediators", "mediator", "draw", 1, excludes=(f.unit,), party=f.mediators)
mediator = lm.RowType("mediator", label="调解员", transitions=(
    Move("draw", None, s.serving, label="抽中", by=handlers,
         during=(s.accepted, s.assigned, s.mediating), asks=lm.DRAWN),
    Move("name", None, s.serving, label="指定调解员", by=handlers, asks=(f.name, f.identity),
         during=(s.accepted, s.assigned, s.mediating)),
    Move("replace", s.serving, s.replaced, label="更换调解员（重新抽取）", by=handlers,
         during=(s.assigned, s.mediating), asks=(common.why,), draws=(drawn,)),
    Move("release", s.serving, s.left, label="不再担任", by=handlers, asks=(common.why,),
         during=(s.assigned, s.mediating)),
))
session = lm.RowType("session", label="调解", transitions=(
    Move("plan", None, s.planned, label="安排调解", by=(*handlers, *f.mediator),
         during=(s.mediating,), asks=(f.meet_on, f.place)),
    Move("hold", s.planned, s.held, label="记录调解情况", by=(*handlers, *f.mediator),
         during=(s.mediating,), asks=(f.result, common.evidence)),
    Move("cancel", s.planned, s.cancelled, label="取消调解", by=(*handlers, *f.mediator),
         during=(s.mediating, s.agreed, s.failed), asks=(common.why,)),
))
statement = lm.RowType("statement", label="调解中的陈述", shown_to=said.heard_by, transitions=(
    Move("take", None, s.kept, label="记录陈述", by=(*handlers, *f.mediator, *fellows),
         during=(s.mediating,), asks=(said.statement, said.taken_by, said.heard_by),
         guard=lm.entered(said.taken_by_own_unit)),
))
hearing = lm.RowType("hearing", label="公开听证", transitions=(
    Move("propose", None, s.proposed, label="提出公开听证", by=handlers, during=s.live,
         asks=(f.hearing_matter,), starts=(s.HRG_01,)),
    Move("notify", s.proposed, s.noticed, label="通知、公告听证", by=handlers, during=s.live,
         asks=(f.hearing_on, f.place, f.officers), produces=papers.notice),
    Move("hold", s.noticed, s.heard, label="举行公开听证", by=handlers, during=s.live,
         asks=(f.result, common.evidence), stops=(s.HRG_01,)),
    Move("opine", s.heard, s.opined, label="记录听证意见", by=handlers, during=s.live,
         produces=papers.opinion),
    Move("use", s.opined, s.used, label="采用听证意见", by=handlers, during=s.live,
         asks=(f.use,)),
    Move("drop", (s.proposed, s.noticed), s.dropped, label="不再听证", by=handlers,
         during=s.live, asks=(common.why,), releases=(s.HRG_01,)),
))
risk = lm.RowType("risk", label="信访风险", held_by=f.owner, shown_to=f.seen_by, transitions=(
    Move("rate", None, s.rated, label="评估风险", by=handlers, during=s.live,
         asks=(f.level, f.risk, f.owner, f.seen_by)),
    Move("plan", s.rated, s.prepared, label="制定预案", by=(*handlers, *fellows),
         by_holder=True, during=s.live, produces=papers.plan),
    Move("monitor", (s.prepared, s.monitored), s.monitored, label="记录跟踪情况",
         by=(*handlers, *fellows), by_holder=True, during=s.live, asks=(f.result,)),
    Move("rate_again", (s.prepared, s.monitored), s.rated, label="重新评估", by=handlers,
         during=s.live, asks=(f.level, f.risk)),
    Move("clear", (s.rated, s.prepared, s.monitored), s.cleared, label="解除风险", by=handlers,
         during=s.live, asks=(common.why,)),
))
