"""异常提示: what looks as if it was done for the assessment; people judge it, it takes no point."""

from liandong.features.assessment.service.flags.finding import Flag, found_in, rules_of
from liandong.features.assessment.service.flags.judging import VERDICTS, answer, judge
from liandong.features.assessment.service.flags.seeing import SeenFlag, flags_for
from liandong.features.assessment.service.flags.tracing import traces_of

__all__ = [
    "VERDICTS",
    "Flag",
    "SeenFlag",
    "answer",
    "flags_for",
    "found_in",
    "judge",
    "rules_of",
    "traces_of",
]
