"""The papers of a suggestion, and who drafts, reviews and signs them."""

import liandong.mechanisms as lm
from liandong.mechanisms import common, duties
from liandong_plugins.suggestions import suggestion_fields as f
from liandong_plugins.suggestions.suggestion_fields import (
    chief,
    handler,
    head,
    issuer,
    prosecutor,
)

# fmt: off
by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief)
letter = lm.DocumentType("letter", label="检察建议书", fields=f.contents, approval=by_chief)
answer = lm.DocumentType("answer", label="异议答复函", fields=(common.why,), approval=by_chief)
urging = lm.DocumentType("urging", label="督促函", fields=(f.urged,), approval=by_chief)
reply = lm.DocumentType("reply", label="回复函", fields=(f.measures, common.evidence),
                        approval=lm.Approval(drafts=handler, reviews=None, signs=head))
written_objection = lm.DocumentType("written_objection", label="异议书")
return_receipt = lm.DocumentType("return_receipt", label="送达回证")
announcement = lm.DocumentType("announcement", label="宣告送达笔录")
copy_letter = lm.DocumentType("copy_letter", label="抄送函")
