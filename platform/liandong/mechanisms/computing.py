"""Facts that nobody enters: the platform works them out by a declared rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liandong.mechanisms.fields import Field
from liandong.mechanisms.views import CaseView

Rule = Callable[[CaseView], Any]


@dataclass(frozen=True)
class Computed:
    """A field and the rule that fills it; a rule of a row's move finds its row in `case.row`."""

    field: Field
    rule: Rule


def worked_out(computed: tuple[Computed, ...], case: CaseView) -> dict[str, Any]:
    """Return the facts that rules give, by key."""
    return {each.field.key: each.rule(case) for each in computed}
