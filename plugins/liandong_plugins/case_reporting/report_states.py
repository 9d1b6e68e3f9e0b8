"""Where a monthly report may stand, and the limits that go with it."""

import liandong.mechanisms as lm

(RPT_01,) = lm.time_limits(__package__, "RPT-01")  # by the day of the county's document
PEN_01, PEN_02, PEN_04, PEN_06 = lm.time_limits(
    __package__, "PEN-01", "PEN-02", "PEN-04", "PEN-06")  # fmt: skip
PEN_05A, PEN_05B, PEN_07A, PEN_07B = lm.time_limits(
    __package__, "PEN-05a", "PEN-05b", "PEN-07a", "PEN-07b")  # fmt: skip

# fmt: off
drafting, submitted, returned, filed, discarded = lm.states(
    drafting="填报", submitted="已报送", returned="已退回", filed="已备案", discarded="不再报送")
corrected, noted, handed_over, dropped = lm.states(  # of a correction, and of an annotation
    corrected="已更正", noted="已批注", handed_over="已转为线索", dropped="不作线索")
at_unit = (drafting, returned)
out = (submitted, returned, filed)
