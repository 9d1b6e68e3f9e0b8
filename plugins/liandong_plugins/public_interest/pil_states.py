"""The limits that run in a public-interest matter, and where it and its rows may stand."""

import liandong.mechanisms as lm

PIL_03, PIL_05, PIL_08 = lm.time_limits(  # filing decision, filing upward, entrusted work
    __package__, "PIL-03", "PIL-05", "PIL-08")  # fmt: skip
PIL_06a, PIL_06b, PIL_06c, PIL_06d = lm.time_limits(  # examination and its extension
    __package__, "PIL-06a", "PIL-06b", "PIL-06c", "PIL-06d")  # fmt: skip
PIL_07, PIL_10, PIL_11 = lm.time_limits(  # notice, objective cause, damages not claimed
    __package__, "PIL-07", "PIL-10", "PIL-11")  # fmt: skip
PIL_13a, PIL_13b, PIL_13c, PIL_13d = lm.time_limits(  # indictment, judgment, appeal, appearance
    __package__, "PIL-13a", "PIL-13b", "PIL-13c", "PIL-13d")  # fmt: skip

# fmt: off
drafting, discarded, submitted, registered, assessed = lm.states(  # of a clue handed over
    drafting="拟移送", discarded="不移送", submitted="已移送", registered="线索已登记",
    assessed="线索已评估")
discovered, reviewed = lm.states(  # of one found by the procuratorate
    discovered="自行发现", reviewed="自行发现并评估")
filed, not_filed, shelved, transferred = lm.states(
    filed="决定立案", not_filed="不予立案", shelved="自行发现不予立案",
    transferred="移送有管辖权的检察院")
entrusted, returned = lm.states(entrusted="受委托调查", returned="调查办结")
established, decided, served = lm.states(  # of an administrative case
    established="行政公益诉讼立案", decided="立案决定书已制发", served="立案决定书已送达")
consulting, suggested, rectifying, following = lm.states(
    consulting="诉前磋商", suggested="提出检察建议", rectifying="整改", following="跟进调查")
civil, noticed, examining = lm.states(  # of a civil case
    civil="民事公益诉讼立案", noticed="公告", examining="审查起诉")
suing, sued, judged, appealed, executing = lm.states(
    suing="决定起诉", sued="提起公益诉讼", judged="一审判决、裁定", appealed="上诉",
    executing="判决、裁定生效")
closed, closed_in_suit, supported, ended = lm.states(
    closed="终结案件", closed_in_suit="撤回起诉", supported="支持起诉", ended="执行完毕")
planned, accepted, failing, dropped = lm.states(  # of a repair
    planned="修复中", accepted="验收合格", failing="验收不合格", dropped="不再实施")
suspension_proposed, withheld, suspended, resumed = lm.states(  # of a suspension
    suspension_proposed="拟中止审查", withheld="不予中止", suspended="中止审查",
    resumed="恢复审查")
excluded, extended = lm.states(excluded="不计入期限", extended="已延长")
notified, attending, called_off = lm.states(
    notified="收到出庭通知", attending="派员出庭", called_off="取消开庭")
negotiating, agreed, litigated, unclaimed, taken_up = lm.states(  # of a claim for damages
    negotiating="磋商中", agreed="磋商一致", litigated="赔偿权利人起诉",
    unclaimed="未磋商或者未起诉", taken_up="检察机关办理")
kept = lm.State("kept", "记录")
with_unit = (served, consulting, suggested, rectifying, following)
before_suit = (*with_unit, civil, noticed, examining)
in_court = (sued, judged, appealed, executing)
