"""河（湖、林）长+检察长 (M24): joint patrols; what they find goes to the units whose duty it is.

References:
    * 山政发〔2025〕8号 二.7; 惠政文〔2024〕22号 三(九)
    * 生态环境法典 第一千零七十三条 (PIL-11, from 2026-08-15)

Limitations:
    * What a patrol found is assigned to each unit in a matter of its own, so that no unit reads
      what was found at another.
    * The county's setting `chief_procurator.cycle` lists the periods of its patrols; without it
      there are four quarters. No rule gives a day, so nothing counts and nobody is late.
    * A problem's day is set when it is assigned; a later report is kept as late and accuses nobody.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.public_interest import damage_claims
from liandong_plugins.public_interest import patrol_parts as p
from liandong_plugins.public_interest.patrol_parts import office, office_handler, ours
from liandong_plugins.public_interest.pil_fields import addressee, chief, issuer, prosecutor

KEY = "chief_procurator"
# fmt: off
passed = {"title": common.title, "kind": p.kind, "area": p.area}
duty_and = {lm.Part.ADDRESSEE: lm.Part.ADDRESSEE}
taken = (common.title, p.kind.optional(), p.area.optional())

resolved = lm.all_rows(p.problem, p.verified, p.dropped)

MECHANISM = lm.Mechanism(
    key=KEY, version=1, label="河（湖、林）长+检察长", number_word="河检",
    ways=(
        ("patrol", "find_problems", "hand_on"),
        ("assign", "finish"),
        ("assign_by_office", "finish_by_office"),
    ),
    rows=(p.problem, damage_claims.claim),
    transitions=(
        Move("open", None, p.planned, label="检察院拟联合巡查", by=prosecutor,
             asks=(common.title, *p.planning), names=(lm.maybe(office),), tells=(office,)),
        Move("plan", None, p.planned, label="河长办拟联合巡查", by=(office_handler, p.office_head),
             asks=(common.title, *p.planning), names=(lm.one(issuer),), tells=(issuer,)),
        Move("arrange", p.planned, lm.SAME, label="修改巡查计划", by=ours,
             asks=(common.title.optional(), *p.planning)),
        Move("patrol", p.planned, p.patrolled, label="联合巡查", by=ours,
             asks=(p.kind, p.area, p.cycle, p.participants, p.seen), produces=p.record),
        Move("cancel", p.planned, p.cancelled, label="取消巡查", by=ours, asks=(common.why,)),
        Move("find_clear", p.patrolled, p.clear, label="未发现问题", by=ours),
        Move("find_problems", (p.patrolled, p.problems_found), p.problems_found, label="发现问题",
             by=ours, asks=(p.found,), names=(lm.several(addressee),)),
        Move("hand_on", p.problems_found, p.handed_on, label="分送交办", by=prosecutor,
             hands_over=lm.HandOver(KEY, "take_up", shares=passed, each=addressee, parties={
                 **duty_and, lm.Part.SUPERVISOR: lm.Part.SUPERVISOR})),
        Move("hand_on_by_office", p.problems_found, p.handed_on, label="河长办分送交办",
             by=office_handler, hands_over=lm.HandOver(
                 KEY, "take_up_by_office", shares=passed, each=addressee,
                 parties={**duty_and, lm.Part.ISSUER: lm.Part.ISSUER})),
        Move("note_patrol", p.problems_found, p.noted, label="不交办，记明情况", by=ours,
             asks=(common.why,)),
        Move("take_up", None, p.listing, label="拟交办问题", by=prosecutor, asks=taken,
             names=(lm.one(addressee), lm.maybe(office)), tells=(office,)),
        Move("take_up_by_office", None, p.listing, label="河长办拟交办问题", by=office_handler,
             asks=taken, names=(lm.one(addressee), lm.one(issuer)), tells=(issuer,)),
        Move("assign", p.listing, p.assigned, label="交办问题", by=chief, produces=p.assignment,
             tells=(addressee,), guard=lm.any_row(p.problem, p.listed)),
        Move("assign_by_office", p.listing, p.office_assigned, label="河长办交办问题",
             by=p.office_head, produces=p.office_assignment, tells=(addressee,),
             guard=lm.any_row(p.problem, p.listed)),
        Move("put_aside", p.listing, p.noted, label="不交办", by=ours, asks=(common.why,)),
        Move("finish", p.assigned, p.finished, label="整改完毕", by=prosecutor,
             asks=(p.outcome,), guard=resolved),
        Move("finish_by_office", p.office_assigned, p.finished, label="河长办认定整改完毕",
             by=office_handler, asks=(p.outcome,), guard=resolved),
        Move("refer_clue", p.given, lm.SAME, label="登记为公益诉讼线索", by=prosecutor,
             asks=(p.clue_title,), guard=lm.any_row(p.problem, p.unresolved), internal=True,
             hands_over=lm.HandOver("public_interest_clue", shares={"title": p.clue_title})),
        Move("refer_clue_by_office", p.given, lm.SAME, label="移送公益诉讼线索",
             by=office_handler, asks=(p.clue_title,),
             guard=lm.any_row(p.problem, p.unresolved), internal=True, hands_over=lm.HandOver(
                 "public_interest_clue", "prepare", shares={"title": p.clue_title},
                 parties={lm.Part.ISSUER: lm.Part.ISSUER})),
        Move("note", p.assigned, p.noted, label="记明情况办结", by=chief, asks=(common.why,)),
        Move("note_by_office", p.office_assigned, p.noted, label="河长办记明情况办结",
             by=p.office_head, asks=(common.why,)),
    ),
    spares=(lm.withdrawn(p.cancelled),),
    metrics=(
        lm.Metric("patrol_rate", lm.cases(p.patrolled), lm.cases(p.planned), label="巡查完成率"),
        lm.Metric("in_time_rate", lm.rows(p.problem, p.rectified),
                  lm.rows(p.problem, p.rectified, p.rectified_late, p.unresolved),
                  label="问题按期整改率"),
        lm.Metric("verified_rate", lm.rows(p.problem, p.verified),
                  lm.rows(p.problem, p.verified, p.unresolved), label="问题整改到位率"),
    ),
)
