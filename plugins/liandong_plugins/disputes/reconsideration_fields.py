"""What is entered of a reconsideration and of the rights to apply and to sue."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind
from liandong_plugins.disputes.dispute_fields import past

# fmt: off
known_on = past("known_on", "知道行政行为之日")
decision_received_on = past("decision_received_on", "收到复议决定书之日")
application_received_on = past("application_received_on", "收到复议申请之日")
forwarded_on = past("forwarded_on", "复议机构收到转送之日")
asked_for = Field("asked_for", FieldKind.LONG_TEXT, label="需要补正的事项")
completion_notice_on = past("completion_notice_on", "申请人收到补正通知之日")
completed_on = past("completed_on", "收到补正材料之日")
accepted_on = past("review_accepted_on", "受理之日")
copy_received_on = past("copy_received_on", "被申请人收到申请书副本之日")
organ = Field("respondent_organ", FieldKind.UNIT, label="被申请人")
answer = Field("answer", FieldKind.LONG_TEXT, label="书面答复")
answer_files = Field("answer_files", FieldKind.FILE, label="答复的证据材料", required=False,
                     multiple=True)
maker_answer = Field("maker_answer", FieldKind.LONG_TEXT, label="制定机关的答复")
maker_files = Field("maker_files", FieldKind.FILE, label="制定机关答复的材料", required=False,
                    multiple=True)
suspended_for = Field("suspended_for", FieldKind.CHOICE, label="中止的情形", choices=lm.choices(
    party="当事人死亡、丧失行为能力、终止或者下落不明",
    mediation="进行调解、和解，申请人和被申请人同意中止",
    force="不可抗力", other_case="以其他案件的审理结果为依据", law="法律适用问题需要解释或者确认",
    other="法律、法规规定的其他情形"))
document_name = Field("document_name", FieldKind.TEXT, label="附带审查的文件或者依据", maximum=200)
maker = Field("maker", FieldKind.TEXT, label="制定机关", maximum=200)
notice_received_on = past("notice_received_on", "制定机关收到通知之日")
question_received_on = past("question_received_on", "接受转送机关收到之日")
handling = Field("handling", FieldKind.LONG_TEXT, label="处理结果")
decision = Field("decision", FieldKind.CHOICE, label="复议决定", choices=lm.choices(
    upheld="维持", changed="变更", annulled="撤销或者部分撤销", illegal="确认违法",
    void="确认无效", perform="责令履行", rejected="驳回请求"))
ended_for = Field("ended_for", FieldKind.CHOICE, label="终止的情形", choices=lm.choices(
    withdrawn="申请人撤回申请，准予撤回", settled="达成和解后撤回申请", party="权利义务无人承受",
    lawsuit="申请人被采取强制措施等其他法定情形", stale="中止满六十日，原因仍未消除"))
hearing_on = Field("hearing_on", FieldKind.DATE, label="听证日期")
matter = Field("matter", FieldKind.LONG_TEXT, label="听证事项和地点")
heard = Field("heard", FieldKind.LONG_TEXT, label="听证情况")
corrector = Field("corrector", FieldKind.UNIT, label="收到意见书的机关")
opinion = Field("opinion", FieldKind.LONG_TEXT, label="意见内容")
opinion_received_on = past("opinion_received_on", "收到意见书之日")
correction = Field("correction", FieldKind.LONG_TEXT, label="纠正或者善后情况")
