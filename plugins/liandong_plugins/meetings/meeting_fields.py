"""Who takes part in a meeting, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, duties, roles

SIDES = (roles.office, roles.supervision_body, roles.procuratorate, roles.county_gov)
CHAIRS = (roles.convener, roles.deputy_convener, roles.procuratorate)
ANYONE = (roles.any_unit, roles.procuratorate)  # a prosecutor acts in a procuratorate alone
organiser = lm.Party(lm.Part.ISSUER, held_by=SIDES, label="承办单位")
chair = lm.Party(lm.Part.SUPERVISOR, held_by=CHAIRS, label="主持单位")  # where another presides
co_convener = lm.Party(lm.Part.ASSISTANT, held_by=SIDES, label="会签单位")
member = lm.Party(lm.Part.ADDRESSEE, held_by=ANYONE, label="参会单位")
observer = lm.Party(lm.Part.RESPONDENT, held_by=(roles.attendee,), label="列席单位")
copied = lm.Party(lm.Part.COPIED, held_by=ANYONE)  # a member that was not invited
proposer = lm.Party(lm.Part.APPLICANT, held_by=ANYONE, label="提议单位")
co_proposer = lm.Party(lm.Part.OTHER_PARTY, held_by=ANYONE, label="联名单位")


def _staff(party: lm.Party) -> tuple[lm.Actor, ...]:
    return duties.handler @ party, duties.liaison @ party, duties.prosecutor @ party


def _heads(party: lm.Party) -> tuple[lm.Actor, ...]:
    return duties.unit_head @ party, duties.chief_procurator @ party


clerks = (duties.office_clerk @ organiser, duties.handler @ organiser,
          duties.prosecutor @ organiser)  # fmt: skip
heads = _heads(organiser)
presiding = (*heads, duties.convener @ chair, *_heads(chair))
arranging = (*clerks, *presiding)  # who fixes the agenda
co_heads = (duties.convener @ co_convener, *_heads(co_convener))
members = (*_staff(member), *_heads(member))
attending = (*members, *_staff(co_convener), *_heads(co_convener))
holding = (*attending, *clerks, *heads, *_staff(chair), *_heads(chair))  # who holds a row
proposing = (*_staff(proposer), *_heads(proposer))
co_proposing = (*_staff(co_proposer), *_heads(co_proposer))

# fmt: off
series = Field("series", FieldKind.TEXT, label="会议名称", listed_in="meetings.series",
               listed=("联席会议", "专题会议", "座谈交流会议"))
convened_by = Field("convened_by", FieldKind.TEXT, label="召集单位",
                    listed_in="meetings.conveners", required=False)
jointly = Field("jointly", FieldKind.BOOLEAN, label="联合召集，纪要由双方会签", required=False)
period = Field("period", FieldKind.TEXT, label="期次", maximum=60, required=False,
               help="例如：2026年第三季度")
meet_on = Field("meet_on", FieldKind.DATE, label="会议日期", not_before=lm.DayOf.EVENT)
meet_at = Field("meet_at", FieldKind.TIME, label="会议时间")
ends_at = Field("ends_at", FieldKind.TIME, label="结束时间", required=False)
place = Field("place", FieldKind.TEXT, label="会议地点", maximum=120)
chaired_by = Field("chaired_by", FieldKind.TEXT, label="主持人",
                   listed_in="meetings.chair_roles",
                   listed=("召集人", "副召集人", "牵头单位负责人"))
entrusted = Field("entrusted", FieldKind.BOOLEAN, label="受召集人委托主持", required=False)
guests = Field("guests", FieldKind.LONG_TEXT, label="列席人员", required=False)
matter = Field("matter", FieldKind.LONG_TEXT, label="提议研究的事项")

topic = Field("topic", FieldKind.LONG_TEXT, label="议题")
topic_kind = Field("topic_kind", FieldKind.CHOICE, label="议题类别", required=False,
                   choices=lm.choices(report="工作报告", major="重大事项", case="重大案件",
                                      urgent="紧急事项"))
presenter = Field("presenter", FieldKind.UNIT, label="汇报单位", required=False)
case_topic = Field("case_topic", FieldKind.LONG_TEXT, label="案件议题",
                   secrecy=lm.Secrecy.PRIVACY)
matter_number = Field("matter_number", FieldKind.TEXT, label="案件编号", maximum=120,
                      required=False)
keeper = Field("keeper", FieldKind.UNIT, label="会议承办单位", roles=SIDES)
participants = Field("participants", FieldKind.UNIT, label="参与会商的单位", multiple=True,
                     help="只有这些单位、提出单位和会议承办单位看得到这个议题")
outcome = Field("outcome", FieldKind.LONG_TEXT, label="会商意见")

unit = Field("unit", FieldKind.UNIT, label="单位")
attendee = Field("attendee", FieldKind.TEXT, label="参会人员", maximum=120)
report_topic = Field("report_topic", FieldKind.TEXT, label="汇报材料", maximum=200)
report_by = Field("report_by", FieldKind.DATE, label="报送时间", not_before=lm.DayOf.EVENT)
materials = Field("materials", FieldKind.FILE, label="材料", multiple=True, required=False)
summary = Field("summary", FieldKind.LONG_TEXT, label="材料内容")
minutes = Field("minutes", FieldKind.LONG_TEXT, label="会议纪要正文")
decision = Field("decision", FieldKind.LONG_TEXT, label="议定事项")
responsible = Field("responsible", FieldKind.UNIT, label="责任单位")
due = Field("due", FieldKind.DATE, label="完成时限", not_before=lm.DayOf.EVENT)
result = Field("result", FieldKind.LONG_TEXT, label="落实情况")
request = Field("request", FieldKind.LONG_TEXT, label="退回的理由")

when_and_where = (meet_on, meet_at, ends_at, place)
planning = (series, convened_by, jointly, period, *when_and_where, chaired_by, entrusted, guests)
