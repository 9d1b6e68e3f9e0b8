"""The limits that run in a non-litigation execution, and where it and its rows may stand."""

import liandong.mechanisms as lm

NLE_01, NLE_02 = lm.time_limits(__package__, "NLE-01", "NLE-02")  # the demand, the application
NLE_03, NLE_04a, NLE_04b = lm.time_limits(__package__, "NLE-03", "NLE-04a", "NLE-04b")
NLE_05a, NLE_05b, NLE_07 = lm.time_limits(__package__, "NLE-05a", "NLE-05b", "NLE-07")
NLE_06a, NLE_06b, NLE_06c = lm.time_limits(__package__, "NLE-06a", "NLE-06b", "NLE-06c")
NLE_08a, NLE_08b, NLE_09 = lm.time_limits(__package__, "NLE-08a", "NLE-08b", "NLE-09")
(LIT_04d,) = lm.time_limits(__package__, "LIT-04d")
LIT_07a, LIT_07b = lm.time_limits("liandong_plugins.disputes", "LIT-07a", "LIT-07b")  # to sue

# fmt: off
effective, in_remedy, demanding, demanded = lm.states(  # of the case, at the unit
    effective="行政决定已送达", in_remedy="复议、诉讼中", demanding="已制作催告书",
    demanded="催告书已送达")
applied, received, accepted, doubted = lm.states(  # at the court, until the ruling
    applied="已申请", received="法院已收到", accepted="已受理", doubted="听取意见")
refused, refusal_received, refusal_review = lm.states(
    refused="裁定不予受理", refusal_received="收到不予受理裁定", refusal_review="不予受理复议中")
permitted, denied, denial_received, denial_review, executing = lm.states(
    permitted="准予执行", denied="裁定不予执行", denial_received="收到不予执行裁定",
    denial_review="不予执行复议中", executing="执行中")
done, terminated, fulfilled, litigated = lm.states(
    done="执行完毕", terminated="终结执行", fulfilled="当事人已履行", litigated="转诉讼处理")
not_accepted, not_permitted, dropped, withdrawn, closed = lm.states(
    not_accepted="不予受理终结", not_permitted="不予执行终结", dropped="不再申请",
    withdrawn="已撤回申请", closed="结案")
examining, established, suggested, to_court = lm.states(  # of the supervision of the unit
    examining="监督审查中", established="已认定问题", suggested="已转检察建议",
    to_court="已转行政诉讼监督")
corrected, uncorrected, examined = lm.states(
    corrected="已纠正", uncorrected="未纠正", examined="终结审查")
seized, extended, lifted = lm.states(  # of a seizure
    seized="查封、扣押中", extended="已延长", lifted="已解除或者已处理")
taken, reported, approved = lm.states(  # of a measure on the spot
    taken="已当场实施", reported="已报告", approved="已补办批准")
before = (effective, demanding, demanded)
at_court = (applied, received, accepted, doubted)
ruled = (refusal_received, refusal_review, permitted, denial_received, denial_review, executing)
told = (received, accepted, doubted, refused, *ruled, denied)
OPEN = (NLE_01, NLE_02, LIT_07a, LIT_07b)
COURT = (NLE_03, NLE_04a, NLE_04b, NLE_05a, NLE_05b, NLE_06a, NLE_06b, NLE_06c, NLE_07, LIT_04d)
