"""Who takes part in a round of reviews of case files, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.justice_bureau, label="组织单位")
respondent = lm.Party(lm.Part.RESPONDENT, held_by=roles.enforcement_unit, label="被评查单位")
# Whose people were drawn: any unit; of the procuratorate a prosecutor.
assistant = lm.Party(
    lm.Part.ASSISTANT,
    held_by=(roles.procuratorate, roles.any_unit),
    label="评查人员单位",
    apart=True,
)
observer = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.procuratorate, label="参加单位")
handler, head = duties.handler @ issuer, duties.unit_head @ issuer
units = (duties.handler @ respondent, duties.unit_head @ respondent, duties.liaison @ respondent)
reviewers = (duties.handler @ assistant, duties.unit_head @ assistant,
             duties.prosecutor @ assistant)  # fmt: skip

# fmt: off
year = Field("year", FieldKind.NUMBER, label="年份", minimum=2020, maximum=2100)
quarter = Field("quarter", FieldKind.CHOICE, label="季度", choices=lm.choices(
    q1="第一季度", q2="第二季度", q3="第三季度", q4="第四季度"))
sampling = Field("sampling", FieldKind.LONG_TEXT, label="抽样规则",
                 help="从哪些案件中、按什么办法、每单位抽多少卷")
standard = Field("standard", FieldKind.TEXT, label="评查标准版本")
submit_by = Field("submit_by", FieldKind.DATE, label="案卷报送截止日", not_before=lm.DayOf.EVENT)
case_title = Field("case_title", FieldKind.TEXT, label="案卷名称", help="不写当事人姓名")
case_number = Field("case_number", FieldKind.TEXT, label="案号")
file_kind = Field("file_kind", FieldKind.CHOICE, label="案卷类别", choices=lm.choices(
    penalty="行政处罚", coercion="行政强制", licence="行政许可", execution="行政非诉执行",
    other="其他行政执法"))
file_unit = Field("file_unit", FieldKind.UNIT, label="办案单位", roles=(roles.enforcement_unit,))
materials = Field("materials", FieldKind.FILE, label="案卷材料", multiple=True,
                  secrecy=lm.Secrecy.PRIVACY)
no_conflict = Field("no_conflict", FieldKind.BOOLEAN, label="与办案单位、当事人没有利害关系")
defects = Field("defects", FieldKind.LONG_TEXT, label="扣分理由和问题", required=False)
ground = Field("ground", FieldKind.CHOICE, label="更换原因", choices=lm.choices(
    own="自行回避", asked="申请回避", ordered="指令回避", absent="不能参加评查"))
findings = Field("findings", FieldKind.LONG_TEXT, label="评查中发现的问题")
opinion_by = Field("opinion_by", FieldKind.DATE, label="提出意见截止日",
                   help="没有规定天数，平台建议五个工作日", not_before=lm.DayOf.EVENT)
opinion = Field("opinion", FieldKind.CHOICE, label="单位意见", choices=lm.choices(
    agreed="无异议", objected="有异议"))
opinion_text = Field("opinion_text", FieldKind.LONG_TEXT, label="意见内容", required=False)
adjustment = Field("adjustment", FieldKind.NUMBER, label="采纳意见后加减的分", minimum=-100,
                   maximum=100, required=False)
adjustment_why = Field("adjustment_why", FieldKind.LONG_TEXT, label="对单位意见的答复",
                       required=False)
score = Field("score", FieldKind.NUMBER, label="汇总得分")
final_score = Field("final_score", FieldKind.NUMBER, label="评定得分")
grade = Field("grade", FieldKind.CHOICE, label="等次", choices=lm.choices(
    excellent="优秀", qualified="合格", basic="基本合格", failed="不合格"))
summary = Field("summary", FieldKind.LONG_TEXT, label="评查情况")
common_problems = Field("common_problems", FieldKind.LONG_TEXT, label="普遍性问题",
                        required=False)
advice = Field("advice", FieldKind.LONG_TEXT, label="整改要求")
unit = Field("unit", FieldKind.UNIT, label="整改单位", roles=(roles.enforcement_unit,))
defect = Field("defect", FieldKind.LONG_TEXT, label="要整改的问题")
is_repeated = Field("is_repeated", FieldKind.BOOLEAN, label="以前评查已经指出", required=False)
due = Field("due", FieldKind.DATE, label="整改截止日", not_before=lm.DayOf.EVENT,
            help="没有规定天数，平台建议三十日")
measures = Field("measures", FieldKind.LONG_TEXT, label="整改情况")
request = Field("request", FieldKind.LONG_TEXT, label="还要整改的")
plan = (common.title, year, quarter, sampling, standard)

by_head = lm.Approval(drafts=handler, reviews=None, signs=head)
notice = lm.DocumentType("review_notice", label="案件评查通知", fields=(submit_by,),
                         approval=by_head)
sheet = lm.DocumentType("review_sheet", label="评查表")
bulletin = lm.DocumentType("review_bulletin", label="评查通报",
                           fields=(summary, common_problems, advice), approval=by_head)
