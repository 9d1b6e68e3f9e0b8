"""The closed lists a policy line may draw from; a word outside them stops the start.

A *holder* is a unit's kind or one of its roles. A role that bears a kind's name is that kind, and
`any_unit` is held by every unit without being granted.
"""

from typing import Literal, get_args

Scope = Literal["own", "party", "copied", "office", "tenant"]
Effect = Literal["allow", "deny"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
EFFECTS: tuple[Effect, ...] = get_args(Effect)

# The order in which a person with several duties is served: the first one gives the home page.
DUTIES = (
    "office_clerk",
    "convener",
    "chief_procurator",
    "prosecutor",
    "reviewer",
    "unit_head",
    "liaison",
    "handler",
    "desk",
    "evaluator",
    "tenant_admin",
    "province_admin",
    "auditor",
)

KINDS = frozenset(
    {
        "government_office",
        "department",
        "enforcement_department",
        "justice_bureau",
        "procuratorate",
        "police",
        "court",
        "discipline",
        "congress",
        "cppcc",
        "township",
        "federation",
        "hotline_center",
        "service_center",
        "public_institution",
        "vertical_agency",
        "enterprise",
        "school",
        "other",
    }
)

ANY_UNIT = "any_unit"

ROLES = frozenset(
    {
        "county_gov",
        "gov_office",
        "enforcement_unit",
        "legal_unit",
        "competent_unit",
        "key_enforcement_unit",
        "supervision_body",
        "reconsideration_body",
        "office",
        "convener",
        "deputy_convener",
        "attendee",
        "hotline_12345",
        "center_12309",
        "superior_unit",
        "relief_unit",
        "expert",
    }
)

HOLDERS = KINDS | ROLES | {ANY_UNIT}

PAGE = "page"
PLATFORM = "platform"
# What units owe without a case; asked for like a mechanism, with the scopes of its readers.
OBLIGATION = "obligation"
OBLIGATION_ACTS = frozenset({"read", "file", "return"})

# Pages and endpoints are always asked for in the scope `own`.
PAGES = frozenset(
    {
        "assessment",
        "audit",
        "todo",
        "cases",
        "case",
        "clients",
        "configuration",
        "overview",
        "new_case",
        "suggestions",
        "new_suggestion",
        "transfers",
        "contacts",
        "documents",
        "escalations",
        "figures",
        "mechanisms",
        "notices",
        "access",
        "account",
        "obligations",
        "onboarding",
        "province",
        "roster",
        "seats",
        "accounts",
        "visits",
    }
)

ENDPOINTS = frozenset(
    {
        "account.read",
        "account.change_password",
        "account.lend",
        "accounts.confirm",
        "accounts.manage",
        "accounts.read",
        "access.explain",
        "assessment.answer",
        "assessment.decide",
        "assessment.manage",
        "assessment.mark",
        "assessment.read",
        "audit.export",
        "audit.read",
        "audit.verify",
        "calendar.read",
        "cases.list",
        "cases.read",
        "clients.manage",
        "documents.list",
        "documents.read",
        "escalations.decide",
        "escalations.read",
        "figures.read",
        "files.read",
        "files.upload",
        "identities.manage",
        "mechanisms.read",
        "metrics.read",
        "notices.mark_read",
        "notices.read",
        "obligations.list",
        "overview.read",
        "roster.import",
        "search.read",
        "seats.decide",
        "seats.oversee",
        "seats.propose",
        "seats.read",
        "snapshots.approve",
        "snapshots.take",
        "tenant.apply",
        "tenant.explain",
        "tenant.export",
        "tenant.list",
        "tenant.plan",
        "tenant.remove",
        "tenant.rollback",
        "tenant.stop",
        "todo.list",
        "transfers.read",
        "units.list",
        "visits.end",
        "visits.enter",
        "visits.read",
    }
)


#: The action in every mechanism with which a person decides on a rung of the ladder.
ESCALATE = "escalate"
#: The action with which the head of a unit hands a matter to another county, or takes one over.
CHANGE_COUNTY = "change_county"
#: The action with which who leads the unit that opened a case purges its secrets.
PURGE = "purge"
#: The action that opens the secrets of a case to who sees it; to others they are masked.
REVEAL = "reveal"


def action_of(move: str, row_type: str | None = None) -> str:
    """Return what a policy line calls a move: `issue` of the case, `item.adopt` of a row."""
    return f"{row_type}.{move}" if row_type else move


def seats_of(kind: str, roles: frozenset[str], duties: frozenset[str]) -> frozenset[str]:
    """Return every `duty@holder` a person sits on; a unit of no known kind seats nobody.

    A role that bears a kind's name counts only for units of that kind, so that a wrongly granted
    role `procuratorate` makes no procuratorate of a department.
    """
    if kind not in KINDS:
        return frozenset()
    holders = {kind, ANY_UNIT} | (roles - KINDS)
    return frozenset(f"{duty}@{holder}" for duty in duties for holder in holders)
