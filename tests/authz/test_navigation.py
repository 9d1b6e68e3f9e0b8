import pytest

from authz.people import INSTALLED, person
from liandong.authz import navigation
from liandong.authz.navigation import ENTRIES, LABELS
from liandong.authz.policy import Policy, compile_policy
from liandong.authz.vocabulary import DUTIES, PAGES

PLAIN = ["todo", "cases", "documents", "figures", "contacts", "mechanisms"]
CASEWORK = ["todo", "cases", "documents", "obligations", "assessment", "figures", "contacts"]
CASEWORK += ["mechanisms"]
SPEAKER = [*CASEWORK[:-1], "seats", "mechanisms"]
OFFICE = ["overview", "todo", "cases", "escalations", "documents", "obligations"]
OFFICE += ["assessment", "figures", "contacts", "seats", "mechanisms", "roster"]
HEAD = [*SPEAKER[:2], "transfers", *SPEAKER[2:], "accounts"]
PROCURATORIAL = [
    "todo",
    "suggestions",
    "cases",
    "documents",
    "obligations",
    "assessment",
    "figures",
    "contacts",
    "mechanisms",
]
CHIEF = ["todo", "overview", "suggestions", "cases", "transfers", "escalations"]
CHIEF += [*PROCURATORIAL[3:-1], "seats", "mechanisms", "accounts", "visits"]
LEADER = ["overview", "cases", "escalations", "obligations", "assessment", "figures", "contacts"]
LEADER += ["seats", "mechanisms", "visits"]


@pytest.mark.parametrize(
    ("duty", "kind", "roles", "entries"),
    [
        ("liaison", "department", (), SPEAKER),
        ("handler", "township", (), CASEWORK),
        ("unit_head", "police", (), HEAD),
        ("desk", "court", (), PLAIN),
        ("office_clerk", "justice_bureau", ("office",), OFFICE),
        ("prosecutor", "procuratorate", (), PROCURATORIAL),
        ("reviewer", "procuratorate", (), PROCURATORIAL),
        ("chief_procurator", "procuratorate", (), CHIEF),
        ("office_clerk", "justice_bureau", ("supervision_body",), OFFICE),
        ("convener", "government_office", (), LEADER),
        ("auditor", "government_office", (), ["audit", "access", "province", "configuration"]),
        ("province_admin", "government_office", (), ["province", "configuration"]),
        (
            "tenant_admin",
            "government_office",
            (),
            [
                *("accounts", "roster", "seats", "configuration", "clients"),
                *("visits", "access", "mechanisms"),
            ],
        ),
        ("evaluator", "department", (), ["assessment"]),
    ],
)
def test_each_duty_has_its_entries_in_order(
    duty: str, kind: str, roles: tuple[str, ...], entries: list[str]
) -> None:
    assert navigation(INSTALLED, person(duty, kind=kind, roles=roles)) == entries


def test_an_entry_the_duty_may_not_open_is_absent() -> None:
    reviewer = person("reviewer", kind="justice_bureau")
    county = compile_policy("p, handler@school, page, documents, own, deny")

    assert navigation(INSTALLED, reviewer) == PLAIN
    assert navigation(county, person("handler", kind="school")) == [
        *("todo", "cases", "obligations", "assessment", "figures", "contacts", "mechanisms")
    ]
    assert navigation(Policy(()), person("handler")) == []


def test_several_duties_share_one_list_without_repetition() -> None:
    both = person("liaison", "office_clerk", kind="justice_bureau", roles=("office",))

    assert navigation(INSTALLED, both) == OFFICE


def test_acting_in_one_duty_shows_that_duty_alone() -> None:
    both = person("liaison", "auditor", kind="justice_bureau")

    assert navigation(INSTALLED, both.acting_as("auditor")) == [
        *("audit", "access", "province", "configuration")
    ]
    assert navigation(INSTALLED, both.acting_as("prosecutor")) == []


def test_every_duty_is_placed_and_every_entry_is_a_page_with_a_label() -> None:
    assert set(ENTRIES) == set(DUTIES)
    assert {entry for entries in ENTRIES.values() for entry in entries} == set(LABELS)
    assert set(LABELS) <= PAGES


def test_nobody_but_the_procuratorate_opens_its_pages() -> None:
    for page in ("suggestions", "new_suggestion"):
        for duty in DUTIES:
            assert not person(duty, kind="justice_bureau", roles=("office",)).may_open(page)
