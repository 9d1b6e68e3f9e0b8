"""Who takes part in an investigation, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
addressee = lm.Party(lm.Part.ADDRESSEE, held_by=roles.any_unit)
superior = lm.Party(lm.Part.SUPERVISOR, held_by=roles.any_unit)  # of the unit; it is told nothing
government = lm.Party(lm.Part.COPIED, held_by=roles.county_gov)
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
liaison, head = duties.liaison @ addressee, duties.unit_head @ addressee

# fmt: off
measure = Field("measure", FieldKind.CHOICE, label="调查核实方式", multiple=True,
                choices=lm.choices(
    inquiry="查询", files="调取、查阅、复制卷宗材料", evidence="调取证据", questioning="询问",
    inspection="勘验物证、现场", appraisal="委托鉴定、评估、审计"))
source = Field("source", FieldKind.LONG_TEXT, label="在办案件及调查事由")
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
first_officer = Field("first_officer", FieldKind.TEXT, label="办案人员（一）")
second_officer = Field("second_officer", FieldKind.TEXT, label="办案人员（二）")
assist_days = Field("assist_days", FieldKind.NUMBER, label="协助期限（天）", minimum=1, maximum=60)
delivery_mode = common.delivery_mode((liaison, head), (prosecutor, chief))
arrangement = Field("arrangement", FieldKind.LONG_TEXT, label="协助安排")
handing_note = Field("handing_note", FieldKind.LONG_TEXT, label="移交说明", required=False)
request = Field("request", FieldKind.LONG_TEXT, label="补充要求")
text = Field("text", FieldKind.LONG_TEXT, label="调取、查阅的内容")
material = Field("material", FieldKind.LONG_TEXT, label="材料名称、份数")
obstruction_facts = Field("obstruction_facts", FieldKind.LONG_TEXT, label="拒绝、阻碍的情形")
reasons_given = Field("reasons_given", FieldKind.LONG_TEXT, label="对方说明的理由", required=False)
explanation = Field("explanation", FieldKind.LONG_TEXT, label="情况说明")
urged = Field("urged", FieldKind.LONG_TEXT, label="督促事项")
suggestion_kind = Field("kind", FieldKind.CHOICE, label="类型", choices=lm.choices(
    retrial="再审", correction="纠正违法", public_interest="公益诉讼", governance="社会治理",
    other="其他"))
notice_facts = Field("notice_facts", FieldKind.LONG_TEXT, label="通报的情况")
reported_to = Field("reported_to", FieldKind.CHOICE, label="报告、通报对象", choices=lm.choices(
    congress="同级人大常委会", discipline="同级纪检监察机关",
    superior="通过上级检察院向其上级主管机关"))
person = Field("person", FieldKind.TEXT, label="被询问人",
               secrecy=lm.Secrecy.PRIVACY)
record = Field("record", FieldKind.LONG_TEXT, label="询问内容",
               secrecy=lm.Secrecy.PRIVACY)
entrusted_kind = Field("entrusted_kind", FieldKind.CHOICE, label="委托事项", choices=lm.choices(
    appraisal="鉴定", evaluation="评估", audit="审计"))
entrusted_body = Field("entrusted_body", FieldKind.TEXT, label="受委托机构")
entrusted_matter = Field("entrusted_matter", FieldKind.LONG_TEXT, label="委托的具体要求")
opinion = Field("opinion", FieldKind.LONG_TEXT, label="意见")
new_due_on = Field("new_due_on", FieldKind.DATE, label="新的最后一日", not_before=lm.DayOf.EVENT)
contents = (common.title, measure, source, legal_basis, first_officer, second_officer, assist_days)
