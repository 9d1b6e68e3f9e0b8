"""Who takes part in a referral, what is entered, and its papers."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
addressee = lm.Party(lm.Part.ADDRESSEE, held_by=roles.justice_bureau)
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
handler, head = duties.handler @ addressee, duties.unit_head @ addressee

# fmt: off
kind = Field("kind", FieldKind.CHOICE, label="移送事项", choices=lm.choices(
    common="行政执法中的普遍性问题", document="违法的行政规范性文件",
    other="由司法局处理更为适宜的其他事项"))
document_name = Field("document_name", FieldKind.TEXT, label="行政规范性文件名称、文号",
                      required=False)
facts = Field("facts", FieldKind.LONG_TEXT, label="移送的问题")
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
advice = Field("advice", FieldKind.LONG_TEXT, label="处理建议", required=False)
materials = Field("materials", FieldKind.FILE, label="随附材料", required=False, multiple=True)
delivery_mode = common.delivery_mode((handler, head), (prosecutor, chief))
plan = Field("plan", FieldKind.LONG_TEXT, label="办理安排")
progress = Field("progress", FieldKind.LONG_TEXT, label="办理进展")
measure = Field("measure", FieldKind.CHOICE, label="处理方式", choices=lm.choices(
    letter="制发督办函", opinion="制发行政执法监督意见书", decision="制发行政执法监督决定书",
    corrected="纠正文件", other="其他"))
result = Field("result", FieldKind.LONG_TEXT, label="处理结果")
feedback = Field("feedback", FieldKind.LONG_TEXT, label="反馈内容")
request = Field("request", FieldKind.LONG_TEXT, label="补充要求")
contents = (common.title, kind, document_name, facts, legal_basis, advice, materials)

by_chief = lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief)
letter = lm.DocumentType("referral_letter", label="问题移送函", fields=contents,
                         approval=by_chief)
reply = lm.DocumentType("referral_feedback", label="书面反馈函", fields=(feedback,),
                        approval=lm.Approval(drafts=handler, reviews=None, signs=head))
return_receipt = lm.DocumentType("referral_receipt", label="送达回证")
announcement = lm.DocumentType("referral_announcement", label="宣告送达笔录")
