"""Who takes part in a suggestion, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
addressee = lm.Party(lm.Part.ADDRESSEE, held_by=roles.any_unit)  # a school or an enterprise too
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
handler, head = duties.handler @ addressee, duties.unit_head @ addressee

# fmt: off
kind = Field("kind", FieldKind.CHOICE, label="类型", choices=lm.choices(
    retrial="再审", correction="纠正违法", public_interest="公益诉讼", governance="社会治理",
    other="其他"))
facts = Field("facts", FieldKind.LONG_TEXT, label="发现的问题")
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
objection_days = Field("objection_days", FieldKind.NUMBER, label="异议期限（天）", minimum=1,
                       maximum=365)
variant = Field("variant", FieldKind.CHOICE, label="回复期限情形", required=False,
                choices=lm.choices(
    urgent="情况紧急", public_interest="公益诉讼", public_interest_urgent="公益诉讼，情况紧急",
    minors="未成年人保护"))
urgency_reason = Field("urgency_reason", FieldKind.LONG_TEXT, label="紧急情形")
stated_days = Field("stated_days", FieldKind.NUMBER, label="载明的回复期限（天）", minimum=1,
                    maximum=59)  # 第十九条: urgent, so less than the two months of all others
copy_triggers = Field("copy_triggers", FieldKind.CHOICE, label="抄送情形", required=False,
                      multiple=True, choices=lm.choices(
    large_impact="社会影响大", high_concern="群众关注度高", typical_illegality="违法情形典型",
    deserves_attention="值得有关部门重视"))
delivery_mode = common.delivery_mode((handler, head), (prosecutor, chief))
receipt = Field("filing_receipt", FieldKind.FILE, label="备案材料", required=False)
text = Field("text", FieldKind.LONG_TEXT, label="建议内容")
measures = Field("measures", FieldKind.LONG_TEXT, label="整改措施")
completion_on = Field("completion_on", FieldKind.DATE, label="完成日期",
                      not_before=lm.DayOf.DELIVERY)
clock_basis = Field("clock_basis", FieldKind.LONG_TEXT, label="依据")
clock_paper = Field("clock_paper", FieldKind.FILE, label="决定或者函件", multiple=True)
excluded_from = Field("excluded_from", FieldKind.DATE, label="扣除自", not_before=lm.DayOf.DELIVERY)
excluded_until = Field("excluded_until", FieldKind.DATE, label="扣除至",
                       not_before=lm.DayOf.DELIVERY)
new_due_on = Field("new_due_on", FieldKind.DATE, label="新的最后一日", not_before=lm.DayOf.EVENT)
grounds = Field("grounds", FieldKind.LONG_TEXT, label="异议理由")
contest_grounds = Field("contest_grounds", FieldKind.LONG_TEXT, label="送达异议理由")
urged = Field("urged", FieldKind.LONG_TEXT, label="督促事项")
cause = Field("cause", FieldKind.CHOICE, label="变更、撤回的起因", required=False,
              choices=lm.choices(own="自行发现不当", superior="上级院指令", objection="异议成立"))
request = Field("request", FieldKind.LONG_TEXT, label="补充要求")
supplement = Field("supplement", FieldKind.LONG_TEXT, label="补充情况")
method = Field("method", FieldKind.CHOICE, label="核实方式", choices=lm.choices(
    inquiry="询问", visit="走访", consultation="会商", on_site="实地"))
finding = Field("finding", FieldKind.LONG_TEXT, label="核实情况")
consulted = Field("consulted", FieldKind.TEXT, label="征求对象")
question = Field("question", FieldKind.LONG_TEXT, label="征求事项")
consultation_kind = Field("consultation_kind", FieldKind.CHOICE, label="征求方式",
                          choices=lm.choices(unit="被建议单位意见", expert="专家咨询"))
received_opinion = Field("opinion", FieldKind.LONG_TEXT, label="意见")
copy_unit = Field("copy_unit", FieldKind.TEXT, label="抄送单位")
copy_kind = Field("copy_kind", FieldKind.CHOICE, label="抄送性质", choices=lm.choices(
    mandatory="应当抄送", optional="可以抄送"))
copy_rule = Field("copy_rule", FieldKind.TEXT, label="抄送规则")
copy_basis = Field("copy_basis", FieldKind.TEXT, label="抄送依据")
contents = (common.title, kind, facts, legal_basis, objection_days, variant, copy_triggers)
