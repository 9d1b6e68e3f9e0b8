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
from liandong.features.deadlines.service.starting import Start, begin

__all__ = [
    "Change",
    "Start",
    "begin",
    "clear",
    "list_due",
    "list_due_cases",
    "list_of_case",
    "next_after",
    "project",
    "wake",
]
