"""The two tables of a monthly report: 行政处罚案件 and 行政非诉执行案件."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind
from liandong.mechanisms.fields import DayOf
from liandong_plugins.case_reporting import report_fields as f
from liandong_plugins.case_reporting import report_states as s


def _day(key: str, label: str, *, required: bool = False) -> Field:
    return Field(key, FieldKind.DATE, label=label, required=required, not_after=DayOf.EVENT)


# fmt: off
decision_no = Field("decision_no", FieldKind.TEXT, label="决定书文号", maximum=100)
party = Field("party", FieldKind.TEXT, label="当事人", maximum=100, help="不填身份证号码、住址")
party_kind = Field("party_kind", FieldKind.CHOICE, label="当事人类型", choices=lm.choices(
    person="个人", enterprise="企业", large_enterprise="规模以上企业", other="其他组织"))
protection = Field("protection", FieldKind.CHOICE, label="保护事项", required=False, multiple=True,
                   choices=lm.choices(minor="未成年人", classified="工作秘密", business="商业秘密"))
cause = Field("cause", FieldKind.TEXT, label="案由", maximum=300)
legal_basis = Field("legal_basis", FieldKind.TEXT, label="处罚依据", maximum=500)
penalty_kinds = Field("penalty_kinds", FieldKind.CHOICE, label="处罚种类", multiple=True,
                      choices=lm.choices(
    warning="警告", criticism="通报批评", fine="罚款", illegal_gains="没收违法所得",
    illegal_goods="没收非法财物", suspended="暂扣许可证件", lowered="降低资质等级",
    revoked="吊销许可证件", restricted="限制开展生产经营活动", stopped="责令停产停业",
    closed="责令关闭", barred="限制从业", other="其他"))
amount = Field("amount", FieldKind.AMOUNT, label="罚没金额", required=False, minimum=0)
filed_on = _day("filed_on", "立案日期", required=True)
decided_on = _day("decided_on", "处罚决定日期", required=True)
served_on = _day("served_on", "送达日期")
is_absent = Field("is_absent", FieldKind.BOOLEAN, label="宣告时当事人不在场", required=False)
paid_on = _day("paid_on", "缴款日期")
act_ended_on = _day("act_ended_on", "违法行为终了日期")
is_grave = Field("is_grave", FieldKind.BOOLEAN, label="涉及公民生命健康安全、金融安全且有危害后果",
                 required=False)
registered_on = _day("registered_on", "先行登记保存日期")
handled_on = _day("handled_on", "登记保存处理日期")
told_on = _day("told_on", "听证告知日期")
asked_on = _day("asked_on", "要求听证日期")
hearing_notified_on = _day("hearing_notified_on", "听证通知日期")
hearing_on = _day("hearing_on", "听证日期")
is_reviewed = Field("is_reviewed", FieldKind.BOOLEAN, label="法制审核", required=False)
published_on = _day("published_on", "公示日期")
is_transferred = Field("is_transferred", FieldKind.BOOLEAN, label="移送公安机关", required=False)
remedy = Field("remedy", FieldKind.CHOICE, label="复议、诉讼", required=False, choices=lm.choices(
    none="没有", reconsideration="行政复议", lawsuit="行政诉讼"))
content = Field("content", FieldKind.TEXT, label="申请执行的内容", maximum=500)
demanded_on = _day("demanded_on", "催告日期")
applied_on = _day("applied_on", "申请日期", required=True)
court = Field("court", FieldKind.TEXT, label="受理法院", maximum=100)
accepted_on = _day("accepted_on", "受理日期")
ruling = Field("ruling", FieldKind.CHOICE, label="裁定", required=False, choices=lm.choices(
    pending="审查中", granted="准予执行", refused="不准予执行"))
ruled_on = _day("ruled_on", "裁定日期")
result = Field("result", FieldKind.CHOICE, label="执行结果", required=False, choices=lm.choices(
    running="执行中", done="执行完毕", part="部分执行", ended="终结执行"))

masks = (
    lm.Mask(party, when=party_kind, answers=("person",), seen_by=f.every_part),
    lm.Mask(party, when=protection, answers=("minor", "classified"), seen_by=(f.unit,)),
)
penalty = lm.Table(
    "penalty", label="行政处罚案件", by=f.clerks, during=(s.drafting, *s.out),
    unique=(decision_no, party), sorted_by=decided_on, counted=f.penalty_lines, masks=masks,
    fields=(decision_no, party, party_kind, cause, legal_basis, penalty_kinds, amount, filed_on,
            decided_on, served_on, is_absent, paid_on, act_ended_on, is_grave, registered_on,
            handled_on, told_on, asked_on, hearing_notified_on, hearing_on, is_reviewed,
            published_on, is_transferred, remedy, protection),
    ordered=((filed_on, decided_on), (decided_on, served_on), (served_on, paid_on),
             (registered_on, handled_on), (hearing_notified_on, hearing_on)),
    clocks=(
        lm.LineClock(s.PEN_01, filed_on, decided_on),
        lm.LineClock(s.PEN_02, decided_on, served_on, when=is_absent, answers=(True,)),
        lm.LineClock(s.PEN_04, registered_on, handled_on),
        lm.LineClock(s.PEN_05A, told_on, asked_on),
        lm.LineClock(s.PEN_05B, hearing_on, hearing_notified_on),
        lm.LineClock(s.PEN_06, served_on, paid_on),
        lm.LineClock(s.PEN_07A, act_ended_on, filed_on, when=is_grave, answers=(None, False)),
        lm.LineClock(s.PEN_07B, act_ended_on, filed_on, when=is_grave, answers=(True,)),
    ),
)
execution = lm.Table(
    "execution", label="行政非诉执行案件", by=f.clerks, during=(s.drafting, *s.out),
    unique=(decision_no, party), sorted_by=applied_on, counted=f.execution_lines, masks=masks,
    fields=(decision_no, party, party_kind, content, demanded_on, applied_on, court, accepted_on,
            ruling, ruled_on, result, protection),
    ordered=((demanded_on, applied_on), (applied_on, accepted_on), (accepted_on, ruled_on)),
)
