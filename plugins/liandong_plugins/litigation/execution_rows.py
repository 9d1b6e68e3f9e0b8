"""The rows of a non-litigation execution: seizures, and measures taken on the spot."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.litigation import execution_fields as f
from liandong_plugins.litigation import execution_states as s
from liandong_plugins.litigation.execution_fields import handler, head

# fmt: off
seizure = lm.RowType("seizure", label="查封、扣押", internal=True, transitions=(
    Move("seize", None, s.seized, label="实施查封、扣押", by=handler,
         asks=(f.property_, f.seized_on), counts_from=f.seized_on, starts=(s.NLE_08a,)),
    Move("extend", s.seized, s.extended, label="延长查封、扣押期限", by=head, asks=(common.why,),
         guard=lm.counting(s.NLE_08a), changes=(lm.extends(s.NLE_08a, by=s.NLE_08b),)),
    Move("exclude", (s.seized, s.extended), lm.SAME, label="扣除检测、检验、检疫、鉴定期间",
         by=head, asks=(common.why, f.excluded_from, f.excluded_until),
         guard=lm.counting(s.NLE_08a),
         changes=(lm.excludes(s.NLE_08a, f.excluded_from, f.excluded_until),)),
    Move("lift", (s.seized, s.extended), s.lifted, label="解除或者作出处理决定", by=head,
         asks=(f.result,), stops=(s.NLE_08a,)),
))
measure = lm.RowType("measure", label="当场实施的行政强制措施", internal=True, transitions=(
    Move("take", None, s.taken, label="当场实施", by=handler, asks=(f.measure,),
         starts=(s.NLE_09,)),
    Move("report", s.taken, s.reported, label="向负责人报告", by=handler, asks=(common.why,),
         stops=(s.NLE_09,)),
    Move("approve", s.reported, s.approved, label="补办批准手续", by=head),
    Move("lift_measure", (s.taken, s.reported), s.lifted, label="认为不应当采取，立即解除",
         by=head, asks=(common.why,), stops=(s.NLE_09,)),
))
