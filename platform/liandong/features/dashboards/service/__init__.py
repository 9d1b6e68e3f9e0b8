"""What slips, and what the mechanisms' own figures say; both counted from what one may know of."""

from liandong.features.assessment.service.measuring import (
    Measured,
    Period,
    measure,
    measured_mechanisms,
    metrics_of,
)
from liandong.features.assessment.service.records import Record, dumped
from liandong.features.dashboards.service.overview import MONTHS, Month, Overview, Run, overview
from liandong.features.dashboards.service.snapshots import (
    Published,
    find,
    list_snapshots,
    may_approve,
    may_take,
    take,
    take_step,
)

__all__ = [
    "MONTHS",
    "Measured",
    "Month",
    "Overview",
    "Period",
    "Published",
    "Record",
    "Run",
    "dumped",
    "find",
    "list_snapshots",
    "may_approve",
    "may_take",
    "measure",
    "measured_mechanisms",
    "metrics_of",
    "overview",
    "take",
    "take_step",
]
