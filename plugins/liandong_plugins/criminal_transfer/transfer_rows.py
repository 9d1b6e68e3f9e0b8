"""The rows of a transfer: items to hand over, reminders of the unit's own supervision."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common, duties
from liandong_plugins.criminal_transfer import transfer_fields as f
from liandong_plugins.criminal_transfer import transfer_states as s

# fmt: off
item = lm.RowType("item", label="涉案物品和材料", transitions=(
    Move("list", None, s.listed, label="列入清单", by=f.officer, asks=(f.item_name, f.quantity),
         during=(*s.before, *s.at_police, s.transferred, s.filed, s.investigated)),
    Move("pass_on", s.listed, s.passed_on, label="移交", by=f.officer, along=("hand_over",)),
    Move("keep_apart", s.listed, s.kept_apart, label="依法另行处理", by=f.officer,
         asks=(common.why,), along=("hand_over",)),
))
reminder = lm.RowType("reminder", label="内部监督提醒", internal=True, transitions=(
    Move("remind", None, s.noted, label="提醒", by=duties.liaison @ f.unit, asks=(f.reminded,),
         during=s.before),
))
