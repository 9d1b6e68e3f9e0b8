"""The limits of a reconsideration and of going to court, and where their rows may stand."""

import liandong.mechanisms as lm

REC_01a, REC_01b, LIT_07a, LIT_07b = lm.time_limits(  # rights: to apply, to sue
    __package__, "REC-01a", "REC-01b", "LIT-07a", "LIT-07b")  # fmt: skip
REC_02a, REC_02b, REC_02c, REC_10a = lm.time_limits(  # acceptance, completion, forwarding
    __package__, "REC-02a", "REC-02b", "REC-02c", "REC-10a")  # fmt: skip
REC_03a, REC_03b, REC_05a, REC_05b = lm.time_limits(  # the ordinary procedure
    __package__, "REC-03a", "REC-03b", "REC-05a", "REC-05b")  # fmt: skip
REC_04a, REC_04b, REC_04c = lm.time_limits(  # the simplified procedure
    __package__, "REC-04a", "REC-04b", "REC-04c")  # fmt: skip
REC_06a, REC_06b, REC_07a, REC_07b, REC_08 = lm.time_limits(  # a document is reviewed with it
    __package__, "REC-06a", "REC-06b", "REC-07a", "REC-07b", "REC-08")  # fmt: skip
REC_09, REC_10b = lm.time_limits(__package__, "REC-09", "REC-10b")  # opinion, hearing

# fmt: off
with_unit, filed, incomplete, completed, reviewing, suspended = lm.states(  # of a reconsideration
    with_unit="行政机关收到申请", filed="已收到复议申请", incomplete="待补正",
    completed="已收到补正材料", reviewing="审理中", suspended="中止审理")
checking, referred = lm.states(checking="附带审查中", referred="附带审查已转送")
corrected, refused, given_up, decided, mediated, terminated, withdrawn = lm.states(
    corrected="行政机关自行纠正", refused="不予受理", given_up="逾期不补正，视为放弃",
    decided="已作出复议决定", mediated="已制发复议调解书", terminated="复议终止",
    withdrawn="受理前撤回申请")
known, used, lapsed = lm.states(  # of a right
    known="可以申请复议、起诉", used="已经行使", lapsed="期限已过或者不再行使")
set_, noticed, heard, dropped = lm.states(  # of a hearing
    set="已决定听证", noticed="已通知听证", heard="已听证", dropped="取消听证")
issued, served, answered, taken_back = lm.states(  # of an opinion
    issued="已制发意见书", served="已送达意见书", answered="已报送纠正情况",
    taken_back="意见书已撤回")
running = (with_unit, filed, incomplete, completed, reviewing, suspended, checking, referred)
hearing_open, opinion_open = (set_, noticed), (issued, served)
OPEN = frozenset(state.key for state in running)
