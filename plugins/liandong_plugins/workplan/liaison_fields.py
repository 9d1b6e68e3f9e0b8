"""Who takes part in seats, contacts and difficult matters, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, duties, roles

ANYONE = (roles.any_unit, roles.procuratorate)  # a prosecutor acts in a procuratorate alone
CONVENERS = (roles.convener, roles.deputy_convener)
OFFICES = (roles.office, roles.supervision_body)
unit = lm.Party(lm.Part.ISSUER, held_by=ANYONE, label="提出单位")
office = lm.Party(lm.Part.SUPERVISOR, held_by=OFFICES, label="办公室")
approver = lm.Party(lm.Part.OTHER_PARTY, held_by=CONVENERS, label="召集人单位")
other = lm.Party(lm.Part.ADDRESSEE, held_by=ANYONE, label="有关单位")  # asked, coordinated


def _staff(party: lm.Party) -> tuple[lm.Actor, ...]:
    return duties.handler @ party, duties.liaison @ party, duties.prosecutor @ party


def _heads(party: lm.Party) -> tuple[lm.Actor, ...]:
    return duties.unit_head @ party, duties.chief_procurator @ party


staff, unit_heads = _staff(unit), _heads(unit)
own = (*staff, *unit_heads)
clerks = (duties.office_clerk @ office, duties.handler @ office)
asked = (*_staff(other), *_heads(other))
approving = (duties.convener @ approver, duties.unit_head @ approver)

# fmt: off
seat = Field("seat", FieldKind.CHOICE, label="席位", choices=lm.choices(
    member="成员", lead="牵头部门负责人", liaison="联络员", hotline="热线数据联络人"))
person = Field("person", FieldKind.TEXT, label="姓名", maximum=60)
post = Field("post", FieldKind.TEXT, label="职务", maximum=120)
phone = Field("phone", FieldKind.TEXT, label="联系电话", maximum=60, required=False)
replaces = Field("replaces", FieldKind.TEXT, label="接替何人", maximum=60, required=False)
vacant_from = Field("vacant_from", FieldKind.DATE, label="空缺起始日期", required=False,
                    not_after=lm.DayOf.EVENT)
from_on = Field("from_on", FieldKind.DATE, label="起始日期", not_after=lm.DayOf.EVENT)
until_on = Field("until_on", FieldKind.DATE, label="结束日期", not_after=lm.DayOf.EVENT)
matter = Field("matter", FieldKind.LONG_TEXT, label="联系事项")
answer = Field("answer", FieldKind.LONG_TEXT, label="答复")
situation = Field("situation", FieldKind.LONG_TEXT, label="重大疑难事项")
tried = Field("tried", FieldKind.LONG_TEXT, label="已沟通的情况", required=False)
step = Field("step", FieldKind.LONG_TEXT, label="协调情况")
opinion = Field("opinion", FieldKind.LONG_TEXT, label="意见")
result = Field("result", FieldKind.LONG_TEXT, label="协调结果")
a_seat = (seat, person, post, phone, replaces, vacant_from)
