from liandong.features.deadlines.service.change_words import ladder_words, limit_words
from liandong.features.deadlines.service.climbing import (
    ladder_of,
    may_climb,
    moment_of,
    next_rung,
)
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.deadlines.service.dumping import dump_obligations, working_days_late
from liandong.features.deadlines.service.entered_days import day_problem, future_problem
from liandong.features.deadlines.service.explaining import explain_limit
from liandong.features.deadlines.service.filing import (
    SentBack,
    file,
    give_back,
    meet_by_case,
    open_again,
    owing_of,
    owing_units,
    receives,
)
from liandong.features.deadlines.service.filing_checks import Filing, Return, takes_nil
from liandong.features.deadlines.service.following import FOLLOWS, recount_after
from liandong.features.deadlines.service.freezing import FROZEN
from liandong.features.deadlines.service.generating import generate, generate_all, moving
from liandong.features.deadlines.service.length_words import length_words
from liandong.features.deadlines.service.owing import owings
from liandong.features.deadlines.service.precedence import Duty, beside
from liandong.features.deadlines.service.projecting import Change, clear, project, unsaved
from liandong.features.deadlines.service.reaching import (
    DONE,
    Reach,
    Wanted,
    concerns,
    count_by_state,
    count_later,
    find,
    list_obligations,
    names_file,
    reach_of,
    units_within,
)
from liandong.features.deadlines.service.recording import rebuild as rebuild_obligations
from liandong.features.deadlines.service.recounting import RUNNING, recount
from liandong.features.deadlines.service.reminding import speak
from liandong.features.deadlines.service.reporting import period_day, report_path, reported_in
from liandong.features.deadlines.service.rungs import has_stopped, list_rungs
from liandong.features.deadlines.service.starting import Start, begin
from liandong.features.deadlines.service.waiting import (
    ACCUSES,
    list_accusing,
    list_due_cases,
    list_of_case,
    next_after,
    wake,
)

__all__ = [
    "ACCUSES",
    "DONE",
    "FOLLOWS",
    "FROZEN",
    "RUNNING",
    "Change",
    "Counted",
    "Duty",
    "Filing",
    "Reach",
    "Return",
    "SentBack",
    "Start",
    "Wanted",
    "begin",
    "beside",
    "clear",
    "concerns",
    "count_by_state",
    "count_later",
    "count_limit",
    "day_problem",
    "dump_obligations",
    "explain_limit",
    "file",
    "find",
    "future_problem",
    "generate",
    "generate_all",
    "give_back",
    "has_stopped",
    "ladder_of",
    "ladder_words",
    "length_words",
    "limit_words",
    "list_accusing",
    "list_due_cases",
    "list_obligations",
    "list_of_case",
    "list_rungs",
    "may_climb",
    "meet_by_case",
    "moment_of",
    "moving",
    "names_file",
    "next_after",
    "next_rung",
    "open_again",
    "owing_of",
    "owing_units",
    "owings",
    "period_day",
    "project",
    "reach_of",
    "rebuild_obligations",
    "receives",
    "recount",
    "recount_after",
    "report_path",
    "reported_in",
    "speak",
    "takes_nil",
    "units_within",
    "unsaved",
    "wake",
    "working_days_late",
]
