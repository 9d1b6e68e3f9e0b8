"""The limits that run in an investigation, and where it and its rows may stand."""

import liandong.mechanisms as lm

COOP_01, PIL_09 = lm.time_limits(__package__, "COOP-01", "PIL-09")  # assistance, obstruction

# fmt: off
drafting, issued, received, assisting, handed_over = lm.states(  # of the case
    drafting="拟制", issued="已制发", received="已收到", assisting="协助中", handed_over="已移交")
discarded, closed, noted, withdrawn = lm.states(
    discarded="不予制发", closed="办结", noted="记明情况办结", withdrawn="已撤回")
requested, dropped, given, lent, unavailable, returned = lm.states(  # of an item
    requested="待提供", dropped="已删去", given="已提供", lent="已移交原件",
    unavailable="不能提供", returned="原件已归还")
recorded, warned, notified, reported, followed_up, settled = lm.states(  # obstruction
    recorded="已记录", warned="已督促", notified="已通报政府", reported="已报告、通报",
    followed_up="转跟踪问效", settled="已配合")
taken, planned, entrusted, concluded, cancelled, extended = lm.states(  # inner rows, the period
    taken="已询问", planned="拟委托", entrusted="已委托", concluded="已出具意见",
    cancelled="已取消", extended="已延长")
at_unit = (received, assisting)
on_the_way = (issued, *at_unit)
unresolved = (recorded, warned)
