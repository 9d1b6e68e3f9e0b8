"""A unit should transfer and does not: the procuratorate asks for it, and follows up."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common, duties, roles
from liandong_plugins.criminal_transfer import oversight_fields as f
from liandong_plugins.criminal_transfer import oversight_guards as g
from liandong_plugins.criminal_transfer import oversight_papers as papers
from liandong_plugins.criminal_transfer import oversight_states as s
from liandong_plugins.criminal_transfer.oversight_fields import chief, handler, head, prosecutor

# fmt: off
reminder = lm.RowType("reminder", label="内部监督提醒", internal=True, transitions=(
    Move("remind", None, s.noted, label="提醒", by=duties.liaison @ f.target,
         asks=(f.reminded,), during=(s.served, s.disagreed, s.ignored, s.police_told)),
))
moves = (
    Move("open", None, s.reviewing, label="受理应移不移线索", by=prosecutor,
         asks=(common.title, f.suspected_crime, f.variant),
         names=(lm.one(f.target, held_by=roles.enforcement_unit),),
         guard=lm.entered(g.is_about_transfer)),
    Move("note_clue", (s.reviewing, s.examining), lm.SAME, label="记录线索和审查情况",
         by=prosecutor, asks=(f.clue,), internal=True),
    Move("issue", s.reviewing, s.issued, label="签发", by=chief, produces=papers.opinion),
    Move("serve", s.issued, s.served, label="送达", by=(handler, head, prosecutor),
         delivers=papers.opinion, asks=(f.to_target, common.delivery_proof),
         guard=lm.entered(common.delivery_is_proved), starts=(s.TRF_17A,)),
    Move("move_on", (s.served, s.disagreed, s.ignored, s.police_told), s.moved_on,
         label="已移送并抄送材料", by=head,
         asks=(f.transferred_on, f.transfer_number, f.copied_files), stops=(s.TRF_17A,),
         releases=(s.TRF_18,)),
    Move("disagree", s.served, s.disagreed, label="不同意移送", by=head,
         produces=papers.disagreement, stops=(s.TRF_17A,)),
    Move("accept", s.disagreed, s.accepted, label="理由成立", by=chief, asks=(common.why,)),
    Move("reject", s.disagreed, s.ignored, label="理由不成立", by=chief, asks=(common.why,),
         starts=(s.TRF_18,)),
    Move("find_ignored", s.served, s.ignored, label="认定无正当理由不移送", by=chief,
         asks=(common.why,), guard=g.is_reply_over, stops=(s.TRF_17A,), starts=(s.TRF_18,)),
    Move("tell_police", s.ignored, s.police_told, label="书面告知公安机关并抄送", by=chief,
         produces=papers.police_notice, names=(lm.one(f.told_police, unless_held=True),),
         tells=(f.told_police,),
         copies=True, stops=(s.TRF_18,)),
    Move("find_not_moved", s.moved_on, s.ignored, label="核实未移送", by=chief,
         asks=(common.why,), starts=(s.TRF_18,)),
    Move("confirm", s.moved_on, s.corrected, label="核实办结", by=prosecutor, asks=(f.finding,)),
    Move("follow_up", s.police_told, s.escalated, label="转跟踪问效", by=chief,
         asks=(common.why,), hands_over=lm.HandOver(
             "follow_up_escalation", shares={"title": common.title},
             parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE})),
    Move("end_told", s.police_told, s.ended, label="记明情况办结", by=chief, asks=(common.why,)),
    Move("withdraw", (s.issued, s.served, s.disagreed), s.withdrawn, label="撤回", by=chief,
         asks=(common.why,), revokes=papers.opinion, releases=(s.TRF_17A,)),
)
