"""Where a clue and its list of materials may stand; no rule sets a time."""

import liandong.mechanisms as lm

# fmt: off
found, approved, receipted, fed_back, silent = lm.states(
    found="已登记", approved="已批准移送", receipted="已签收", fed_back="已反馈", silent="未反馈")
dropped, withdrawn, returned, closed = lm.states(
    dropped="不予移送", withdrawn="已撤回", returned="已退回", closed="办结")
listed, struck = lm.states(listed="已列入", struck="已删去")
