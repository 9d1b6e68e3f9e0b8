"""How a limit is counted, in words for people who do not know the keys; pure."""

from liandong.web.languages import say

REGIMES = {
    "NAT": "按日历的日、月、年，民法典的方法",
    "NATX": "按日历的日，移送规定的“日”，有不同理解",
    "LIT": "按日历的日、月，诉讼程序的方法",
    "CRIM": "按日历的日、月，刑事诉讼的方法",
    "PEN": "按工作日，行政处罚法 第八十五条",
    "COER": "按工作日，行政强制法 第六十九条",
    "REC": "按工作日，行政复议法 第八十八条",
    "WD": "按工作日，规定写明是工作日",
    "HOUR": "按小时",
    "POINT": "每期固定的日子",
    "STATED": "以文书载明的为准",
    "NONE": "规定没有写明天数",
}
ROLLS = {
    "next_working_day": "顺延到下一个工作日",
    "previous_working_day": "提前到上一个工作日",
    "none": "不动",
}
_WORKING = {"WD", "PEN", "COER", "REC"}


def regime_words(regime: str | None) -> str:
    """Return by which method a period is counted."""
    return say(REGIMES.get(regime or "NONE", REGIMES["NONE"]))


def roll_words(roll: str | None, regime: str | None) -> str:
    """Return where a last day goes that is a day off; working days never end on one."""
    if regime in _WORKING:
        return say("不会发生：工作日数到的总是工作日")
    return say(ROLLS.get(roll or "none", ROLLS["none"]))
