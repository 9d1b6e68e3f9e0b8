"""How often meetings are owed, and where a meeting and what belongs to it may stand."""

import liandong.mechanisms as lm

(MEET_01,) = lm.time_limits(__package__, "MEET-01")  # as often as the county's document says

# fmt: off
proposed, declined, proposal_withdrawn = lm.states(  # of a meeting that a unit asks for
    proposed="提议召开", declined="不召开", proposal_withdrawn="撤回提议")
planned, notified, held = lm.states(planned="筹备", notified="已通知", held="已召开")
minutes_draft, minutes_signed, minutes_issued = lm.states(
    minutes_draft="整理会议纪要", minutes_signed="纪要会签", minutes_issued="纪要已印发")
closed, assigned, noted, cancelled = lm.states(
    closed="办结", assigned="转任务清单", noted="记明情况办结", cancelled="取消")
in_preparation = (planned, notified)
after_it = (held, minutes_draft, minutes_issued)

asked, joined, refused = lm.states(  # of a unit's part in a proposal
    asked="待联名", joined="同意提议", refused="不参与提议")
suggested, listed, left_out = lm.states(  # of an item of the agenda
    suggested="提出议题", listed="列入议程", left_out="不列入")
case_suggested, case_listed, case_left_out, concluded = lm.states(
    case_suggested="提出案件议题", case_listed="案件列入议程", case_left_out="案件不列入",
    concluded="已会商")
invited, principal_comes, substitute_comes, excused = lm.states(  # of a unit that is invited
    invited="待回执", principal_comes="负责人参会", substitute_comes="委派人员参会",
    excused="请假")
attended, substituted, absent = lm.states(
    attended="负责人到会", substituted="委派人员到会", absent="未到会")
asked_in, sat_in, stayed_out = lm.states(  # of a unit without a vote
    asked_in="待列席", sat_in="已列席", stayed_out="未列席")
requested, handed_in, handed_in_late, missing = lm.states(  # of a report for the meeting
    requested="待报送", handed_in="按时报送", handed_in_late="超过时间报送", missing="未报送")
agreed, carried_out, carried_out_late, verified, dropped = lm.states(  # of a resolution
    agreed="已议定", carried_out="按期报告落实", carried_out_late="超过期限报告落实",
    verified="已落实", dropped="不再落实")
