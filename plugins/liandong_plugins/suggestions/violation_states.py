"""The limits that run for a risk alert, and where supervision and alert may stand."""

import liandong.mechanisms as lm

ALERT_01, ALERT_02 = lm.time_limits(__package__, "ALERT-01", "ALERT-02")  # receipt, measures

# fmt: off
registered, opened, concluded = lm.states(  # of a case of supervision
    registered="线索已登记", opened="已立案", concluded="已审查终结")
not_opened, closed = lm.states(not_opened="不予立案", closed="办结")
alert_drafting, alert_sent = lm.states(  # of an alert
    alert_drafting="拟制风险提示", alert_sent="已提示")
alert_dropped, alert_closed, alert_withdrawn = lm.states(
    alert_dropped="不予提示", alert_closed="提示办结", alert_withdrawn="已撤回")
asked, acknowledged, fed_back, accepted, excused = lm.states(  # of what each unit feeds back
    asked="待签收", acknowledged="已签收", fed_back="已反馈", accepted="反馈已审阅",
    excused="免予反馈")
with_us = (opened, concluded)
