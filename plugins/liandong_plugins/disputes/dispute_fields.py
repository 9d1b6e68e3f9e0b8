"""Who takes part in resolving an administrative dispute, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, duties, roles

lead = lm.Party(lm.Part.ISSUER, held_by=roles.justice_bureau, label="牵头单位")
court = lm.Party(lm.Part.APPLICANT, held_by=roles.court, label="审判机关")
procuratorate = lm.Party(lm.Part.ASSISTANT, held_by=roles.procuratorate, label="检察机关")
unit = lm.Party(lm.Part.RESPONDENT, held_by=roles.any_unit, label="被诉、被申请行政机关")
others = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.any_unit, label="共同化解单位")
handler, head = duties.handler @ lead, duties.unit_head @ lead
judge, court_head = duties.handler @ court, duties.unit_head @ court
prosecutor = duties.prosecutor @ procuratorate
chief = duties.chief_procurator @ procuratorate
unit_handler, unit_head = duties.handler @ unit, duties.unit_head @ unit
other_handler, other_head = duties.handler @ others, duties.unit_head @ others


def past(key: str, label: str, help_: str = "") -> Field:
    """Return a field for a day that is no later than that of the act."""
    return Field(key, FieldKind.DATE, label=label, help=help_, not_after=lm.DayOf.EVENT)


# fmt: off
source = Field("source", FieldKind.CHOICE, label="争议来源", choices=lm.choices(
    litigation="行政诉讼", reconsideration="行政复议", supervision="检察监督", petition="信访",
    enforcement="执法监督检查"))
phase = Field("phase", FieldKind.CHOICE, label="化解阶段", choices=lm.choices(
    before="诉前", during="判前", after="判后"))
level = Field("level", FieldKind.CHOICE, label="争议程度", choices=lm.choices(
    high="争议较大", normal="一般"))
parties = Field("parties", FieldKind.TEXT, label="争议当事人", maximum=500,
                required=False, secrecy=lm.Secrecy.PRIVACY)
claim = Field("claim", FieldKind.LONG_TEXT, label="诉求和争议焦点",
              help="不写当事人姓名和个人信息")
court_case_number = Field("court_case_number", FieldKind.TEXT, label="法院案号", maximum=100)
accepted_on = past("accepted_on", "法院收到或者立案日期")
defendant = Field("defendant", FieldKind.TEXT, label="被告行政机关", maximum=200)
push_note = Field("push_note", FieldKind.LONG_TEXT, label="推送说明", required=False)
assessment = Field("assessment", FieldKind.LONG_TEXT, label="研判意见")
why_asked = Field("why_asked", FieldKind.LONG_TEXT, label="诉讼难以解决的原因和请求")
plan = Field("plan", FieldKind.LONG_TEXT, label="化解思路和分工")
invitation = Field("invitation", FieldKind.LONG_TEXT, label="邀请事项")
meet_on = Field("meet_on", FieldKind.DATE, label="日期")
meeting_kind = Field("meeting_kind", FieldKind.CHOICE, label="方式", choices=lm.choices(
    meeting="协调会", investigation="调查核实", hearing="公开听证", mediation="调解",
    talk="约谈、走访"))
place = Field("place", FieldKind.TEXT, label="地点", maximum=200)
result = Field("result", FieldKind.LONG_TEXT, label="会议情况",
               help="只写程序和结果；当事人在调解中的陈述另行记录，不作为证据")
organ = Field("organ_unit", FieldKind.UNIT, label="被诉、被申请行政机关")
agreement_kind = Field("agreement_kind", FieldKind.CHOICE, label="协议种类", choices=lm.choices(
    settlement="和解协议", mediation="调解协议"))
content = Field("content", FieldKind.LONG_TEXT, label="协议内容")
duty = Field("duty", FieldKind.LONG_TEXT, label="履行事项")
performer = Field("performer", FieldKind.CHOICE, label="由谁履行", choices=lm.choices(
    unit="行政机关", party="当事人"))
due = Field("due", FieldKind.DATE, label="约定的履行日期", not_before=lm.DayOf.EVENT)
measures = Field("measures", FieldKind.LONG_TEXT, label="履行情况")
outcome = Field("outcome", FieldKind.LONG_TEXT, label="化解结果")
explanation = Field("explanation", FieldKind.LONG_TEXT, label="释法说理情况")
carrying_out = Field("carrying_out", FieldKind.LONG_TEXT, label="贯彻落实要求")
ending = Field("ending", FieldKind.LONG_TEXT, label="程序的结果")
