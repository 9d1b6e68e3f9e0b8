"""Who guides whom, what is entered and written, and where a guidance may stand."""

import liandong.mechanisms as lm
from liandong.mechanisms import DocumentType, Field, FieldKind, common, duties, roles
from liandong.mechanisms import Transition as Move
from liandong_plugins.criminal_transfer import transfer_fields

procuratorate = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
guided = lm.Party(lm.Part.APPLICANT, held_by=(roles.enforcement_unit, roles.police))
police = lm.Party(lm.Part.ASSISTANT, held_by=roles.police)
prosecutor, chief = duties.prosecutor @ procuratorate, duties.chief_procurator @ procuratorate
officer, head = duties.handler @ guided, duties.unit_head @ guided
policeman, commander = duties.handler @ police, duties.unit_head @ police
suspected_crime = transfer_fields.suspected_crime

# fmt: off
case_facts = Field("case_facts", FieldKind.LONG_TEXT, label="案情和已取得的证据")
questions = Field("questions", FieldKind.LONG_TEXT, label="需要引导的问题")
wanted_by = Field("wanted_by", FieldKind.DATE, label="希望答复的日期", required=False,
                  not_before=lm.DayOf.EVENT)
occasion = Field("occasion", FieldKind.LONG_TEXT, label="提前介入的缘由和依据")
evidence_list = Field("evidence_list", FieldKind.LONG_TEXT, label="应当收集、固定的证据")
legality = Field("legality", FieldKind.LONG_TEXT, label="取证合法性和程序意见")
done = Field("done", FieldKind.LONG_TEXT, label="落实情况")
took_place_on = Field("took_place_on", FieldKind.DATE, label="日期",
                      not_after=lm.DayOf.EVENT)
activity = Field("activity", FieldKind.LONG_TEXT, label="介入、指导的内容")

requested, asked_police, accepted, accepted_police, given = lm.states(
    requested="已请求检察院", asked_police="已请求公安机关", accepted="检察院引导中",
    accepted_police="公安机关引导中", given="已出具意见")
followed, not_followed = lm.states(followed="已落实", not_followed="未落实，已说明理由")
closed, declined, withdrawn = lm.states(closed="办结", declined="不予引导", withdrawn="已撤回")
recorded, = lm.states(recorded="已记录")  # of a session

request = DocumentType("guidance_request", label="引导取证请求函",
                       fields=(suspected_crime, case_facts, questions, wanted_by))
opinion = DocumentType(
    "guidance_opinion", label="引导取证意见书", fields=(evidence_list, legality),
    approval=lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ procuratorate,
                         signs=chief))
police_opinion = DocumentType(
    "police_guidance", label="公安机关取证指导意见", fields=(evidence_list, legality),
    approval=lm.Approval(drafts=policeman, reviews=None, signs=commander))
session = lm.RowType("session", label="介入、指导记录", transitions=(
    Move("record", None, recorded, label="记录", by=(prosecutor, policeman),
         asks=(took_place_on, activity, common.evidence), during=(accepted, accepted_police)),
))
