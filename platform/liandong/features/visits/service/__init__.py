from liandong.features.visits.service.beginning import (
    USUAL_HOURS,
    AskedVisit,
    begin,
    counties_of,
    may_enter,
)
from liandong.features.visits.service.ending import carry, end
from liandong.features.visits.service.entering import enter, find_session
from liandong.features.visits.service.reading import (
    concerns,
    get_visit,
    list_requests,
    list_running,
    list_visits,
)
from liandong.features.visits.service.recording import open_visit, rebuild

__all__ = [
    "USUAL_HOURS",
    "AskedVisit",
    "begin",
    "carry",
    "concerns",
    "counties_of",
    "end",
    "enter",
    "find_session",
    "get_visit",
    "list_requests",
    "list_running",
    "list_visits",
    "may_enter",
    "open_visit",
    "rebuild",
]
