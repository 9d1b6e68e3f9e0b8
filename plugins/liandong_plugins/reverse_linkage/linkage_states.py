"""The limits that run in reverse linkage, and where its cases and rows may stand."""

import liandong.mechanisms as lm

_PLUGINS = __package__.rpartition(".")[0]
REV_01, REV_02, REV_08 = lm.time_limits(  # the review inside the procuratorate
    __package__, "REV-01", "REV-02", "REV-08")  # fmt: skip
REV_03, REV_04, REV_05, REV_06, REV_07 = lm.time_limits(  # service, reply, copies, result
    __package__, "REV-03", "REV-04", "REV-05", "REV-06", "REV-07")  # fmt: skip
REV_09, REV_10 = lm.time_limits(__package__, "REV-09", "REV-10")  # tracking, notifying
(TRF_17B,) = lm.time_limits(f"{_PLUGINS}.criminal_transfer", "TRF-17b")
PEN_01, PEN_07A, PEN_07B = lm.time_limits(
    f"{_PLUGINS}.case_reporting", "PEN-01", "PEN-07a", "PEN-07b")  # fmt: skip

# fmt: off
noted_down, stated, sent, reviewing = lm.states(  # of a review
    noted_down="待填报决定", stated="待移送行政检察部门", sent="待登记", reviewing="审查中")
kept_off, ended, opined = lm.states(
    kept_off="线下办理", ended="终结审查", opined="已提出检察意见")
(informed,) = lm.states(informed="已书面告知")  # of a notice
drafting, issued, served, filed = lm.states(  # of an opinion
    drafting="起草", issued="已制发", served="已送达", filed="已立案")
penalised, unpunished, unfiled, referred, replied = lm.states(
    penalised="已作出处罚", unpunished="不予处罚", unfiled="不予立案", referred="已移送其他机关",
    replied="已回复")
discarded, closed, noted, followed_up, withdrawn = lm.states(
    discarded="不予制发", closed="办结", noted="记明情况办结", followed_up="转跟踪问效",
    withdrawn="已撤回")
suspended, resumed, excluded, extended = lm.states(  # of a period
    suspended="中止", resumed="已恢复", excluded="已扣除", extended="已延长")
listed, struck, handed = lm.states(listed="拟移送", struck="已删去", handed="已移送")  # of evidence
contested, sustained, dismissed = lm.states(  # of a contest of the delivery
    contested="待处理", sustained="送达异议成立", dismissed="送达异议不成立")
(counted,) = lm.states(counted="已记明")  # of the lapse
before_review_ends = (stated, sent, reviewing)
undecided = (served, filed)
decided = (penalised, unpunished, unfiled, referred)
before_reply = (*undecided, *decided)
with_unit = (*before_reply, replied)
