"""The papers of a non-litigation execution, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import duties
from liandong_plugins.litigation import execution_fields as f
from liandong_plugins.litigation.execution_fields import handler, head

# fmt: off
by_head = lm.Approval(drafts=handler, reviews=None, signs=head)
by_chief = lm.Approval(drafts=f.prosecutor, reviews=duties.reviewer @ f.supervisor, signs=f.chief)
demand = lm.DocumentType("demand", label="履行行政决定催告书", fields=(f.demand_days,),
                         approval=by_head)
application = lm.DocumentType("application", label="强制执行申请书", fields=(f.materials,),
                              approval=by_head)
service_proof = lm.DocumentType("application_receipt", label="送达回证")
refusal_request = lm.DocumentType("refusal_request", label="复议申请书", fields=(f.request,),
                                  approval=by_head)
notice = lm.DocumentType("explanation_notice", label="说明案件执行情况通知书", fields=(f.asked,),
                         approval=by_chief)
