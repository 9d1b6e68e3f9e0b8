"""生态环境损害赔偿: what the claimant does, and when the procuratorate may act instead.

References:
    * 生态环境法典 第一千零七十三条 (from 2026-08-15): PIL-11, a right to sue without a number
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import pil_fields as f
from liandong_plugins.public_interest import pil_states as s
from liandong_plugins.public_interest.pil_fields import prosecutor

# fmt: off
claim = lm.RowType("claim", label="生态环境损害赔偿", internal=True, transitions=(
    Move("record", None, s.negotiating, label="记录损害赔偿", by=prosecutor,
         asks=(f.claimant, f.negotiation)),
    Move("agree", (s.negotiating, s.unclaimed), s.agreed, label="磋商一致", by=prosecutor,
         asks=(f.negotiation, common.evidence), stops=(s.PIL_11,)),
    Move("litigate", (s.negotiating, s.unclaimed), s.litigated, label="赔偿权利人起诉",
         by=prosecutor, asks=(f.negotiation, common.evidence), stops=(s.PIL_11,)),
    Move("find_unclaimed", s.negotiating, s.unclaimed, label="未磋商或者未起诉", by=prosecutor,
         asks=(f.negotiation, common.evidence), starts=(s.PIL_11,)),
    Move("take_up", s.unclaimed, s.taken_up, label="检察机关办理", by=prosecutor,
         asks=(common.why,), stops=(s.PIL_11,)),
))
