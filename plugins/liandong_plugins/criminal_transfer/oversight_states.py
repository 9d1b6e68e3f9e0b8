"""The limits that run in supervision, and where a matter and its rows may stand."""

import liandong.mechanisms as lm

TRF_17A, TRF_18 = lm.time_limits(__package__, "TRF-17a", "TRF-18")  # a unit that transfers late
TRF_12A, TRF_12B, TRF_12C, TRF_13, TRF_14 = lm.time_limits(  # filing
    __package__, "TRF-12a", "TRF-12b", "TRF-12c", "TRF-13", "TRF-14")  # fmt: skip
TRF_19A, TRF_19B, TRF_19C = lm.time_limits(  # what the police contest
    __package__, "TRF-19a", "TRF-19b", "TRF-19c")  # fmt: skip

# fmt: off
reviewing, issued, served, disagreed, moved_on, ignored, police_told = lm.states(  # non-transfer
    reviewing="线索审查中", issued="已制发", served="已送达", disagreed="不同意移送",
    moved_on="已移送待核实", ignored="无正当理由不移送", police_told="已告知公安机关")
suggested, taken_up = lm.states(  # what a unit suggests
    suggested="待受理", taken_up="已受理，监督中")
examining, demanded, explaining, explained, informing = lm.states(  # non-filing
    examining="立案监督审查中", demanded="已要求说明理由", explaining="说明理由中",
    explained="已说明理由", informing="理由成立待告知")
ordered, cancel_ordered, executing, filed, correcting, rechecking, reported_up = lm.states(
    ordered="已通知立案", cancel_ordered="已通知撤销案件", executing="执行通知中",
    filed="已立案待侦结", correcting="已制发纠正违法通知书", rechecking="复查中",
    reported_up="已报上一级检察院")
reconsidering, upheld, with_superior, kept = lm.states(  # a cancellation that is contested
    reconsidering="复议审查中", upheld="复议维持撤案通知", with_superior="上级复核中",
    kept="复核维持撤案通知")
corrected, accepted, escalated, discarded, withdrawn, ended = lm.states(  # ends
    corrected="纠正办结", accepted="理由成立办结", escalated="转跟踪问效", discarded="不予监督",
    withdrawn="已撤回", ended="终结监督")
declined, told, answered, held, concluded, cancelled = lm.states(
    declined="不予受理", told="已收到理由成立告知", answered="已告知监督结果",
    held="理由成立已告知", concluded="侦查终结", cancelled="已撤销案件")
noted, = lm.states(noted="已提醒")  # of a reminder
may_end = (correcting, reported_up, upheld, kept, filed)
