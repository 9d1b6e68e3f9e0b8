"""The limits that run in a transfer, and where it and its items may stand."""

import liandong.mechanisms as lm

TRF_01, TRF_02, TRF_03 = lm.time_limits(__package__, "TRF-01", "TRF-02", "TRF-03")  # the unit
TRF_10A, TRF_10B = lm.time_limits(__package__, "TRF-10a", "TRF-10b")  # copies
TRF_04, TRF_05, TRF_08A, TRF_08B, TRF_08C, TRF_08D = lm.time_limits(  # the decision on filing
    __package__, "TRF-04", "TRF-05", "TRF-08a", "TRF-08b", "TRF-08c", "TRF-08d")  # fmt: skip
TRF_16A, TRF_16B = lm.time_limits(__package__, "TRF-16a", "TRF-16b")  # papers incomplete
TRF_06A, TRF_06B, TRF_06C, TRF_06D = lm.time_limits(  # reconsideration and supervision
    __package__, "TRF-06a", "TRF-06b", "TRF-06c", "TRF-06d")  # fmt: skip
TRF_07, TRF_11C = lm.time_limits(__package__, "TRF-07", "TRF-11c")  # after the filing

# fmt: off
investigating, reported, approved, refused, reversed_ = lm.states(  # inside the unit
    investigating="核实中", reported="已报请审批", approved="已批准移送", refused="未批准移送",
    reversed="改为批准移送")
transferred, received, notice_out, supplementing = lm.states(  # with the police
    transferred="已移送", received="公安机关审查中", notice_out="已通知补正",
    supplementing="补正中")
filed, investigated, handed_over = lm.states(  # filed
    filed="已决定立案", investigated="已通知立案", handed_over="已移交物品材料")
not_filed, told_not_filed, asked_again, reconsidering = lm.states(  # not filed
    not_filed="已决定不予立案", told_not_filed="已通知不予立案", asked_again="已提请复议",
    reconsidering="复议中")
kept, told_kept, supervising = lm.states(
    kept="复议维持不予立案", told_kept="已通知复议决定", supervising="已建议立案监督")
returned, = lm.states(returned="退回行政处理")
forwarded, = lm.states(forwarded="已转送有管辖权的机关")
concluded, handled, not_transferred, passed = lm.states(  # ends
    concluded="办结", handled="依法作行政处理", not_transferred="不移送，依法处理",
    passed="转送后办结")
listed, passed_on, kept_apart = lm.states(  # of an item
    listed="待移交", passed_on="已移交", kept_apart="依法另行处理")
noted, = lm.states(noted="已提醒")  # of a reminder
before = (investigating, reported, approved, refused, reversed_)
at_police = (received, notice_out, supplementing)
after = (transferred, *at_police, filed, investigated, handed_over, not_filed, told_not_filed,
         asked_again, reconsidering, kept, told_kept, supervising, returned, forwarded)
