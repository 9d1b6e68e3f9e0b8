from liandong.features.deadlines.service.climbing import (
    ladder_of,
    may_climb,
    moment_of,
    next_rung,
)
from liandong.features.deadlines.service.counting import Counted, count_limit, explain_limit
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
from liandong.features.deadlines.service.rungs import list_rungs
from liandong.features.deadlines.service.starting import Start, begin

__all__ = [
    "Change",
    "Counted",
    "Start",
    "begin",
    "clear",
    "count_limit",
    "explain_limit",
    "ladder_of",
    "list_due",
    "list_due_cases",
    "list_of_case",
    "list_rungs",
    "may_climb",
    "moment_of",
    "next_after",
    "next_rung",
    "project",
    "wake",
]
