"""The limits of supervision papers, and where an activity, an invitation, a finding may stand."""

import liandong.mechanisms as lm

SUP_01a, SUP_01b, SUP_01c, SUP_02 = lm.time_limits(
    __package__, "SUP-01a", "SUP-01b", "SUP-01c", "SUP-02"
)
REPORTS = (SUP_01a, SUP_01b, SUP_01c)  # what the unit owes under each paper

# fmt: off
asked, planned, invited, running = lm.states(
    asked="待接受邀请", planned="已计划", invited="已邀请", running="检查中")
declined, dropped, called_off, closed = lm.states(
    declined="不予接受", dropped="不予开展", called_off="已终止", closed="办结")
waiting, accepted, refused = lm.states(  # of an invitation
    waiting="待答复", accepted="接受邀请", refused="不参加")
found, heard, confirmed, lettered, opinioned, owing, objected, reported = lm.states(  # a finding
    found="待听取意见", heard="已陈述意见", confirmed="已确认", lettered="督办函待签收",
    opinioned="意见书待签收", owing="整改中", objected="异议审查中", reported="已报告整改")
verified, settled, withdrawn, set_aside, unfounded, suggested = lm.states(
    verified="已核实整改", settled="当场纠正", withdrawn="监督文书已撤回",
    set_aside="不再监督", unfounded="不成立", suggested="已提出检察建议")
ends = (verified, settled, withdrawn, set_aside, unfounded, suggested)
to_rectify = (lettered, opinioned, owing, settled)  # a paper of the supervision, or on the spot
