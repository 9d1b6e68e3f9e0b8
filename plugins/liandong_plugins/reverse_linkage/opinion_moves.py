"""The opinion on a penalty: drafted, served, handled by the competent authority, tracked."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.reverse_linkage import linkage_fields as f
from liandong_plugins.reverse_linkage import linkage_papers as papers
from liandong_plugins.reverse_linkage import linkage_rows as rows
from liandong_plugins.reverse_linkage import linkage_states as s
from liandong_plugins.reverse_linkage.linkage_fields import chief, handler, head, prosecutor
from liandong_plugins.reverse_linkage.linkage_guards import is_found, is_reply_over

# fmt: off
SERVE_RULE = "reverse.serve_rule"
announced = (lm.Instead(f.delivery_mode, "announced", papers.announcement),)
uncontested = lm.no_row(rows.contest, s.contested)
lapses, results = (s.PEN_07A, s.PEN_07B), (s.REV_04, s.REV_07)
unwritten = (s.PEN_01, *lapses, s.REV_07, s.REV_10)
tracking = (s.REV_09, s.REV_10)

drafted = (
    Move("draft", None, s.drafting, label="起草检察意见", by=(prosecutor, chief),
         asks=(common.title, *f.decision, f.person), names=(lm.one(f.competent),),
         counts_from=f.decided_on, starts=(s.REV_03,),
         where=(lm.where(s.REV_03, SERVE_RULE, "rules_2021"),)),
    Move("revise", s.drafting, lm.SAME, label="修改", by=prosecutor,
         asks=tuple(each.optional() for each in (*f.contents, f.stated_days))),
    Move("discard", s.drafting, s.discarded, label="不予制发", by=chief, asks=(common.why,),
         releases=(s.REV_03,)),
    Move("issue", s.drafting, s.issued, label="签发", by=chief, produces=papers.opinion,
         starts=(s.REV_06,)),
    Move("serve", s.issued, s.served, label="送达", by=(handler, head, prosecutor),
         delivers=papers.opinion, asks=(f.delivery_mode, common.delivery_proof),
         guard=lm.entered(common.delivery_is_proved), produces=papers.receipt,
         instead=announced, stops=(s.REV_03, s.REV_06), starts=(s.REV_04,), copies=True),
    Move("redeliver", s.undecided, lm.SAME, label="更正送达", by=chief, delivers=papers.opinion,
         asks=(common.received_on, f.delivery_mode, common.delivery_proof),
         counts_from=common.received_on, produces=papers.receipt, instead=announced,
         guard=lm.all_of(lm.moved_row(rows.contest, s.sustained),
                         lm.entered(common.delivery_is_proved)),
         releases=(s.REV_04,), starts=(s.REV_04,)),
    Move("withdraw", (s.issued, *s.with_unit), s.withdrawn, label="撤回", by=chief,
         asks=(common.why,), revokes=papers.opinion,
         releases=(*results, *tracking, *lapses, s.REV_03, s.REV_06, s.PEN_01)),
    Move("hand_evidence", (s.issued, *s.undecided), lm.SAME, label="移送证据", by=prosecutor,
         produces=papers.evidence_list, guard=lm.moved_row(rows.exhibit, s.handed)),
)
handled = (
    Move("file", s.served, s.filed, label="立案", by=(handler, head), asks=(f.filed_on,),
         counts_from=f.filed_on, starts=(s.PEN_01,)),
    Move("refuse_filing", s.served, s.unfiled, label="不予立案", by=head, asks=(common.why,),
         starts=(s.REV_07,)),
    Move("penalise", s.filed, s.penalised, label="作出行政处罚决定", by=(handler, head),
         asks=(f.penalty_number, f.penalised_on, f.penalty, f.fine, f.penalty_paper),
         counts_from=f.penalised_on, stops=(s.PEN_01,), releases=lapses, starts=(s.REV_07,)),
    Move("spare", s.filed, s.unpunished, label="不予行政处罚", by=head, asks=(common.why,),
         stops=(s.PEN_01,), releases=lapses, starts=(s.REV_07,)),
    Move("refer", s.undecided, s.referred, label="移送有管辖权的机关", by=head,
         asks=(f.referred_to, common.why), releases=(s.PEN_01, *lapses), starts=(s.REV_07,)),
    Move("report_progress", s.undecided, lm.SAME, label="回复办理情况", by=head,
         produces=papers.progress, reports=(s.REV_04,)),
    Move("reply", s.decided, s.replied, label="回复处理结果", by=head, produces=papers.reply,
         stops=results),
)
tracked = (
    Move("find_unanswered", s.before_reply, lm.SAME, label="认定逾期未回复", by=prosecutor,
         guard=lm.all_of(lm.overdue(s.REV_04), lm.uncontestable(), uncontested,
                         lm.not_running(s.REV_10)), starts=tracking),
    Move("find_unhandled", s.with_unit, lm.SAME, label="认定无正当理由不处理", by=chief,
         asks=(common.why,), starts=tracking,
         guard=lm.all_of(lm.not_running(s.REV_10), is_reply_over, uncontested)),
    Move("urge", s.with_unit, lm.SAME, label="督促", by=chief, produces=papers.urging,
         stops=(s.REV_09,)),
    Move("notify", s.with_unit, lm.SAME, label="通报司法行政机关或者上级机关", by=chief,
         produces=papers.notice, names=(lm.maybe(f.supervisor),), tells=(f.supervisor,),
         guard=lm.running(s.REV_10), stops=(s.REV_10,)),
    Move("ask_more", s.replied, lm.SAME, label="要求补充", by=prosecutor, asks=(f.request,)),
    Move("supplement", s.replied, lm.SAME, label="补充情况", by=handler,
         asks=(f.supplement, common.evidence)),
    Move("suggest", s.with_unit, lm.SAME, label="提出检察建议", by=prosecutor,
         asks=(f.suggestion_kind,), guard=is_found, internal=True, hands_over=lm.HandOver(
             "procuratorial_suggestion", parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE},
             shares={"title": common.title, "kind": f.suggestion_kind})),
    Move("follow_up", s.with_unit, s.followed_up, label="转跟踪问效", by=chief,
         asks=(f.trigger,), guard=lm.all_of(is_found, is_reply_over, uncontested),
         stops=(s.REV_04, s.REV_09), releases=unwritten, hands_over=lm.HandOver(
             "follow_up_escalation", parties={lm.Part.ADDRESSEE: lm.Part.ADDRESSEE},
             shares={"title": common.title, "trigger": f.trigger})),
    Move("close", s.replied, s.closed, label="办结", by=chief, asks=(f.assessment,),
         guard=lm.all_of(uncontested, lm.not_running(s.REV_10)), stops=(s.REV_09,)),
    Move("note", s.with_unit, s.noted, label="记明情况办结", by=chief, asks=(common.why,),
         guard=lm.all_of(is_reply_over, uncontested), stops=(s.REV_04,),
         releases=(*unwritten, s.REV_09)),
)
moves = (*drafted, *handled, *tracked)
