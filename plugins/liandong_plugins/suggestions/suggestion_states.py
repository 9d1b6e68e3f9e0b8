"""The limits that run in a suggestion, and where it and its rows may stand."""

import liandong.mechanisms as lm

SUG_01, SUG_02, SUG_09, PIL_01, PIL_02 = lm.time_limits(  # the reply
    __package__, "SUG-01", "SUG-02", "SUG-09", "PIL-01", "PIL-02")  # fmt: skip
SUG_04, SUG_05 = lm.time_limits(__package__, "SUG-04", "SUG-05")  # the objection, its review
SUG_06, SUG_10, PIL_04 = lm.time_limits(  # filing upward, investigation, serving in time
    __package__, "SUG-06", "SUG-10", "PIL-04")  # fmt: skip

# fmt: off
drafting, issued, served, unanswered, replied = lm.states(  # of the case
    drafting="起草", issued="已制发", served="已送达", unanswered="逾期未回复", replied="已回复")
discarded, closed, noted, followed_up, sued, withdrawn = lm.states(
    discarded="不予制发", closed="办结", noted="记明情况办结", followed_up="转跟踪问效",
    sued="转公益诉讼起诉", withdrawn="已撤回")
proposed, adopted, partly, declined, dropped = lm.states(  # of an item, until the reply
    proposed="待答复", adopted="采纳", partly="部分采纳", declined="不采纳", dropped="已删去")
settled, half_settled, unsettled = lm.states(  # of an item, once verified
    settled="整改到位或理由成立", half_settled="部分整改", unsettled="未整改")
pending, upheld, partly_upheld, rejected, opinion, corrected = lm.states(  # of an objection
    pending="复核中", upheld="异议成立", partly_upheld="异议部分成立", rejected="异议不成立",
    opinion="作为意见留存", corrected="已更正")
contested, sustained, dismissed = lm.states(  # of a contest of the delivery
    contested="待处理", sustained="送达异议成立", dismissed="送达异议不成立")
asked, answered, forgone = lm.states(  # of a consultation
    asked="已征求", answered="已反馈", forgone="未反馈")
listed, chosen, left_out, sent = lm.states(  # of a copy
    listed="拟抄送", chosen="决定抄送", left_out="不抄送", sent="已抄送")
suspended, resumed, excluded, extended, waived = lm.states(  # of what happens to the period
    suspended="中止", resumed="已恢复", excluded="已扣除", extended="已延长", waived="已免除")
at_unit, taken, with_unit = (
    (served, unanswered), (adopted, partly, declined), (served, unanswered, replied))
