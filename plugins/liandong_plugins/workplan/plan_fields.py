"""Who takes part in a list of tasks, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

SIDES = (roles.office, roles.supervision_body, roles.procuratorate, roles.county_gov)
ANYONE = (roles.any_unit, roles.procuratorate)  # a prosecutor acts in a procuratorate alone
CONVENERS = (roles.convener, roles.deputy_convener)
DRAFTERS = (*SIDES, roles.legal_unit)
organiser = lm.Party(lm.Part.ISSUER, held_by=SIDES, label="拟订单位")  # drafts, urges, verifies
approver = lm.Party(lm.Part.SUPERVISOR, held_by=CONVENERS, label="召集人单位")
co_drafter = lm.Party(lm.Part.ASSISTANT, held_by=DRAFTERS, label="共同制定单位")
lead = lm.Party(lm.Part.ADDRESSEE, held_by=ANYONE, label="责任单位")


def _staff(party: lm.Party) -> tuple[lm.Actor, ...]:
    return duties.handler @ party, duties.liaison @ party, duties.prosecutor @ party


def _heads(party: lm.Party) -> tuple[lm.Actor, ...]:
    return duties.unit_head @ party, duties.chief_procurator @ party


clerks = (duties.office_clerk @ organiser, duties.handler @ organiser,
          duties.prosecutor @ organiser)  # fmt: skip
heads = _heads(organiser)
approving = (duties.convener @ approver, duties.unit_head @ approver)
co_drafting = (*_staff(co_drafter), *_heads(co_drafter))
holding = (*_staff(lead), *_heads(lead), *clerks)

# fmt: off
year = Field("year", FieldKind.NUMBER, label="年度", minimum=2000, maximum=2100)
list_kind = Field("list_kind", FieldKind.TEXT, label="清单种类", listed_in="workplan.lists",
                  listed=("年度工作要点", "重点工作任务清单"))
points = Field("points", FieldKind.LONG_TEXT, label="工作要点", required=False)
opinion = Field("opinion", FieldKind.LONG_TEXT, label="意见")
passed_by = Field("passed_by", FieldKind.TEXT, label="审议通过的会议", maximum=120)
task = Field("task", FieldKind.LONG_TEXT, label="任务")
lead_unit = Field("lead", FieldKind.UNIT, label="牵头单位")
partners = Field("partners", FieldKind.UNIT, label="配合单位", multiple=True, required=False)
due = Field("due", FieldKind.DATE, label="完成时限", not_before=lm.DayOf.EVENT)
deliverable = Field("deliverable", FieldKind.TEXT, label="工作成果", maximum=200, required=False)
progress = Field("progress", FieldKind.LONG_TEXT, label="进展情况")
result = Field("result", FieldKind.LONG_TEXT, label="完成情况")
request = Field("request", FieldKind.LONG_TEXT, label="要求")
a_task = (task, lead_unit, partners, due, deliverable)
a_list = (common.title, year, list_kind, points)
