"""Who takes part in an appearance, where it may stand, its limits, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, duties, roles

LIT_05a, LIT_05b, LIT_06 = lm.time_limits(__package__, "LIT-05a", "LIT-05b", "LIT-06")
court = lm.Party(lm.Part.ISSUER, held_by=roles.court)
respondent = lm.Party(lm.Part.RESPONDENT, held_by=roles.any_unit)
justice = lm.Party(lm.Part.SUPERVISOR, held_by=roles.justice_bureau)
above = lm.Party(lm.Part.ADDRESSEE, held_by=(roles.discipline, roles.superior_unit,
                                             roles.county_gov))  # fmt: skip
informed = lm.Party(lm.Part.OTHER_PARTY, held_by=(roles.county_gov, roles.congress))
judge, court_head = duties.handler @ court, duties.unit_head @ court
handler, head = duties.handler @ respondent, duties.unit_head @ respondent
clerk, director = duties.handler @ justice, duties.unit_head @ justice

# fmt: off
opened, scheduled, notified, designated, proved, excusing = lm.states(  # of an appearance
    opened="已登记应诉", scheduled="已确定开庭", notified="已通知出庭",
    designated="已确定出庭负责人", proved="已提交身份证明", excusing="已说明不能出庭")
spoke, silent, justified, unjustified, reproved = lm.states(
    spoke="负责人出庭并发表意见", silent="负责人出庭未发表意见", justified="未出庭，理由正当",
    unjustified="未出庭，理由不正当", reproved="已提出司法建议")
recorded, counted_before, cancelled = lm.states(
    recorded="已记录在案", counted_before="同一审级已出庭", cancelled="不再开庭")
counted, approved, published = lm.states(  # of the statistics of a period
    counted="统计拟稿", approved="统计已审定", published="统计已公布")
dropped, handed_on = lm.states(dropped="不再公布", handed_on="转信息公开")
waiting, answered, unanswered, needless = lm.states(  # of an answer to the complaint
    waiting="待答辩", answered="已答辩", unanswered="期限内未答辩", needless="不再需要答辩")
awaited = (notified, designated, proved)
outcomes = (spoke, silent, justified, unjustified, reproved)

court_case = Field("court_case", FieldKind.TEXT, label="案号", maximum=100)
instance = Field("instance", FieldKind.CHOICE, label="审级", choices=lm.choices(
    first="一审", second="二审", retrial="再审"))
lawsuit = Field("lawsuit", FieldKind.CHOICE, label="案件类型", choices=lm.choices(
    administrative="行政诉讼", public_interest="行政公益诉讼"))
must = Field("must", FieldKind.CHOICE, label="出庭要求", choices=lm.choices(
    must="应当出庭（食品药品、生态环境、公共卫生安全等重大案件）", asked="人民法院通知出庭"))
hearing_on = Field("hearing_on", FieldKind.DATE, label="开庭日期")
copy_received_on = Field("complaint_received_on", FieldKind.DATE, label="收到起诉状副本日期",
                         not_after=lm.DayOf.EVENT)
person = Field("responsible_person", FieldKind.TEXT, label="出庭负责人", maximum=100)
post = Field("post", FieldKind.TEXT, label="职务", maximum=100)
rank = Field("rank", FieldKind.CHOICE, label="负责人类别", choices=lm.choices(
    chief="正职负责人", deputy="副职负责人", other="参与分管的负责人、其他负责人"))
staff = Field("staff", FieldKind.TEXT, label="同时出庭的工作人员、律师", required=False,
              maximum=200)
substitute = Field("substitute", FieldKind.TEXT, label="委托出庭的工作人员", maximum=200)
identity = Field("identity", FieldKind.FILE, label="身份证明（加盖印章）")
reason = Field("absence_reason", FieldKind.CHOICE, label="不能出庭的理由", choices=lm.choices(
    force_majeure="不可抗力", accident="意外事件", duty="需要履行他人不能代替的公务",
    other="无法出庭的其他正当事由"))
proof = Field("absence_proof", FieldKind.FILE, label="证明材料（加盖印章或者由负责人签字）",
              multiple=True)
finding = Field("finding", FieldKind.LONG_TEXT, label="人民法院的审查意见")
earlier = Field("earlier_hearing", FieldKind.TEXT, label="同一审级此前出庭的庭次", maximum=200)
suggestion = Field("court_suggestion", FieldKind.LONG_TEXT, label="司法建议内容")
answer = Field("answer_materials", FieldKind.FILE, label="答辩状、证据和规范性文件", multiple=True)
period_from = Field("period_from", FieldKind.DATE, label="统计期间自")
period_until = Field("period_until", FieldKind.DATE, label="统计期间至",
                     not_after=lm.DayOf.EVENT)
heard = Field("cases_heard", FieldKind.NUMBER, label="开庭案件数", minimum=0)
appeared = Field("cases_appeared", FieldKind.NUMBER, label="负责人出庭案件数", minimum=0)
must_heard = Field("must_cases_heard", FieldKind.NUMBER, label="负责人应当出庭案件数", minimum=0)
must_appeared = Field("must_cases_appeared", FieldKind.NUMBER,
                      label="应当出庭案件中负责人出庭案件数", minimum=0)
summary = Field("summary", FieldKind.LONG_TEXT, label="统计说明")
where = Field("published_where", FieldKind.TEXT, label="公布方式", maximum=200)
