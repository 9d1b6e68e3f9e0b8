"""Who takes part in the supervision of transfers and filings, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles
from liandong_plugins.criminal_transfer import transfer_fields

procuratorate = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
target = lm.Party(lm.Part.ADDRESSEE, held_by=(roles.enforcement_unit, roles.police))
applicant = lm.Party(lm.Part.APPLICANT, held_by=roles.enforcement_unit)
told_police = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.police)
prosecutor, chief = duties.prosecutor @ procuratorate, duties.chief_procurator @ procuratorate
reviewer = duties.reviewer @ procuratorate
handler, head = duties.handler @ target, duties.unit_head @ target
suggesting_head = duties.unit_head @ applicant
to_target = common.delivery_mode((handler, head), (prosecutor, chief))
suspected_crime, grounds = transfer_fields.suspected_crime, transfer_fields.grounds
filing_number = transfer_fields.filing_number

# fmt: off
variant = Field("variant", FieldKind.CHOICE, label="监督情形", required=False, choices=lm.choices(
    environment="应移不移：环境犯罪案件", overdue="逾期不作出是否立案决定",
    wrong_filing="不应当立案而立案"))
clue = Field("clue", FieldKind.LONG_TEXT, label="线索来源和审查情况",
             secrecy=lm.Secrecy.INFORMANT)
instrument = Field("instrument", FieldKind.TEXT, label="文书种类",
                   listed_in="criminal_transfer.instrument", listed=("检察意见",))
demands = Field("demands", FieldKind.LONG_TEXT, label="要求移送的案件和理由")
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
reply_by = Field("reply_by", FieldKind.DATE, label="书面答复的最后一日",
                 not_before=lm.DayOf.EVENT)
transferred_on = Field("transferred_on", FieldKind.DATE, label="移送日期",
                       not_after=lm.DayOf.EVENT)
transfer_number = Field("transfer_number", FieldKind.TEXT, label="移送书文号")
copied_files = Field("copied_files", FieldKind.FILE, label="抄送的移送材料", multiple=True,
                     secrecy=lm.Secrecy.PRIVACY)
disagreement = Field("disagreement", FieldKind.LONG_TEXT, label="不同意移送的理由")
finding = Field("finding", FieldKind.LONG_TEXT, label="核实情况")
reminded = transfer_fields.reminded
demand_reason = Field("demand_reason", FieldKind.LONG_TEXT, label="要求说明理由的案件和依据")
explanation = Field("explanation", FieldKind.LONG_TEXT, label="情况、依据和理由")
matter_title = Field("matter_title", FieldKind.TEXT, label="立案监督案件名称", maximum=120)
answered = Field("answered", FieldKind.LONG_TEXT, label="告知的监督结果")
informed = Field("informed", FieldKind.LONG_TEXT, label="告知的内容和对象")
order_reason = Field("order_reason", FieldKind.LONG_TEXT, label="通知的依据和理由")
corrected = Field("corrected", FieldKind.LONG_TEXT, label="违法事实和纠正要求")
objections = Field("objections", FieldKind.LONG_TEXT, label="意见和理由")
answer_reason = Field("answer_reason", FieldKind.LONG_TEXT, label="审查结果和理由")
progress = Field("progress", FieldKind.LONG_TEXT, label="侦查进展")
urged = Field("urged", FieldKind.LONG_TEXT, label="催办事项")
result = Field("result", FieldKind.LONG_TEXT, label="侦查终结或者撤销案件的情况")
is_vertical = Field("is_vertical", FieldKind.BOOLEAN, label="该单位实行垂直管理",
                    required=False)
police_told = Field("police_told", FieldKind.LONG_TEXT, label="告知公安机关的情况")
