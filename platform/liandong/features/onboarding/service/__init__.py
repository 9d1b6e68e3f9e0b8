from liandong.features.onboarding.service.archive import zipped
from liandong.features.onboarding.service.change_words import (
    CAUSES,
    PARTS,
    TERMINOLOGY,
    assigned_words,
    change_words,
    effective_words,
    inner_words,
    key_words,
    said_words,
    value_words,
)
from liandong.features.onboarding.service.comparing import Asker, Comparison, compare
from liandong.features.onboarding.service.doubts import shaky_words
from liandong.features.onboarding.service.health import report, report_all
from liandong.features.onboarding.service.listing import (
    Revision,
    Step,
    list_history,
    list_values,
    step_of,
)
from liandong.features.onboarding.service.modes import change_mode
from liandong.features.onboarding.service.running_words import running_words

__all__ = [
    "CAUSES",
    "PARTS",
    "TERMINOLOGY",
    "Asker",
    "Comparison",
    "Revision",
    "Step",
    "assigned_words",
    "change_mode",
    "change_words",
    "compare",
    "effective_words",
    "inner_words",
    "key_words",
    "list_history",
    "list_values",
    "report",
    "report_all",
    "running_words",
    "said_words",
    "shaky_words",
    "step_of",
    "value_words",
    "zipped",
]
