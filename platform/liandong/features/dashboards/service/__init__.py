"""What slips, and what the mechanisms' own figures say; both counted from what one may know of."""

from liandong.features.dashboards.service.counted import Record, dumped
from liandong.features.dashboards.service.measuring import (
    Measured,
    Period,
    measure,
    measured_mechanisms,
    metrics_of,
)
from liandong.features.dashboards.service.overview import MONTHS, Month, Overview, Run, overview

__all__ = [
    "MONTHS",
    "Measured",
    "Month",
    "Overview",
    "Period",
    "Record",
    "Run",
    "dumped",
    "measure",
    "measured_mechanisms",
    "metrics_of",
    "overview",
]
