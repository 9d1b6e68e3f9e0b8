"""The steps of a follow-up: proposed inside one authority, decided, answered and judged."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.suggestions import follow_up_fields as f
from liandong_plugins.suggestions import follow_up_papers as papers
from liandong_plugins.suggestions import follow_up_states as s
from liandong_plugins.suggestions import suggestion_fields as of_suggestions
from liandong_plugins.suggestions.follow_up_guards import (
    is_free,
    is_in_turn,
    is_level,
    is_ours,
    is_ours_to_judge,
    is_step_silent,
    is_told,
)
from liandong_plugins.suggestions.suggestion_fields import chief, handler, head, prosecutor

# fmt: off
both, here = (prosecutor, f.joint_handler), (s.following,)
each = (*both, f.government_handler)
step = lm.RowType("step", label="措施", transitions=(
    Move("propose", None, s.proposed, label="拟采取", by=each, internal=True, during=here,
         asks=(f.level, f.target, f.respond_by, f.skip_reason),
         guard=lm.all_of(is_free, lm.entered(lm.all_of(is_ours, is_in_turn)))),
    Move("drop", s.proposed, s.dropped, label="不采取", by=each, asks=(common.why,), internal=True),
    Move("bring", None, s.brought, label="记录此前已采取", by=prosecutor, during=s.before_end,
         asks=(f.level, f.target, f.done_on, common.evidence)),
    Move("remind", s.proposed, s.awaiting, label="提醒", by=both, asks=(f.reminded,),
         during=here, guard=is_level("remind")),
    Move("urge", s.proposed, s.awaiting, label="督促", by=chief, produces=papers.urging,
         during=here, guard=is_level("urge")),
    Move("supervise", s.proposed, s.awaiting, label="督办", by=f.joint_head, during=here,
         produces=papers.supervising_letter, guard=is_level("supervise")),
    Move("bulletin", s.proposed, s.awaiting, label="通报", by=f.joint_head, during=here,
         produces=papers.bulletin, guard=is_level("bulletin")),
    Move("talk", s.proposed, s.awaiting, label="约谈", by=f.government_head, during=here,
         produces=papers.talk_notice, guard=is_level("talk")),
    Move("tell_superior", s.proposed, s.awaiting, label="通报上级主管机关", by=chief,
         along=("notify_superior",), guard=is_level("superior"), stops=(s.SUG_07,)),
    Move("tell_government", s.proposed, s.awaiting, label="报本级政府", by=chief,
         along=("report_to_government",), guard=is_level("government"), stops=(s.SUG_07,)),
    Move("suggest", s.proposed, s.awaiting, label="提出检察建议", by=prosecutor,
         along=("suggest", "suggest_superior"), guard=is_level("suggestion"),
         internal=True),
    Move("tell_upper", s.proposed, s.reported, label="报告上级检察院", by=chief, during=here,
         asks=(f.receipt,), guard=is_level("upper"), stops=(s.SUG_07,), internal=True),
    Move("answer", s.awaiting, s.answered, label="回应", by=(handler, head), during=here,
         asks=(f.response, common.evidence),
         guard=is_level("remind", "urge", "supervise", "bulletin", "talk")),
    Move("answer_back", s.awaiting, s.answered, label="告知处理情况", by=f.upward, during=here,
         asks=(f.response, common.evidence), guard=is_level("superior", "government")),
    Move("settle", (s.awaiting, s.answered), s.settled, label="认定已落实", by=each, during=here,
         asks=(of_suggestions.method, of_suggestions.finding),
         guard=lm.all_of(is_ours_to_judge, is_told)),
    Move("settle_suggestion", s.awaiting, s.settled, label="认定检察建议已落实", by=prosecutor,
         during=here, internal=True, guard=is_level("suggestion"),
         asks=(of_suggestions.method, of_suggestions.finding)),
    Move("unsettle_suggestion", s.awaiting, s.unsettled, label="认定检察建议未落实", by=prosecutor,
         during=here, internal=True, guard=lm.all_of(is_step_silent, is_level("suggestion"))),
    Move("find_unsettled", s.answered, s.unsettled, label="认定未落实", by=each, during=here,
         asks=(of_suggestions.method, of_suggestions.finding), guard=is_ours_to_judge),
    Move("find_silent", s.awaiting, s.unsettled, label="记明未回应", by=each, during=here,
         guard=lm.all_of(is_step_silent, is_ours_to_judge, is_told)),
))
