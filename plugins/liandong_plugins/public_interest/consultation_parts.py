"""A consultation before the lawsuit: what is entered, its papers, and the measures of its plan."""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties
from liandong.mechanisms import Transition as Move
from liandong_plugins.public_interest.pil_fields import chief, handler, head, issuer, prosecutor

# fmt: off
issues = Field("issues", FieldKind.CHOICE, label="磋商事项", multiple=True, choices=lm.choices(
    illegality="是否存在违法行使职权或者不作为", harm="国家利益或者社会公共利益受到侵害的后果",
    plan="整改方案"))
stated = Field("stated", FieldKind.LONG_TEXT, label="磋商内容")
mode = Field("mode", FieldKind.CHOICE, label="磋商方式", choices=lm.choices(
    meeting="召开磋商座谈会", letter="发送事实确认书", on_site="现场磋商"))
participants = Field("participants", FieldKind.LONG_TEXT, label="参加人员")
outcome = Field("outcome", FieldKind.LONG_TEXT, label="磋商结果")
opinion = Field("opinion", FieldKind.LONG_TEXT, label="行政机关意见")
summary = Field("summary", FieldKind.LONG_TEXT, label="整改方案")
suggestion_kind = Field("suggestion_kind", FieldKind.CHOICE, label="检察建议类型",
                        choices=lm.choices(public_interest="公益诉讼"))
ending = Field("ending", FieldKind.LONG_TEXT, label="整改到位的情况")
measure = Field("measure", FieldKind.LONG_TEXT, label="整改措施")
measure_due_on = Field("measure_due_on", FieldKind.DATE, label="完成日期",
                       not_before=lm.DayOf.EVENT)
progress = Field("progress", FieldKind.LONG_TEXT, label="整改情况")
method = Field("method", FieldKind.CHOICE, label="核实方式", choices=lm.choices(
    inquiry="询问", visit="走访", consultation="会商", on_site="实地"))
finding = Field("finding", FieldKind.LONG_TEXT, label="核实情况")

consultation_letter = lm.DocumentType(
    "consultation_letter", label="磋商函", fields=(issues, stated),
    approval=lm.Approval(drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief))
minutes = lm.DocumentType("consultation_minutes", label="磋商笔录")
plan = lm.DocumentType("rectification_plan", label="整改方案", fields=(summary,),
                       approval=lm.Approval(drafts=handler, reviews=None, signs=head))

proposed, invited, held, planned, monitoring = lm.states(
    proposed="拟磋商", invited="商请磋商", held="已磋商", planned="提交整改方案",
    monitoring="跟踪整改")
achieved, failed, stopped = lm.states(
    achieved="整改到位", failed="磋商未成", stopped="终止磋商")
listed, reported, verified, missed, dropped = lm.states(  # of a measure
    listed="待整改", reported="已报告整改", verified="核实到位", missed="未到位", dropped="已删去")

milestone = lm.RowType("milestone", label="整改措施", transitions=(
    Move("list", None, listed, label="提出整改措施", by=(handler, head),
         asks=(measure, measure_due_on), during=(held,)),
    Move("amend", listed, lm.SAME, label="修改", by=(handler, head),
         asks=(measure, measure_due_on), during=(held,)),
    Move("drop", listed, dropped, label="删去", by=(handler, head), during=(held,)),
    Move("report", (listed, missed), reported, label="报告整改", by=(handler, head),
         asks=(progress, common.evidence), during=(monitoring,)),
    Move("verify", reported, verified, label="核实到位", by=prosecutor,
         asks=(method, finding), during=(monitoring,)),
    Move("find_missed", (listed, reported), missed, label="未到位", by=prosecutor,
         asks=(method, finding), during=(monitoring,)),
))
