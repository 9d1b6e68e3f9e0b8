"""The papers of a meeting, and who drafts and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import common
from liandong_plugins.meetings import meeting_fields as f

# fmt: off
by_head = lm.Approval(drafts=f.clerks, reviews=None, signs=f.heads)
notice = lm.DocumentType("meeting_notice", label="会议通知", approval=by_head, fields=(
    common.title, f.series, f.period, *f.when_and_where, f.chaired_by, f.entrusted, f.guests))
change = lm.DocumentType("meeting_change", label="会议变更通知", fields=(
    common.why, *f.when_and_where))
minutes = lm.DocumentType("meeting_minutes", label="会议纪要", approval=by_head,
                          fields=(f.minutes,))
