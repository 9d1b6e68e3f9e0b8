"""What each unit that was alerted answers, in a row of its own that no other unit sees."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.suggestions import violation_fields as f
from liandong_plugins.suggestions import violation_papers as papers
from liandong_plugins.suggestions import violation_states as s
from liandong_plugins.suggestions.violation_fields import (
    chief,
    handler,
    head,
    liaison,
    prosecutor,
)

# fmt: off
feedback = lm.RowType("feedback", label="单位反馈", held_by=f.unit, shown_to=f.unit, transitions=(
    Move("ask", None, s.asked, label="提示", by=chief, asks=(f.unit,), along=("send_alert",),
         starts=(s.ALERT_01, s.ALERT_02)),
    Move("acknowledge", s.asked, s.acknowledged, label="签收", by=(liaison, handler, head),
         by_holder=True, during=(s.alert_sent,), stops=(s.ALERT_01,)),
    Move("feed_back", s.acknowledged, s.fed_back, label="反馈措施", by=head, by_holder=True,
         asks=(common.evidence,), produces=papers.feedback, during=(s.alert_sent,),
         stops=(s.ALERT_02,)),
    Move("accept", s.fed_back, s.accepted, label="审阅", by=prosecutor, during=(s.alert_sent,)),
    Move("ask_more", s.fed_back, s.acknowledged, label="要求补充", by=prosecutor,
         asks=(f.request,), during=(s.alert_sent,)),
    Move("excuse", (s.asked, s.acknowledged), s.excused, label="免予反馈", by=prosecutor,
         asks=(common.why,), during=(s.alert_sent,), releases=(s.ALERT_01, s.ALERT_02)),
))
