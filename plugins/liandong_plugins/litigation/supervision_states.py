"""The limits that run in a litigation supervision, and where it and its rows may stand."""

import liandong.mechanisms as lm

LIT_01a, LIT_01b, LIT_01c, LIT_01d = lm.time_limits(  # to apply, against a judgment
    __package__, "LIT-01a", "LIT-01b", "LIT-01c", "LIT-01d")  # fmt: skip
LIT_09a, LIT_09b = lm.time_limits(__package__, "LIT-09a", "LIT-09b")  # to apply, otherwise
LIT_02a, LIT_02b, LIT_02c, LIT_03 = lm.time_limits(  # acceptance, notice, desk, review
    __package__, "LIT-02a", "LIT-02b", "LIT-02c", "LIT-03")  # fmt: skip
LIT_04a, LIT_04b, LIT_04c, LIT_04d = lm.time_limits(  # what follows a decision; the court's word
    __package__, "LIT-04a", "LIT-04b", "LIT-04c", "LIT-04d")  # fmt: skip
LIT_08a, LIT_08b, LIT_08c, LIT_08d = lm.time_limits(  # opinion, entrusted, hearing, filing upward
    __package__, "LIT-08a", "LIT-08b", "LIT-08c", "LIT-08d")  # fmt: skip

# fmt: off
drafting, filed, accepted, reviewing, suspended = lm.states(  # of the case
    drafting="起草申请", filed="已申请监督", accepted="已受理", reviewing="审查中",
    suspended="中止审查")
retrial_decided, advice_decided, refusal_decided, protest_asked = lm.states(
    retrial_decided="决定提出再审检察建议", advice_decided="决定提出检察建议",
    refusal_decided="决定不支持监督申请", protest_asked="已提请抗诉")
served, adopted, declined, followed, entrusted = lm.states(
    served="已送法院", adopted="法院采纳", declined="法院未采纳", followed="跟进监督中",
    entrusted="受委托调查中")
abandoned, not_accepted, unsupported, terminated, closed, protest_closed, returned = lm.states(
    abandoned="不再申请", not_accepted="不予受理", unsupported="不支持监督申请",
    terminated="终结审查", closed="办结", protest_closed="抗诉程序办结", returned="受委托调查完成")
extended, excluded = lm.states(extended="已延长", excluded="已扣除")  # of the period
awaited, given, not_given = lm.states(  # of another party's opinion
    awaited="待提出意见", given="已提出意见", not_given="没有提出意见")
planned, noticed, held, cancelled = lm.states(  # of a hearing
    planned="拟听证", noticed="已通知", held="已听证", cancelled="取消听证")
at_court = (served, adopted, declined, followed)
APPLY = (LIT_01a,)
