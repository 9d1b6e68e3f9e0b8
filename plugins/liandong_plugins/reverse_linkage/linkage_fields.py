"""Who takes part in reverse linkage, and what is entered; of a person no more than the name."""

import liandong.mechanisms as lm
from liandong.mechanisms import DayOf, Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
competent = lm.Party(
    lm.Part.ADDRESSEE, held_by=(roles.competent_unit, roles.enforcement_unit, roles.police)
)
environment = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.enforcement_unit)
supervisor = lm.Party(
    lm.Part.SUPERVISOR, held_by=(roles.justice_bureau, roles.supervision_body, roles.superior_unit)
)
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
handler, head = duties.handler @ competent, duties.unit_head @ competent

# fmt: off
decision_number = Field("decision_number", FieldKind.TEXT, label="不起诉决定书文号")
decision_kind = Field("decision_kind", FieldKind.CHOICE, label="不起诉类型", choices=lm.choices(
    statutory="法定不起诉", discretionary="酌定不起诉", insufficient="存疑不起诉"))
decided_on = Field("decided_on", FieldKind.DATE, label="不起诉决定日期", not_after=DayOf.EVENT)
person = Field("person", FieldKind.TEXT, label="被不起诉人", maximum=50,
               secrecy=lm.Secrecy.PRIVACY,
               help="只写姓名或者单位名称；证件号码、住址、联系方式不填")
is_sealed = Field("is_sealed", FieldKind.BOOLEAN, label="未成年人犯罪记录应当封存")
criminal_opinion = Field("criminal_opinion", FieldKind.LONG_TEXT, label="刑事检察部门意见")
review_opinion = Field("review_opinion", FieldKind.LONG_TEXT, label="审查意见")
facts = Field("facts", FieldKind.LONG_TEXT, label="认定的事实和证据",
              secrecy=lm.Secrecy.PRIVACY)
measures_taken = Field("measures_taken", FieldKind.LONG_TEXT, label="已采取的强制措施",
                       required=False, secrecy=lm.Secrecy.PRIVACY)
property_held = Field("property_held", FieldKind.LONG_TEXT, label="涉案财物情况", required=False,
                      secrecy=lm.Secrecy.PRIVACY)
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
advice = Field("advice", FieldKind.LONG_TEXT, label="检察意见")
is_vertical = Field("is_vertical", FieldKind.BOOLEAN, label="主管机关实行垂直管理",
                    required=False)
variant = Field("variant", FieldKind.CHOICE, label="回复期限情形", required=False,
                choices=lm.choices(urgent="情况紧急"))
stated_days = Field("stated_days", FieldKind.NUMBER, label="载明的回复期限（天）", minimum=1,
                    maximum=59)
delivery_mode = common.delivery_mode((handler, head), (prosecutor, chief))
filed_on = Field("filed_on", FieldKind.DATE, label="立案日期", not_after=DayOf.EVENT)
penalty_number = Field("penalty_number", FieldKind.TEXT, label="行政处罚决定书文号")
penalised_on = Field("penalised_on", FieldKind.DATE, label="行政处罚决定日期",
                     not_after=DayOf.EVENT)
penalty = Field("penalty", FieldKind.LONG_TEXT, label="行政处罚内容",
                secrecy=lm.Secrecy.PRIVACY)
fine = Field("fine", FieldKind.AMOUNT, label="罚款金额", required=False)
penalty_paper = Field("penalty_paper", FieldKind.FILE, label="行政处罚决定书",
                      secrecy=lm.Secrecy.PRIVACY)
referred_to = Field("referred_to", FieldKind.TEXT, label="移送的机关")
progress = Field("progress", FieldKind.LONG_TEXT, label="办理情况")
handling = Field("handling", FieldKind.LONG_TEXT, label="处理结果")
request = Field("request", FieldKind.LONG_TEXT, label="补充要求")
supplement = Field("supplement", FieldKind.LONG_TEXT, label="补充情况")
urged = Field("urged", FieldKind.LONG_TEXT, label="督促事项")
sent_to = Field("sent_to", FieldKind.TEXT, label="主送机关")
notified = Field("notified", FieldKind.LONG_TEXT, label="通报的情况")
assessment = Field("assessment", FieldKind.LONG_TEXT, label="评查意见")
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="类型", choices=lm.choices(
    correction="纠正违法", governance="社会治理", other="其他"))
trigger = Field("trigger", FieldKind.CHOICE, label="问效情形", choices=lm.choices(
    no_reply="无正当理由不回复", not_handled="无正当理由不依检察意见处理"))
obstacle = Field("obstacle", FieldKind.CHOICE, label="中止审查的情形", choices=lm.choices(
    review="复议复核", petition="申诉", private_prosecution="自诉"))
clock_basis = Field("clock_basis", FieldKind.LONG_TEXT, label="依据")
clock_paper = Field("clock_paper", FieldKind.FILE, label="决定或者函件", multiple=True,
                    secrecy=lm.Secrecy.PRIVACY)
excluded_from = Field("excluded_from", FieldKind.DATE, label="扣除自")
excluded_until = Field("excluded_until", FieldKind.DATE, label="扣除至")
new_due_on = Field("new_due_on", FieldKind.DATE, label="新的最后一日", not_before=DayOf.EVENT)
exhibit = Field("exhibit", FieldKind.TEXT, label="证据名称")
act_ended_on = Field("act_ended_on", FieldKind.DATE, label="违法行为发生或者终了日期",
                     not_after=DayOf.EVENT)
contest_grounds = Field("contest_grounds", FieldKind.LONG_TEXT, label="送达异议理由")
decision = (decision_number, decision_kind, decided_on)
contents = (common.title, person, *decision, facts, measures_taken, property_held, legal_basis,
            advice, is_vertical, variant)
