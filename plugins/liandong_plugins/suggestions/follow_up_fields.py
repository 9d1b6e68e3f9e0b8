"""Who takes part in a follow-up, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Choice, DayOf, Field, FieldKind, duties, roles
from liandong_plugins.suggestions import suggestion_fields as of_suggestions

supervisor = lm.Party(
    lm.Part.SUPERVISOR, held_by=(roles.supervision_body, roles.justice_bureau, roles.office)
)
government = lm.Party(lm.Part.ASSISTANT, held_by=(roles.county_gov, roles.gov_office))
superior = lm.Party(lm.Part.OTHER_PARTY, held_by=roles.superior_unit)
government_handler = duties.handler @ government
government_head = duties.unit_head @ government
joint_handler, joint_head = duties.handler @ supervisor, duties.unit_head @ supervisor
upward = (
    government_handler,
    government_head,
    duties.handler @ superior,
    duties.unit_head @ superior,
)

# fmt: off
#: The steps as they go up where a county's document names no ladder.
LEVELS = {
    "remind": "提醒", "urge": "督促", "supervise": "督办", "bulletin": "通报", "talk": "约谈",
    "superior": "通报上级主管机关", "suggestion": "检察建议", "government": "报本级政府",
    "upper": "报告上级检察院"}
#: Those that the unit that follows up jointly takes; 提醒 both may.
JOINT = ("remind", "supervise", "bulletin")
trigger = Field("trigger", FieldKind.CHOICE, label="问效情形", choices=lm.choices(
    no_reply="无正当理由不回复", not_adopted="无正当理由不采纳", not_rectified="采纳后不实质整改",
    not_handled="无正当理由不依检察意见处理", refusal="拒不协助或者拒不接受监督"))
triggered_on = Field("triggered_on", FieldKind.DATE, label="情形出现日期", not_after=DayOf.EVENT)
unsettled_matters = Field("unsettled_matters", FieldKind.LONG_TEXT, label="未落实的事项")
respond_by = Field("respond_by", FieldKind.DATE, label="回应截止日期", not_before=DayOf.EVENT)
reasons = Field("reasons", FieldKind.LONG_TEXT, label="陈述的理由")
result = Field("result", FieldKind.LONG_TEXT, label="落实结果")
level = Field("level", FieldKind.CHOICE, label="措施", choices=tuple(
    Choice(key, label) for key, label in LEVELS.items()))
target = Field("target", FieldKind.TEXT, label="对象")
skip_reason = Field("skip_reason", FieldKind.LONG_TEXT, label="跳过前面措施的理由",
                    required=False)
reminded = Field("reminded", FieldKind.LONG_TEXT, label="提醒事项")
supervised = Field("supervised", FieldKind.LONG_TEXT, label="督办事项")
known_facts = Field("known_facts", FieldKind.LONG_TEXT, label="通报的事实和文书")
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="类型",
                        choices=of_suggestions.kind.choices)
talk_on = Field("talk_on", FieldKind.DATE, label="约谈日期", not_before=DayOf.EVENT)
talk_place = Field("talk_place", FieldKind.TEXT, label="约谈地点")
talk_matters = Field("talk_matters", FieldKind.LONG_TEXT, label="约谈事项")
sent_to = Field("sent_to", FieldKind.TEXT, label="主送机关")
told_superior = Field("told_superior", FieldKind.LONG_TEXT, label="向上级主管机关通报的情况")
advice = Field("government_advice", FieldKind.LONG_TEXT, label="建议本级政府处理的事项")
receipt = Field("upper_receipt", FieldKind.FILE, label="报告材料", required=False)
done_on = Field("done_on", FieldKind.DATE, label="采取日期", not_after=DayOf.EVENT)
response = Field("response", FieldKind.LONG_TEXT, label="回应内容")
