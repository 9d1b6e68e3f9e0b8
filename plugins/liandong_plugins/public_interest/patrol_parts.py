"""A joint patrol: who takes part, what is entered, its papers, and the problems it finds."""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common, duties, roles
from liandong.mechanisms import Transition as Move
from liandong_plugins.public_interest.pil_fields import addressee, chief, issuer, prosecutor

office = lm.Party(lm.Part.SUPERVISOR, held_by=roles.any_unit)  # 河长、湖长、林长办事机构
office_handler, office_head = duties.handler @ office, duties.unit_head @ office
duty_handler, duty_head = duties.handler @ addressee, duties.unit_head @ addressee
ours = (prosecutor, office_handler)

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")

# fmt: off
kind = Field("kind", FieldKind.TEXT, label="类别", listed_in="chief_procurator.kinds",
             listed=("河", "湖", "林", "其他"))
area = Field("area", FieldKind.TEXT, label="河湖林名称", listed_in="chief_procurator.areas",
             maximum=200, help="具体河段、地块写在标题里")
area_chief = Field("area_chief", FieldKind.TEXT, label="河长、湖长、林长", maximum=200)
contact = Field("contact", FieldKind.TEXT, label="检察联络人", maximum=200)
cycle = Field("cycle", FieldKind.TEXT, label="巡查周期", listed_in="chief_procurator.cycle",
              listed=QUARTERS)
patrol_on = Field("patrol_on", FieldKind.DATE, label="计划巡查日期")
participants = Field("participants", FieldKind.LONG_TEXT, label="参加人员")
seen = Field("seen", FieldKind.LONG_TEXT, label="巡查情况")
found = Field("found", FieldKind.LONG_TEXT, label="发现的问题")
clue_title = Field("clue_title", FieldKind.TEXT, label="线索名称", maximum=200)
outcome = Field("outcome", FieldKind.LONG_TEXT, label="整改结果")
problem_text = Field("problem", FieldKind.LONG_TEXT, label="问题")
rectify_by = Field("rectify_by", FieldKind.DATE, label="整改期限", not_before=lm.DayOf.EVENT)
progress = Field("progress", FieldKind.LONG_TEXT, label="整改情况")
method = Field("method", FieldKind.CHOICE, label="核实方式", choices=lm.choices(
    inquiry="询问", visit="走访", consultation="会商", on_site="实地"))
finding = Field("finding", FieldKind.LONG_TEXT, label="核实情况")
planning = tuple(each.optional() for each in (kind, area, area_chief, contact, cycle, patrol_on))

record = lm.DocumentType("patrol_record", label="联合巡查记录")
assignment = lm.DocumentType("problem_assignment", label="问题交办函", approval=lm.Approval(
    drafts=prosecutor, reviews=duties.reviewer @ issuer, signs=chief))
office_assignment = lm.DocumentType(
    "office_problem_assignment", label="问题交办单",
    approval=lm.Approval(drafts=office_handler, reviews=None, signs=office_head))

planned, patrolled, problems_found, handed_on = lm.states(  # of a patrol
    planned="拟巡查", patrolled="已巡查", problems_found="发现问题", handed_on="分送交办")
clear, cancelled = lm.states(clear="未发现问题", cancelled="取消巡查")
listing, assigned, office_assigned, finished, noted = lm.states(  # of the problems of one unit
    listing="拟交办", assigned="已交办", office_assigned="河长办已交办",
    finished="整改完毕", noted="记明情况办结")
listed, rectified, rectified_late, verified, unresolved = lm.states(  # of a problem
    listed="待整改", rectified="按期整改", rectified_late="超过整改期限整改", verified="核实到位",
    unresolved="未整改")
(dropped,) = lm.states(dropped="已删去")
# fmt: on


@lm.explained("已过整改期限", "the day by which it was to be rectified is over")
def in_time(case: lm.CaseView, on: date) -> bool:
    """The day was set with the problem: no rule gives one, so nobody is called late by it."""
    stated = case.row.facts.get(rectify_by.key) if case.row else None
    return stated is None or on <= date.fromisoformat(str(stated))


# fmt: off
given = (assigned, office_assigned)
problem = lm.RowType("problem", label="问题", transitions=(
    Move("list", None, listed, label="列入问题", by=ours, asks=(problem_text, rectify_by),
         during=(listing,)),
    Move("amend", listed, lm.SAME, label="修改", by=ours, asks=(problem_text, rectify_by),
         during=(listing,)),
    Move("drop", listed, dropped, label="删去", by=ours, during=(listing,)),
    Move("report", (listed, unresolved), rectified, label="报告整改",
         by=(duty_handler, duty_head), asks=(progress, common.evidence), during=given,
         guard=in_time, otherwise=rectified_late),
    Move("verify", (rectified, rectified_late), verified, label="核实到位", by=prosecutor,
         asks=(method, finding), during=(assigned,)),
    Move("find_unresolved", (listed, rectified, rectified_late), unresolved, label="未整改",
         by=prosecutor, asks=(method, finding), during=(assigned,)),
    Move("verify_by_office", (rectified, rectified_late), verified, label="河长办核实到位",
         by=office_handler, asks=(method, finding), during=(office_assigned,)),
    Move("find_unresolved_by_office", (listed, rectified, rectified_late), unresolved,
         label="河长办认定未整改", by=office_handler, asks=(method, finding),
         during=(office_assigned,)),
))
