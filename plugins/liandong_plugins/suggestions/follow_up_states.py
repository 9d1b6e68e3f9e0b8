"""The limit that runs in a follow-up, and where it and its steps may stand."""

import liandong.mechanisms as lm

(SUG_07,) = lm.time_limits(__package__, "SUG-07")  # to report and to notify, without a number

# fmt: off
found, hearing, heard, following = lm.states(  # of the case
    found="待听取意见", hearing="听取意见", heard="已听取意见", following="协同跟踪问效")
discarded, reasoned, cleared, sued, noted = lm.states(
    discarded="不予跟踪问效", reasoned="理由正当办结", cleared="落实办结",
    sued="转公益诉讼起诉", noted="记明情况办结")
proposed, dropped, awaiting, answered = lm.states(  # of a step
    proposed="拟采取", dropped="不采取", awaiting="待回应", answered="已回应")
settled, unsettled, reported, brought = lm.states(
    settled="已落实", unsettled="未落实", reported="已报告", brought="此前已采取")
before_end = (found, hearing, heard, following)
