"""Who takes part in a mediation, a hearing or a petition, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, duties, roles

# Any unit; in the procuratorate its prosecutor and chief procurator act.
WITH_PROCURATORATE = (roles.procuratorate, roles.any_unit)
issuer = lm.Party(lm.Part.ISSUER, held_by=WITH_PROCURATORATE, label="承办单位")
mediators = lm.Party(lm.Part.ASSISTANT, held_by=WITH_PROCURATORATE, label="调解员单位")
unit = lm.Party(lm.Part.RESPONDENT, held_by=roles.any_unit, label="涉及的行政机关")
others = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.any_unit, label="参加单位")
handlers = (duties.handler @ issuer, duties.prosecutor @ issuer)
heads = (duties.unit_head @ issuer, duties.chief_procurator @ issuer)
mediator = (duties.handler @ mediators, duties.prosecutor @ mediators)
fellows = (duties.handler @ unit, duties.handler @ others)


def past(key: str, label: str) -> Field:
    """Return a field for a day that is no later than that of the act."""
    return Field(key, FieldKind.DATE, label=label, not_after=lm.DayOf.EVENT)


# fmt: off
kind = Field("kind", FieldKind.CHOICE, label="事项种类", choices=lm.choices(
    mediation="矛盾纠纷调解", hearing="公开听证", petition="信访事项", risk="信访风险评估"))
field = Field("field", FieldKind.TEXT, label="领域", listed_in="mediation.fields", maximum=100)
parties = Field("parties", FieldKind.TEXT, label="当事人", maximum=500, required=False,
                secrecy=lm.Secrecy.PRIVACY)
claim = Field("claim", FieldKind.LONG_TEXT, label="诉求和事由", help="不写当事人姓名和个人信息")
name = Field("mediator_name", FieldKind.TEXT, label="调解员", maximum=100)
identity = Field("identity", FieldKind.CHOICE, label="身份", choices=lm.choices(
    procurator="检察官", judge="法官", police="警官", lawyer="律师", mediator="调解员",
    deputy="人大代表", retired="退休党员", respected="乡贤", village="村干部", other="其他"))
finish_by = Field("finish_by", FieldKind.DATE, label="调解期限", not_before=lm.DayOf.EVENT,
                  help="没有规定天数，平台建议三十日")
meet_on = Field("meet_on", FieldKind.DATE, label="日期")
place = Field("place", FieldKind.TEXT, label="地点", maximum=200)
result = Field("result", FieldKind.LONG_TEXT, label="情况和结果",
               help="只写程序和结果；当事人在调解中的陈述另行记录，不作为证据")
seen_by = Field("seen_by", FieldKind.UNIT, label="可以看到的单位", required=False,
                help="不写的，只有登记单位和责任单位、办理机关看得到", multiple=True)
mediation_kind = Field("mediation_kind", FieldKind.CHOICE, label="调解种类",
                       choices=lm.choices(people="人民调解", administrative="行政调解",
                                          judicial="司法调解"))
content = Field("content", FieldKind.LONG_TEXT, label="协议内容")
outcome = Field("outcome", FieldKind.LONG_TEXT, label="结果")
visit = Field("visit", FieldKind.LONG_TEXT, label="回访情况",
              help="履行情况；申请司法确认的，写明结果")
hearing_matter = Field("hearing_matter", FieldKind.LONG_TEXT, label="听证事项")
officers = Field("officers", FieldKind.LONG_TEXT, label="听证员",
                 help="人大代表、政协委员、人民监督员、专家等")
hearing_on = Field("hearing_on", FieldKind.DATE, label="听证日期")
opinion = Field("opinion", FieldKind.LONG_TEXT, label="听证意见")
use = Field("use", FieldKind.LONG_TEXT, label="采用情况和理由")
level = Field("risk_level", FieldKind.CHOICE, label="风险等级", choices=lm.choices(
    high="高", middle="中", low="低"))
risk = Field("risk", FieldKind.LONG_TEXT, label="风险点")
owner = Field("owner", FieldKind.UNIT, label="责任单位")
plan = Field("risk_plan_text", FieldKind.LONG_TEXT, label="稳控和化解预案")
received_on = past("petition_received_on", "收到信访事项之日")
accepted_on = past("petition_accepted_on", "受理之日")
review_received_on = past("review_received_on", "收到复查请求之日")
recheck_received_on = past("recheck_received_on", "收到复核请求之日")
receiver = Field("receiver", FieldKind.TEXT, label="转送的机关", maximum=200)
organ = Field("organ", FieldKind.UNIT, label="办理机关")
reviewer = Field("review_organ", FieldKind.TEXT, label="复查机关", maximum=200)
rechecker = Field("recheck_organ", FieldKind.TEXT, label="复核机关", maximum=200)
reviewed = Field("review_outcome", FieldKind.LONG_TEXT, label="复查意见")
rechecked = Field("recheck_outcome", FieldKind.LONG_TEXT, label="复核意见")
review_files = Field("review_files", FieldKind.FILE, label="复查意见书", required=False,
                     multiple=True)
recheck_files = Field("recheck_files", FieldKind.FILE, label="复核意见书", required=False,
                      multiple=True)
handling = Field("handling", FieldKind.LONG_TEXT, label="处理意见")
