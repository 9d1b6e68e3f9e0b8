"""The papers of a follow-up; each is drafted, reviewed and signed inside one authority."""

import liandong.mechanisms as lm
from liandong_plugins.suggestions import follow_up_fields as f
from liandong_plugins.suggestions import suggestion_fields as of_suggestions
from liandong_plugins.suggestions.suggestion_papers import by_chief

by_joint_head = lm.Approval(drafts=f.joint_handler, reviews=None, signs=f.joint_head)
by_government = lm.Approval(drafts=f.government_handler, reviews=None, signs=f.government_head)

# fmt: off
hearing_notice = lm.DocumentType(
    "hearing_notice", label="听取意见通知书", approval=by_chief,
    fields=(f.trigger, f.triggered_on, f.unsettled_matters, f.respond_by))
urging = lm.DocumentType("follow_up_urging", label="督促函", approval=by_chief,
                         fields=(of_suggestions.urged,))
superior_notice = lm.DocumentType("superior_notice", label="情况通报函", approval=by_chief,
                                  fields=(f.sent_to, f.told_superior))
government_report = lm.DocumentType("government_report", label="情况报告", approval=by_chief,
                                    fields=(f.sent_to, f.advice))
supervising_letter = lm.DocumentType("supervising_letter", label="督办函",
                                     fields=(f.supervised,), approval=by_joint_head)
bulletin = lm.DocumentType("bulletin", label="情况通报", fields=(f.known_facts,),
                           approval=by_joint_head)
talk_notice = lm.DocumentType("talk_notice", label="约谈通知书", approval=by_government,
                              fields=(f.talk_on, f.talk_place, f.talk_matters))
