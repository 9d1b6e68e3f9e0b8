from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.deadlines.service.explaining import explain_limit
from liandong.features.deadlines.service.precedence import Duty, beside
from liandong.features.deadlines.service.projecting import (
    Change,
    clear,
    list_due,
    list_due_cases,
    list_of_case,
    next_after,
    project,
    wake,
)
from liandong.features.deadlines.service.recounting import RUNNING, recount
from liandong.features.deadlines.service.starting import Start, begin

__all__ = [
    "RUNNING",
    "Change",
    "Counted",
    "Duty",
    "Start",
    "begin",
    "beside",
    "clear",
    "count_limit",
    "explain_limit",
    "list_due",
    "list_due_cases",
    "list_of_case",
    "next_after",
    "project",
    "recount",
    "wake",
]
