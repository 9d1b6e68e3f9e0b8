"""Where a round, a file, a reviewer's sheet and a defect may stand; no rule sets a period."""

import liandong.mechanisms as lm

# fmt: off
planned, sampled, reported = lm.states(planned="已制定方案", sampled="评查中", reported="已通报")
dropped, ended, closed, withdrawn = lm.states(
    dropped="不予开展", ended="已终止", closed="办结", withdrawn="通报已撤回")
asked, submitted, scoring, tallied, opined, graded, excused = lm.states(  # of a file
    asked="待报送", submitted="已报送", scoring="评分中", tallied="待单位意见", opined="待评定",
    graded="已评定", excused="不再评查")
drawn, recused, scored, replaced = lm.states(  # of a reviewer's sheet
    drawn="待评分", recused="已申请回避", scored="已评分", replaced="已更换")
open_, done, done_late, verified, forgiven = lm.states(  # of a defect
    open="待整改", done="已整改，待核实", done_late="期限届满后整改，待核实", verified="已核实",
    forgiven="免予整改")
