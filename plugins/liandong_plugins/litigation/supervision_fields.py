"""Who takes part in a litigation supervision, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

procuratorate = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
court = lm.Party(lm.Part.ADDRESSEE, held_by=roles.court)
applicant = lm.Party(lm.Part.APPLICANT, held_by=roles.any_unit)
other = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.any_unit)
supervised = lm.Party(  # hears of a suggestion alone
    lm.Part.RESPONDENT, held_by=(roles.enforcement_unit, roles.police, roles.township)
)
bureau = lm.Party(lm.Part.COPIED, held_by=roles.justice_bureau)  # told of what was served
desk, prosecutor = duties.desk @ procuratorate, duties.prosecutor @ procuratorate
chief = duties.chief_procurator @ procuratorate
handler, head = duties.handler @ applicant, duties.unit_head @ applicant
judge, court_head = duties.handler @ court, duties.unit_head @ court
other_handler, other_head = duties.handler @ other, duties.unit_head @ other


def _past(key: str, label: str) -> Field:
    return Field(key, FieldKind.DATE, label=label, not_after=lm.DayOf.EVENT)


# fmt: off
variant = Field("variant", FieldKind.CHOICE, label="监督事项", choices=lm.choices(
    judgment="生效裁判（再审申请被驳回）", retrial="再审裁判",
    unanswered="逾期未对再审申请作出裁定",
    new_ground="新证据、伪造证据、依据被撤销或者审判人员枉法",
    execution="执行活动（含非诉执行）",
    misconduct="审判人员违法行为"))
known_on = _past("known_on", "申请期限起算日期")
filed_on = _past("filed_on", "收到申请日期")
complaint_received_on = _past("copy_received_on", "收到申请书副本日期")
letter_received_on = _past("letter_received_on", "收到委托函日期")
person = Field("person", FieldKind.TEXT, label="申请人", maximum=200)
court_paper_number = Field("court_paper_number", FieldKind.TEXT, label="法院裁判、执行文书案号",
                           maximum=100)
grounds = Field("grounds", FieldKind.LONG_TEXT, label="监督请求和理由")
prior_remedy = Field("prior_remedy", FieldKind.LONG_TEXT, label="申请再审、异议或者复议的情况")
source = Field("source", FieldKind.CHOICE, label="依职权监督的来源", choices=lm.choices(
    public_interest="损害国家利益或者社会公共利益", misconduct="审判、执行人员违法",
    superior="上级院指令", other="其他确有必要的情形"))
defect = Field("defect", FieldKind.CHOICE, label="监督事项类型", choices=lm.choices(
    refused="不予受理", overdue="超期", unlawful="违法执行", misconduct="审判人员违法行为",
    other="其他"))
clue_title = Field("clue_title", FieldKind.TEXT, label="线索标题（不写人名）", maximum=200)
clue_source = Field("clue_source", FieldKind.LONG_TEXT, label="在履行何种职责中发现")
area = Field("area", FieldKind.TEXT, label="监督领域", required=False, maximum=100,
             listed_in="litigation_supervision.areas")
is_simple = Field("is_simple", FieldKind.BOOLEAN, label="适用简易办理")
facts = Field("facts", FieldKind.LONG_TEXT, label="审查认定的事实")
legal_basis = Field("legal_basis", FieldKind.LONG_TEXT, label="法律依据")
opinion = Field("opinion", FieldKind.LONG_TEXT, label="监督意见")
reply = Field("reply", FieldKind.LONG_TEXT, label="处理结果和理由")
asked = Field("explanation_asked", FieldKind.LONG_TEXT, label="要求说明的事项")
explained = Field("explanation", FieldKind.LONG_TEXT, label="执行情况说明")
outcome = Field("outcome", FieldKind.LONG_TEXT, label="结果")
follow_up = Field("follow_up", FieldKind.LONG_TEXT, label="跟进监督的方式")
filing_receipt = Field("filing_receipt", FieldKind.FILE, label="备案材料", required=False)
other_name = Field("other_name", FieldKind.TEXT, label="其他当事人", maximum=200)
other_opinion = Field("other_opinion", FieldKind.LONG_TEXT, label="书面意见")
hearing_on = Field("hearing_on", FieldKind.DATE, label="听证日期")
hearing_matter = Field("hearing_matter", FieldKind.LONG_TEXT, label="听证事项和参加人")
entrusting = Field("entrusting", FieldKind.TEXT, label="委托的检察院", maximum=100)
new_due_on = Field("new_due_on", FieldKind.DATE, label="新的最后一日", not_before=lm.DayOf.EVENT)
excluded_from = Field("excluded_from", FieldKind.DATE, label="扣除自")
excluded_until = Field("excluded_until", FieldKind.DATE, label="扣除至")
excluded_for = Field("excluded_for", FieldKind.CHOICE, label="扣除的期间", choices=lm.choices(
    expert="鉴定、评估、审计、勘验", files="调卷"))
delivery_mode = common.delivery_mode((judge, court_head), prosecutor)
