"""Where a list of a year and its tasks may stand."""

import liandong.mechanisms as lm

# fmt: off
drafting, under_review, approved, in_progress = lm.states(
    drafting="拟订", under_review="审议", approved="审议通过", in_progress="组织实施")
closed, given_up, stopped = lm.states(closed="办结", given_up="不再制定", stopped="终止实施")
assigned, progressing, submitted, submitted_late = lm.states(  # of a task
    assigned="待落实", progressing="落实中", submitted="按期报送", submitted_late="逾完成时限报送")
reworking, resubmitted = lm.states(reworking="退回补充", resubmitted="补充报送")
verified_first, verified, removed = lm.states(
    verified_first="一次核实通过", verified="补充后核实通过", removed="删去")
