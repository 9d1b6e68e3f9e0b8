"""Who may write down what was said in a mediation."""

from datetime import date

import liandong.mechanisms as lm


@lm.explained("记录单位写本单位，法院不记录", "name your own unit, which is no court")
def taken_by_own_unit(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The field offers no court, so that a court writes nothing down, whatever its part."""
    taken_by = case.row.facts.get("taken_by") if case.row else None
    return str(taken_by) == str(case.unit)
