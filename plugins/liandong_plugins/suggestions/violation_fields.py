"""Who takes part in supervision and alerts, and what is entered."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles

issuer = lm.Party(lm.Part.ISSUER, held_by=roles.procuratorate)
respondent = lm.Party(lm.Part.RESPONDENT, held_by=roles.any_unit)  # hears of the outcome alone
addressee = lm.Party(lm.Part.ADDRESSEE, held_by=roles.any_unit)  # of an alert
bureau = lm.Party(lm.Part.SUPERVISOR, held_by=roles.justice_bureau)
receiver = lm.Party(lm.Part.OTHER_PARTY, held_by=(roles.discipline, roles.superior_unit))
copied = lm.Party(lm.Part.COPIED, held_by=(roles.superior_unit, roles.supervision_body))
prosecutor, chief = duties.prosecutor @ issuer, duties.chief_procurator @ issuer
liaison, handler = duties.liaison @ addressee, duties.handler @ addressee
head = duties.unit_head @ addressee

# fmt: off
source = Field("source", FieldKind.LONG_TEXT, label="在履行何种职责中发现")
field = Field("field", FieldKind.TEXT, label="行政执法领域", listed_in="joint_supervision.fields")
act = Field("act", FieldKind.LONG_TEXT, label="违法行使职权或者不行使职权的情形")
harm = Field("harm", FieldKind.LONG_TEXT, label="损害的国家利益或者社会公共利益")
statute = Field("statute", FieldKind.LONG_TEXT, label="所违反的规定")
assessment = Field("assessment", FieldKind.LONG_TEXT, label="评估意见")
finding = Field("finding", FieldKind.LONG_TEXT, label="查明的事实")
conclusion = Field("conclusion", FieldKind.CHOICE, label="审查结论", multiple=True,
                   choices=lm.choices(
    suggestion="提出检察建议", referral="移送司法局", clue="移送线索", unsupported="不支持监督",
    ended="终结审查"))
measure = Field("measure", FieldKind.CHOICE, label="调查核实方式", multiple=True,
                choices=lm.choices(
    inquiry="查询", files="调取、查阅、复制卷宗材料", evidence="调取证据", questioning="询问",
    inspection="勘验物证、现场", appraisal="委托鉴定、评估、审计"))
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="检察建议类型",
                        choices=lm.choices(
    correction="纠正违法", public_interest="公益诉讼", governance="社会治理", other="其他"))
referral_kind = Field("referral_kind", FieldKind.CHOICE, label="移送事项", choices=lm.choices(
    common="行政执法中的普遍性问题", document="违法的行政规范性文件",
    other="由司法局处理更为适宜的其他事项"))
clue_title = Field("clue_title", FieldKind.TEXT, label="线索标题（不写人名）", maximum=200)
subject_unit = Field("subject_unit", FieldKind.UNIT, label="线索所涉单位")
pattern = Field("pattern", FieldKind.LONG_TEXT, label="风险点和规律")
statistics = Field("statistics", FieldKind.LONG_TEXT, label="有关数据", required=False)
advice = Field("advice", FieldKind.LONG_TEXT, label="防范建议")
feedback_days = Field("feedback_days", FieldKind.NUMBER, label="反馈期限（天）", minimum=1,
                      maximum=180)
unit = Field("unit", FieldKind.UNIT, label="被提示单位")
measures = Field("measures", FieldKind.LONG_TEXT, label="整改措施")
request = Field("request", FieldKind.LONG_TEXT, label="补充要求")
clue = (common.title, source, field, act, harm, statute)
alert = (common.title, field, pattern, statistics, advice, feedback_days)
