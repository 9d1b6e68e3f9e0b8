"""The kit that plugins import: a mechanism is a value made of these parts, not a program."""

from liandong.mechanisms import duties, roles
from liandong.mechanisms.acts import (
    Fire,
    Landing,
    Offer,
    Refusal,
    RefusalCode,
    RowFire,
    RowLanding,
)
from liandong.mechanisms.checking import check
from liandong.mechanisms.conditions import all_of, entered, explained, why_not
from liandong.mechanisms.deciding import decide
from liandong.mechanisms.declaration import VARIANT, Mechanism, Variant, resolve
from liandong.mechanisms.documents import Approval, DocumentType
from liandong.mechanisms.fields import Choice, DayOf, Field, FieldKind, choices
from liandong.mechanisms.graph import SAME, Instead, RowType, State, Transition, states
from liandong.mechanisms.guards import all_rows, any_row, moved_row, no_row
from liandong.mechanisms.limit_files import LimitFile, read_limits, time_limits
from liandong.mechanisms.limit_guards import (
    contestable,
    not_running,
    overdue,
    running,
    uncontestable,
    within,
)
from liandong.mechanisms.limits import (
    Bound,
    CountedIn,
    Evidence,
    LegalBasis,
    LimitValue,
    Regime,
    Roll,
    TimeLimit,
)
from liandong.mechanisms.measures import (
    CaseCount,
    Due,
    Every,
    Met,
    Metric,
    Obligation,
    RowCount,
    Sum,
    cases,
    due,
    met,
    rows,
    total,
)
from liandong.mechanisms.offering import offered
from liandong.mechanisms.parties import Actor, Duty, Held, Part, Party, Role
from liandong.mechanisms.registry import Registry, load_plugins
from liandong.mechanisms.validating import missing_fields, validate_fields
from liandong.mechanisms.views import CaseView, DeadlineState, DeadlineView, Guard, RowView

__all__ = [
    "SAME",
    "VARIANT",
    "Actor",
    "Approval",
    "Bound",
    "CaseCount",
    "CaseView",
    "Choice",
    "CountedIn",
    "DayOf",
    "DeadlineState",
    "DeadlineView",
    "DocumentType",
    "Due",
    "Duty",
    "Every",
    "Evidence",
    "Field",
    "FieldKind",
    "Fire",
    "Guard",
    "Held",
    "Instead",
    "Landing",
    "LegalBasis",
    "LimitFile",
    "LimitValue",
    "Mechanism",
    "Met",
    "Metric",
    "Obligation",
    "Offer",
    "Part",
    "Party",
    "Refusal",
    "RefusalCode",
    "Regime",
    "Registry",
    "Role",
    "Roll",
    "RowCount",
    "RowFire",
    "RowLanding",
    "RowType",
    "RowView",
    "State",
    "Sum",
    "TimeLimit",
    "Transition",
    "Variant",
    "all_of",
    "all_rows",
    "any_row",
    "cases",
    "check",
    "choices",
    "contestable",
    "decide",
    "due",
    "duties",
    "entered",
    "explained",
    "load_plugins",
    "met",
    "missing_fields",
    "moved_row",
    "no_row",
    "not_running",
    "offered",
    "overdue",
    "read_limits",
    "resolve",
    "roles",
    "rows",
    "running",
    "states",
    "time_limits",
    "total",
    "uncontestable",
    "validate_fields",
    "why_not",
    "within",
]
