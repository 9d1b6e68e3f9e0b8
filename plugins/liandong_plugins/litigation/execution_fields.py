"""Who takes part in a non-litigation execution, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

applicant = lm.Party(lm.Part.ISSUER, held_by=(roles.enforcement_unit, roles.police, roles.township))
court = lm.Party(lm.Part.ADDRESSEE, held_by=roles.court)
supervisor = lm.Party(lm.Part.SUPERVISOR, held_by=roles.procuratorate)
supervised = lm.Party(  # hears of a suggestion alone
    lm.Part.RESPONDENT, held_by=(roles.enforcement_unit, roles.police, roles.township)
)
handler, head = duties.handler @ applicant, duties.unit_head @ applicant
judge, court_head = duties.handler @ court, duties.unit_head @ court
prosecutor, chief = duties.prosecutor @ supervisor, duties.chief_procurator @ supervisor
by_court = (judge, court_head)


def _past(key: str, label: str) -> Field:
    return Field(key, FieldKind.DATE, label=label, not_after=lm.DayOf.EVENT)


# fmt: off
decision_number = Field("decision_number", FieldKind.TEXT, label="行政决定文号", maximum=100)
person = Field("person", FieldKind.TEXT, label="被执行人", maximum=200)
duty = Field("duty", FieldKind.LONG_TEXT, label="履行内容")
kind = Field("execution_kind", FieldKind.CHOICE, label="行政决定类型", choices=lm.choices(
    fine="罚款", confiscation="没收", demolition="拆除、退还土地等行为义务", fee="征收、缴费",
    other="其他"))
is_land = Field("is_land", FieldKind.BOOLEAN, label="属土地执法领域")
served_on = _past("served_on", "行政决定送达日期")
reconsideration_served_on = _past("reconsideration_served_on", "复议决定送达日期")
remedy_over_on = _past("remedy_over_on", "复议、诉讼终结后起诉期限届满日期")
demand_served_on = _past("demand_served_on", "催告书送达日期")
ruling_received_on = _past("ruling_received_on", "收到裁定日期")
accepted_on = _past("accepted_on", "法院受理日期")
demand_days = Field("demand_days", FieldKind.NUMBER, label="催告书载明的履行期限（天）", minimum=1,
                    maximum=365)
materials = Field("materials", FieldKind.FILE, label="申请材料", multiple=True)
court_paper = Field("court_paper", FieldKind.FILE, label="法院文书")
result = Field("execution_result", FieldKind.LONG_TEXT, label="执行情况")
request = Field("review_request_text", FieldKind.LONG_TEXT, label="复议请求和理由")
ground = Field("supervision_ground", FieldKind.CHOICE, label="申请监督的事项", choices=lm.choices(
    execution="执行活动（含非诉执行）", misconduct="审判人员违法行为"))
known_on = _past("known_on", "知道或者应当知道之日")
asked = Field("explanation_asked", FieldKind.LONG_TEXT, label="要求说明的事项")
explained = Field("explanation", FieldKind.LONG_TEXT, label="执行情况说明")
property_ = Field("property", FieldKind.LONG_TEXT, label="查封、扣押的场所、设施或者财物")
seized_on = _past("seized_on", "查封、扣押日期")
excluded_from = Field("excluded_from", FieldKind.DATE, label="检测、检验、检疫、鉴定自")
excluded_until = Field("excluded_until", FieldKind.DATE, label="检测、检验、检疫、鉴定至")
measure = Field("measure", FieldKind.TEXT, label="当场实施的强制措施", maximum=200)
source = Field("supervision_source", FieldKind.LONG_TEXT, label="在履行何种职责中发现")
defect = Field("defect", FieldKind.CHOICE, label="监督事项类型", choices=lm.choices(
    late="逾期申请", neglected="怠于申请", refused="不予受理", overdue="超期",
    unlawful="违法执行"))
finding = Field("finding", FieldKind.LONG_TEXT, label="查明的事实")
means = Field("measure_kinds", FieldKind.CHOICE, label="调查核实方式", multiple=True,
              choices=lm.choices(
    inquiry="查询", files="调取、查阅、复制卷宗材料", evidence="调取证据", questioning="询问",
    inspection="勘验物证、现场", appraisal="委托鉴定、评估、审计"))
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="检察建议类型",
                        choices=lm.choices(
    correction="纠正违法", governance="社会治理", other="其他"))
court_source = Field("court_source", FieldKind.CHOICE, label="依职权监督的来源",
                     choices=lm.choices(
    public_interest="损害国家利益或者社会公共利益", misconduct="审判、执行人员违法",
    superior="上级院指令", other="其他确有必要的情形"))
correction = Field("correction", FieldKind.LONG_TEXT, label="纠正情况")
clue_title = Field("clue_title", FieldKind.TEXT, label="线索标题（不写人名）", maximum=200)
clue_source = Field("clue_source", FieldKind.LONG_TEXT, label="在履行何种职责中发现")
opening = (common.title, kind, decision_number, person, duty, served_on)
