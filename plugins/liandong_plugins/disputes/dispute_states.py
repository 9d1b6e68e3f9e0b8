"""Where a dispute and its rows may stand, and the limit of the push."""

import liandong.mechanisms as lm

(DSP_01,) = lm.time_limits(__package__, "DSP-01")  # the court pushes

# fmt: off
noted, pushed, proposing, assessed, resolving, invited, joint = lm.states(
    noted="待推送", pushed="已推送，待研判", proposing="起草协助化解函", assessed="已研判",
    resolving="化解中", invited="已函邀检察院", joint="与检察院共同化解")
agreed, performed, copied, failed, explaining, explained, in_procedure = lm.states(
    agreed="已达成协议", performed="协议已履行", copied="结果已抄送", failed="未能化解",
    explaining="待检察院释法说理", explained="已释法说理", in_procedure="回到法定程序")
leaving, not_pushed, recalled, not_asked, not_started, withdrawn, closed = lm.states(
    leaving="拟移送",
    not_pushed="不再推送", recalled="推送已撤回", not_asked="不再发函", not_started="不宜化解",
    withdrawn="请求已撤回", closed="办结")
planned, held, headed, cancelled = lm.states(  # of a meeting
    planned="已安排", held="已举行", headed="已举行，行政机关负责人参加", cancelled="已取消")
(kept,) = lm.states(kept="已记录")  # of a statement
owed, reported, done, waived, broken, void = lm.states(  # of an item of the agreement
    owed="待履行", reported="报告已履行", done="已履行", waived="免予履行", broken="未履行",
    void="协议终止")
(involved,) = lm.states(involved="参加")  # an organ that takes part
working = (resolving, invited, joint)
live = (assessed, *working, agreed, performed, copied, failed, explaining, explained, in_procedure)
