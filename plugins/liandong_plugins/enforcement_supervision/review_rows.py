"""The files of a round, the sheets of those drawn to score them, and what has to be put right."""

import liandong.mechanisms as lm
from liandong.mechanisms import Computed, Draw, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.enforcement_supervision import review_fields as f
from liandong_plugins.enforcement_supervision import review_guards as g
from liandong_plugins.enforcement_supervision import review_standard as standard
from liandong_plugins.enforcement_supervision import review_states as s
from liandong_plugins.enforcement_supervision.review_fields import handler, head, reviewers, units

# fmt: off
shared = {each.key: each for each in (f.case_title, f.file_kind, f.file_unit, f.materials)}


def reviewer(count: int) -> Draw:
    """Draw reviewers: none of the bureau that leads, none of the unit whose file it is."""
    return Draw("reviewers", "sheet", "draw", count, excludes=(f.issuer, f.file_unit),
                party=f.assistant, shares=shared)


file = lm.RowType("file", label="被评查案卷", held_by=f.file_unit, shown_to=f.file_unit,
                  due=f.opinion_by, transitions=(
    Move("sample", None, s.asked, label="抽取案卷", by=(handler, head), along=("start",),
         asks=(f.case_title, f.case_number, f.file_kind, f.file_unit)),
    Move("substitute", s.asked, lm.SAME, label="抽换案卷", by=handler, during=(s.sampled,),
         asks=(f.case_title, f.case_number, common.why)),
    Move("submit", s.asked, s.submitted, label="报送案卷", by=units, by_holder=True,
         during=(s.sampled,), asks=(f.materials,)),
    Move("assign", s.submitted, s.scoring, label="抽取两名评查员", by=handler,
         during=(s.sampled,), draws=(reviewer(2),)),
    Move("third_look", s.scoring, lm.SAME, label="抽取第三名评查员", by=handler,
         during=(s.sampled,), guard=g.far_apart, draws=(reviewer(1),)),
    Move("tally", s.scoring, s.tallied, label="汇总评分", by=handler, during=(s.sampled,),
         asks=(f.findings, f.opinion_by), guard=lm.all_of(g.both_are_in, g.near_enough),
         computes=(Computed(f.score, g.score),)),
    Move("opine", s.tallied, s.opined, label="提出意见", by=units, by_holder=True,
         during=(s.sampled,), asks=(f.opinion, f.opinion_text, common.evidence)),
    Move("note_silence", s.tallied, s.opined, label="记明未提意见", by=handler,
         during=(s.sampled,), guard=g.opinion_day_passed),
    Move("grade", s.opined, s.graded, label="评定等次", by=head, during=(s.sampled,),
         asks=(f.adjustment, f.adjustment_why), guard=lm.entered(g.objection_is_answered),
         computes=(Computed(f.final_score, g.final_score), Computed(f.grade, g.grade))),
    Move("excuse", (s.asked, s.submitted, s.scoring, s.tallied, s.opined), s.excused,
         label="不再评查", by=head, during=(s.sampled,), asks=(common.why,)),
))
sheet = lm.RowType("sheet", label="评查员", held_by=lm.drawing.person_unit,
                   shown_to=lm.drawing.person_unit, transitions=(
    Move("draw", None, s.drawn, label="抽中", by=handler, during=(s.sampled,),
         asks=(*lm.DRAWN, *(each.optional() for each in shared.values()))),
    Move("score", s.drawn, s.scored, label="评分", by=reviewers, by_holder=True,
         during=(s.sampled,), asks=(*standard.scores, f.defects, f.no_conflict),
         guard=lm.entered(g.is_free), produces=f.sheet),
    Move("recuse", s.drawn, s.recused, label="申请回避", by=reviewers, by_holder=True,
         during=(s.sampled,), asks=(common.why,)),
    Move("replace", (s.drawn, s.recused), s.replaced, label="更换评查员", by=handler,
         during=(s.sampled,), asks=(f.ground, common.why), draws=(reviewer(1),)),
))
defect = lm.RowType("defect", label="整改事项", held_by=f.unit, shown_to=f.unit, due=f.due,
                    transitions=(
    Move("demand", None, s.open_, label="要求整改", by=(handler, head), along=("report",),
         asks=(f.unit, f.defect, f.due, f.is_repeated)),
    Move("rectify", s.open_, s.done, label="报告整改", by=units, by_holder=True,
         during=(s.reported,), asks=(f.measures, common.evidence), guard=g.in_time,
         otherwise=s.done_late),
    Move("verify", (s.done, s.done_late), s.verified, label="核实整改", by=handler,
         during=(s.reported,)),
    Move("send_back", (s.done, s.done_late), s.open_, label="退回整改", by=handler,
         during=(s.reported,), asks=(f.request, f.due)),
    Move("forgive", s.open_, s.forgiven, label="免予整改", by=head, during=(s.reported,),
         asks=(common.why,)),
))
