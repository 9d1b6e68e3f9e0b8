"""The limits of petitions and hearings, and where a mediation and its rows may stand."""

import liandong.mechanisms as lm

PET_01a, PET_01b, PET_01c, PET_01d = lm.time_limits(  # handled or forwarded, objected, decided
    __package__, "PET-01a", "PET-01b", "PET-01c", "PET-01d")  # fmt: skip
PET_01e, PET_01f, HRG_01 = lm.time_limits(  # review, second review; public hearings
    __package__, "PET-01e", "PET-01f", "HRG-01")  # fmt: skip

# fmt: off
accepted, assigned, mediating, agreed, failed = lm.states(
    accepted="已受理", assigned="已确定调解员", mediating="调解中", agreed="已达成协议",
    failed="调解不成")
followed_up, finished, not_accepted, withdrawn = lm.states(
    followed_up="已回访，办结", finished="办结", not_accepted="不予受理", withdrawn="终止调解")
serving, replaced, left = lm.states(  # of a mediator
    serving="担任调解员", replaced="已更换", left="不再担任")
planned, held, cancelled = lm.states(planned="已安排", held="已举行", cancelled="已取消")
(kept,) = lm.states(kept="已记录")  # of a statement
proposed, noticed, heard, opined, used, dropped = lm.states(  # of a public hearing
    proposed="拟听证", noticed="已公告通知", heard="已听证", opined="已形成听证意见",
    used="意见已采用", dropped="不再听证")
rated, prepared, monitored, cleared = lm.states(  # of a risk of petitions
    rated="已评估", prepared="已制定预案", monitored="跟踪中", cleared="风险已解除")
received, again, taken, forwarded, objected = lm.states(  # of a petition
    received="已收到", again="已收到（重复信访）", taken="已受理，办理中", forwarded="已转送",
    objected="已提出异议退回")
decided, reviewing, reviewed, rechecking, rechecked, concluded = lm.states(
    decided="已作出处理意见", reviewing="复查中", reviewed="已复查", rechecking="复核中",
    rechecked="已复核", concluded="信访事项办结")
live = (accepted, assigned, mediating, agreed, failed)
hearing_open = (proposed, noticed, heard, opined)
risk_open = (rated, prepared, monitored)
petition_open = (received, again, taken, decided, reviewing, reviewed, rechecking)
