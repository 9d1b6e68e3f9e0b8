"""Who takes part in a public-interest matter, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
applicant = lm.Party(lm.Part.APPLICANT, held_by=roles.any_unit)  # who hands a clue over
addressee = lm.Party(lm.Part.ADDRESSEE, held_by=roles.any_unit)  # whose duty it is
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
sender, sending_head = duties.handler @ applicant, duties.unit_head @ applicant
handler, head = duties.handler @ addressee, duties.unit_head @ addressee

STATUTORY = (
    "生态环境和资源保护", "食品药品安全", "国有财产保护", "国有土地使用权出让", "英雄烈士保护",
    "未成年人保护", "军人地位和权益保障", "安全生产", "个人信息保护", "反垄断", "反电信网络诈骗",
    "农产品质量安全", "妇女权益保障", "无障碍环境建设", "文物和文化遗产保护",
)  # fmt: skip
"""The fields that national laws name; a county's document lists its own."""

# fmt: off
field = Field("field", FieldKind.TEXT, label="公益诉讼领域", listed_in="public_interest.fields",
              listed=STATUTORY)
place = Field("place", FieldKind.TEXT, label="发生地点", maximum=200)
harm = Field("harm", FieldKind.LONG_TEXT, label="公益损害事实")
duty_unit = Field("duty_unit", FieldKind.UNIT, label="负有监督管理职责的单位", required=False)
materials = Field("materials", FieldKind.FILE, label="线索材料", required=False, multiple=True,
                  secrecy=lm.Secrecy.INFORMANT)
source = Field("source", FieldKind.CHOICE, label="线索来源", choices=lm.choices(
    own="履行职责中发现", report="控告举报", superior="上级交办", other="其他"))
assessment = Field("assessment", FieldKind.LONG_TEXT, label="评估意见")
competent = Field("competent", FieldKind.TEXT, label="有管辖权的检察院", maximum=200)
entrusting = Field("entrusting", FieldKind.TEXT, label="委托的检察院", maximum=200)
entrusted = Field("entrusted", FieldKind.LONG_TEXT, label="委托调查事项")
result = Field("result", FieldKind.LONG_TEXT, label="调查结果")
case_facts = Field("case_facts", FieldKind.LONG_TEXT, label="立案的事实")
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
delivery_mode = common.delivery_mode((handler, head), (prosecutor, chief))
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="检察建议类型",
                        choices=lm.choices(public_interest="公益诉讼"))
asked_for = Field("asked_for", FieldKind.LONG_TEXT, label="协助事项")
receipt = Field("filing_receipt", FieldKind.FILE, label="备案、报送材料", required=False)
progress = Field("progress", FieldKind.LONG_TEXT, label="整改情况")
suggestion_number = Field("suggestion_number", FieldKind.TEXT, label="检察建议书文号", maximum=100)
suggestion_served_on = Field("suggestion_served_on", FieldKind.DATE, label="检察建议书送达日期",
                             not_after=lm.DayOf.EVENT)
is_urgent = Field("is_urgent", FieldKind.BOOLEAN, label="损害继续扩大等紧急情形（十五日）",
                  required=False)
period_ended_on = Field("period_ended_on", FieldKind.DATE, label="整改期限届满日",
                        not_after=lm.DayOf.EVENT)
ending = Field("ending", FieldKind.LONG_TEXT, label="终结案件的理由")
defendant = Field("defendant", FieldKind.TEXT, label="被告", maximum=200)
notice = Field("notice", FieldKind.LONG_TEXT, label="公告内容")
medium = Field("medium", FieldKind.TEXT, label="公告媒体", maximum=200)
notice_ended_on = Field("notice_ended_on", FieldKind.DATE, label="公告期满日",
                        not_after=lm.DayOf.EVENT)
claims = Field("claims", FieldKind.LONG_TEXT, label="诉讼请求")
suit_facts = Field("suit_facts", FieldKind.LONG_TEXT, label="事实和理由")
court = Field("court", FieldKind.TEXT, label="受理法院", maximum=200)
judgment = Field("judgment", FieldKind.LONG_TEXT, label="裁判结果")
judgment_file = Field("judgment_file", FieldKind.FILE, label="裁判文书", required=False,
                      multiple=True)
appellant = Field("appellant", FieldKind.CHOICE, label="上诉人", choices=lm.choices(
    defendant="被告", procuratorate="检察机关"))
execution = Field("execution", FieldKind.LONG_TEXT, label="执行情况")
# Rows
plan = Field("plan", FieldKind.LONG_TEXT, label="修复方案")
damages = Field("damages", FieldKind.AMOUNT, label="修复费用", required=False, minimum=0)
repair_due_on = Field("repair_due_on", FieldKind.DATE, label="修复完成日期", required=False)
method = Field("method", FieldKind.CHOICE, label="验收方式", choices=lm.choices(
    on_site="实地", expert="专家评估", appraisal="鉴定", document="查阅材料"))
finding = Field("finding", FieldKind.LONG_TEXT, label="验收情况")
work = Field("work", FieldKind.CHOICE, label="协作内容", choices=lm.choices(
    evidence="取证", sampling="取样检测", site="现场勘验", expert="专业咨询"))
helper = Field("helper", FieldKind.TEXT, label="协作单位", maximum=200)
clock_basis = Field("clock_basis", FieldKind.LONG_TEXT, label="依据")
clock_paper = Field("clock_paper", FieldKind.FILE, label="委托书、批准文书", required=False,
                    multiple=True)
cause = Field("cause", FieldKind.LONG_TEXT, label="客观原因")
excluded_from = Field("excluded_from", FieldKind.DATE, label="鉴定、评估、审计自")
excluded_until = Field("excluded_until", FieldKind.DATE, label="鉴定、评估、审计至")
hearing_on = Field("hearing_on", FieldKind.DATE, label="开庭日期")
appearing = Field("appearing", FieldKind.TEXT, label="出庭检察人员", maximum=200)
claimant = Field("claimant", FieldKind.TEXT, label="赔偿权利人", maximum=200)
negotiation = Field("negotiation", FieldKind.LONG_TEXT, label="磋商、诉讼情况")
about = (field, place, harm)
