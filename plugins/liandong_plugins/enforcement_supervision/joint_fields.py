"""Who takes part in a joint supervision, what is entered, and its papers."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

bureau = lm.Party(lm.Part.SUPERVISOR, held_by=roles.justice_bureau, label="执法监督单位")
ours = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate, label="检察监督单位")
legal = lm.Party(lm.Part.APPLICANT, held_by=(roles.legal_unit, roles.enforcement_unit))
assistant = lm.Party(lm.Part.ASSISTANT, held_by=roles.any_unit)
inspected = lm.Party(
    lm.Part.ADDRESSEE, held_by=(roles.enforcement_unit, roles.township), label="被检查单位"
)
clerk, head = duties.handler @ bureau, duties.unit_head @ bureau
prosecutor, chief = duties.prosecutor @ ours, duties.chief_procurator @ ours
asker, asking_head = duties.handler @ legal, duties.unit_head @ legal
organisers, leaders = (clerk, prosecutor), (head, chief)
invited = (duties.handler @ assistant, duties.unit_head @ assistant, clerk, head, prosecutor,
           chief)  # fmt: skip
units = (duties.handler @ inspected, duties.unit_head @ inspected, duties.liaison @ inspected)
unit_head = duties.unit_head @ inspected

# fmt: off
field = Field("field", FieldKind.TEXT, label="监督领域", listed_in="joint_supervision.fields")
plan_link = Field("plan_link", FieldKind.TEXT, label="所依据的年度计划", required=False)
objects = Field("objects", FieldKind.LONG_TEXT, label="检查对象和内容")
method = Field("method", FieldKind.CHOICE, label="检查方式", multiple=True, choices=lm.choices(
    site="实地检查", files="调阅案卷", talk="听取情况说明", sample="抽样核对", data="数据比对"))
begins_on = Field("begins_on", FieldKind.DATE, label="开展日期")
request = Field("request", FieldKind.LONG_TEXT, label="邀请联合监督的理由")
invited_unit = Field("invited_unit", FieldKind.UNIT, label="受邀单位")
record = Field("record", FieldKind.LONG_TEXT, label="检查情况",
               help="各被检查单位都看得到，个别单位的问题写在检查发现里")
unit = Field("unit", FieldKind.UNIT, label="被检查单位",
             roles=(roles.enforcement_unit, roles.township))
seen_by = Field("seen_by", FieldKind.UNIT, label="一同办理的监督单位", multiple=True,
                help="只有这些单位和被检查单位看得到这一条")
fact = Field("fact", FieldKind.LONG_TEXT, label="发现的问题")
statute = Field("statute", FieldKind.LONG_TEXT, label="所违反的规定")
heard_by = Field("heard_by", FieldKind.DATE, label="陈述意见截止日", not_before=lm.DayOf.EVENT)
view = Field("view", FieldKind.LONG_TEXT, label="陈述意见")
is_disputed = Field("is_disputed", FieldKind.BOOLEAN, label="该事项正在行政复议或者行政诉讼中",
                    help="行政执法监督条例第三十三条：已进入复议、诉讼的，不再监督")
measures = Field("measures", FieldKind.LONG_TEXT, label="整改情况")
letter_days = Field("letter_days", FieldKind.NUMBER, label="报告整改的期限（天）", minimum=1,
                    maximum=180)
served_on = Field("served_on", FieldKind.DATE, label="收到日期", not_after=lm.DayOf.EVENT)
receipt = Field("receipt", FieldKind.FILE, label="送达凭证", multiple=True)
decision = Field("decision", FieldKind.FILE, label="本级人民政府的行政执法监督决定书",
                 multiple=True)
grounds = Field("grounds", FieldKind.LONG_TEXT, label="异议理由")
answer = Field("answer", FieldKind.LONG_TEXT, label="异议处理意见")
demand = Field("demand", FieldKind.LONG_TEXT, label="要求整改的内容")
remaining = Field("remaining", FieldKind.LONG_TEXT, label="还要整改的")
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="检察建议类型",
                        choices=lm.choices(
    correction="纠正违法", public_interest="公益诉讼", governance="社会治理", other="其他"))
suggestion_number = Field("suggestion_number", FieldKind.TEXT, label="检察建议书文号")
lead_unit = Field("lead_unit", FieldKind.UNIT, label="牵头单位")
summary = Field("summary", FieldKind.LONG_TEXT, label="联合监督情况")
activity = (common.title, field, plan_link, objects, method, begins_on)

by_head = lm.Approval(drafts=clerk, reviews=None, signs=head)
scheme = lm.DocumentType("joint_scheme", label="联合检查方案")
minutes = lm.DocumentType("joint_record", label="检查记录", fields=(record,))
letter = lm.DocumentType("joint_letter", label="督办函", fields=(demand, letter_days),
                         approval=by_head)
opinion = lm.DocumentType("joint_opinion", label="行政执法监督意见书",
                          fields=(demand, letter_days), approval=by_head)
bulletin = lm.DocumentType("joint_bulletin", label="情况通报", fields=(summary,))
