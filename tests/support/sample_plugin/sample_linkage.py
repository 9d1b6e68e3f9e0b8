"""协查 (a sample): any unit asks the police to look into a matter, which answers by letter.

It has what the first mechanism has not: an applicant who opens, units named at the opening and
later, fields of every kind, rows that come along with the opening, and a matter handed over.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common, duties, roles

(SAMPLE_01,) = lm.time_limits(__package__, "SAMPLE-01")

applicant = lm.Party(lm.Part.APPLICANT, held_by=roles.any_unit)
respondent = lm.Party(lm.Part.RESPONDENT, held_by=roles.police)
assistant = lm.Party(lm.Part.ASSISTANT, held_by=roles.any_unit)
supervisor = lm.Party(lm.Part.SUPERVISOR, held_by=roles.procuratorate)
asker = duties.handler @ applicant
officer, head = duties.handler @ respondent, duties.unit_head @ respondent
helper = duties.handler @ assistant
prosecutor = duties.prosecutor @ supervisor

asked, taken, answered, ended, escalated = lm.states(
    asked="已提请", taken="已受理", answered="已答复", ended="已办结", escalated="已转检察建议"
)
listed, looked_into = lm.states(listed="待查", looked_into="已查")

summary = lm.Field("summary", lm.FieldKind.LONG_TEXT, label="事由", help="写清时间、地点和经过")
found_on = lm.Field("found_on", lm.FieldKind.DATE, label="发现日期", not_after=lm.DayOf.EVENT)
n_people = lm.Field("n_people", lm.FieldKind.NUMBER, label="涉及人数", minimum=1, required=False)
amount = lm.Field("amount", lm.FieldKind.AMOUNT, label="涉案金额", required=False)
is_urgent = lm.Field("is_urgent", lm.FieldKind.BOOLEAN, label="是否紧急")
lead = lm.Field("lead", lm.FieldKind.UNIT, label="牵头单位", roles=(roles.police, roles.court))
known_to = lm.Field(
    "known_to", lm.FieldKind.UNIT, label="已知情单位", required=False, multiple=True
)
kind = lm.Field(
    "kind",
    lm.FieldKind.CHOICE,
    label="建议类型",
    choices=lm.choices(governance="社会治理检察建议", other="其他检察建议"),
)
text = lm.Field("text", lm.FieldKind.TEXT, label="线索")
held_by = lm.Field("held_by", lm.FieldKind.UNIT, label="查办单位", roles=(roles.police,))
answer = lm.Field("answer", lm.FieldKind.LONG_TEXT, label="答复内容")
is_filed = lm.Field("is_filed", lm.FieldKind.BOOLEAN, label="是否立案")
reply = lm.DocumentType("notice", label="答复函", fields=(answer, is_filed))

clue = lm.RowType(
    "clue",
    label="线索",
    held_by=held_by,
    transitions=(
        Move("list", None, listed, label="列入", by=asker, asks=(text, held_by), during=(asked,)),
        Move(
            "look_into",
            listed,
            looked_into,
            label="查办",
            by=officer,
            by_holder=True,
            asks=(answer,),
            during=(taken,),
        ),
    ),
)

MECHANISM = lm.Mechanism(
    key="sample_linkage",
    version=1,
    label="协查",
    ways=(("open", "take", "answer", "end"),),
    rows=(clue,),
    transitions=(
        Move(
            "open",
            None,
            asked,
            label="提请协查",
            by=asker,
            asks=(
                common.title,
                summary,
                found_on,
                lead,
                known_to,
                n_people,
                amount,
                is_urgent,
                common.evidence,
            ),
            names=(lm.one(respondent), lm.any_number(assistant), lm.maybe(supervisor)),
            tells=(respondent, assistant, supervisor),
            starts=(SAMPLE_01,),
        ),
        Move("take", asked, taken, label="受理", by=officer),
        Move(
            "ask_help",
            taken,
            lm.SAME,
            label="商请协助",
            by=officer,
            asks=(common.why,),
            names=(lm.several(assistant),),
            tells=(assistant,),
        ),
        Move("note", taken, lm.SAME, label="记录协助情况", by=helper, asks=(common.why,)),
        Move(
            "answer",
            taken,
            answered,
            label="答复",
            by=head,
            asks=(answer, is_filed),
            produces=reply,
            stops=(SAMPLE_01,),
        ),
        Move("end", answered, ended, label="办结", by=asker),
        Move(
            "turn_into_suggestion",
            (asked, taken),
            escalated,
            label="转为检察建议",
            by=prosecutor,
            asks=(kind,),
            releases=(SAMPLE_01,),
            hands_over=lm.HandOver(
                "procuratorial_suggestion",
                shares={"title": common.title, "kind": kind},
                parties={lm.Part.RESPONDENT: lm.Part.ADDRESSEE},
            ),
        ),
    ),
)
