"""The papers of supervision and alerts, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import duties
from liandong_plugins.suggestions import violation_fields as f
from liandong_plugins.suggestions.violation_fields import chief, issuer, prosecutor

# fmt: off
by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief)
filing = lm.DocumentType("violation_filing", label="立案表", fields=f.clue, approval=by_chief)
report = lm.DocumentType("violation_report", label="审查终结报告",
                         fields=(f.finding, f.conclusion), approval=by_chief)
alert = lm.DocumentType("alert_letter", label="风险提示函", fields=f.alert, approval=by_chief)
feedback = lm.DocumentType("alert_feedback", label="风险提示反馈函", fields=(f.measures,))
