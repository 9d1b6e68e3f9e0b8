from liandong.kernel.errors import InvalidInputError


class DiscardedScheduleError(InvalidInputError):
    """The imported schedule was put aside; nobody may count by it."""

    code = "calendar.discarded"
    title_zh = "这份放假安排已经作废，没有接受"
    title_en = "This schedule was put aside; it was not accepted"


class AcceptedScheduleError(InvalidInputError):
    """Counties count by the schedule already: it cannot be put aside any more."""

    code = "calendar.accepted"
    title_zh = "已有区县接受，不能作废；重新导入正确的放假安排，再接受"
    title_en = "Counties accepted it, so it stays; import the right one again and accept that"
