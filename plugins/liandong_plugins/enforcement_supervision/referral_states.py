"""The limit that runs in a referral, and where it may stand."""

import liandong.mechanisms as lm

(PRF_01,) = lm.time_limits(__package__, "PRF-01")  # the written feedback

# fmt: off
drafting, sent, received, reviewing, handled, declined, fed_back = lm.states(
    drafting="起草", sent="已移送", received="已收到", reviewing="办理中", handled="已处理",
    declined="不予处理", fed_back="已反馈")
discarded, closed, withdrawn = lm.states(
    discarded="不予移送", closed="办结", withdrawn="已撤回")
at_bureau = (received, reviewing, handled)
