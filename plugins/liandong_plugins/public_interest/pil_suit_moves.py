"""The lawsuit: indictment, judgment, appeal, execution, and what goes up to the next level."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import pil_fields as f
from liandong_plugins.public_interest import pil_papers as papers
from liandong_plugins.public_interest import pil_rows as rows
from liandong_plugins.public_interest import pil_states as s
from liandong_plugins.public_interest.pil_case_moves import repaired
from liandong_plugins.public_interest.pil_fields import chief, prosecutor

# fmt: off
sent_up = tuple(lm.not_running(each) for each in (s.PIL_05, s.PIL_13a, s.PIL_13b, s.PIL_13c))
settled = lm.no_row(rows.hearing, s.notified)
result = (f.judgment, f.judgment_file)
moves = (
    Move("sue", (s.following, s.examining), s.suing, label="决定起诉", by=chief,
         produces=papers.indictment, guard=rows.no_longer_suspended,
         stops=(s.PIL_06a, s.PIL_06b)),
    Move("lodge", s.suing, s.sued, label="起诉书送达人民法院", by=prosecutor,
         starts=(s.PIL_13a,)),
    Move("file_indictment", s.in_court, lm.SAME, label="起诉书报上级院备案", by=prosecutor,
         asks=(f.receipt,), internal=True, guard=lm.running(s.PIL_13a), stops=(s.PIL_13a,)),
    Move("receive_judgment", s.sued, s.judged, label="收到一审判决、裁定", by=prosecutor,
         asks=result, starts=(s.PIL_13b,)),
    Move("send_judgment", (s.sued, s.judged, s.appealed, s.executing), lm.SAME,
         label="报送一审判决、裁定", by=prosecutor, asks=(f.receipt,), internal=True,
         guard=lm.running(s.PIL_13b), stops=(s.PIL_13b,)),
    Move("take_effect", s.judged, s.executing, label="一审判决、裁定生效", by=prosecutor),
    Move("receive_appeal", (s.judged, s.appealed), s.appealed, label="收到被告上诉状",
         by=prosecutor, guard=lm.not_running(s.PIL_13c), starts=(s.PIL_13c,)),
    Move("send_appeal", (s.sued, s.appealed, s.executing), lm.SAME, label="报送被告上诉状",
         by=prosecutor, asks=(f.receipt,), internal=True, guard=lm.running(s.PIL_13c),
         stops=(s.PIL_13c,)),
    Move("appeal", s.judged, s.appealed, label="检察机关上诉", by=chief, asks=(common.why,)),
    Move("receive_final", s.appealed, s.executing, label="收到二审判决、裁定", by=prosecutor,
         asks=result),
    Move("retry", s.appealed, s.sued, label="发回重审", by=prosecutor, asks=result,
         guard=lm.all_of(lm.not_running(s.PIL_13b), lm.not_running(s.PIL_13c))),
    Move("finish", s.executing, s.ended, label="执行完毕", by=chief, asks=(f.execution,),
         guard=lm.all_of(repaired, settled, *sent_up)),
    Move("withdraw_suit", s.sued, s.closed_in_suit, label="撤回起诉", by=chief,
         produces=papers.withdrawal, guard=lm.all_of(repaired, settled, *sent_up)),
)
