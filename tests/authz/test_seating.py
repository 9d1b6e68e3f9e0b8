"""Which duty sits where, which units are peers, and on whose behalf a deputy acts."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from authz.people import INSTALLED, person
from liandong.authz import Cover
from liandong.authz.seating import authority_of, may_sit
from liandong.authz.vocabulary import KINDS
from liandong.mechanisms import duties

KEY = "procuratorial_suggestion"
CHIEF = Cover("chief_procurator", UUID(int=1), "检察长", date(2026, 5, 6))


@pytest.mark.parametrize(
    ("duty", "kinds"),
    [("prosecutor", {"procuratorate"}), ("chief_procurator", {"procuratorate"})],
)
def test_a_prosecutor_sits_in_a_procuratorate_alone(duty: str, kinds: set[str]) -> None:
    found = {kind for kind in KINDS if may_sit(INSTALLED, duty, kind, frozenset())}
    assert found == kinds


def test_a_role_named_like_a_kind_seats_nobody() -> None:
    assert not may_sit(INSTALLED, "prosecutor", "department", frozenset({"procuratorate"}))


def test_an_office_clerk_sits_in_the_office() -> None:
    assert may_sit(INSTALLED, "office_clerk", "justice_bureau", frozenset({"office"}))
    assert not may_sit(INSTALLED, "office_clerk", "justice_bureau", frozenset())


def test_only_bodies_that_the_government_does_not_lead_are_authorities_of_their_own() -> None:
    own = {kind for kind in KINDS if authority_of(kind, ()) != "government"}
    assert own == {"procuratorate", "court", "discipline", "congress", "cppcc"}


def test_every_duty_that_can_be_given_sits_somewhere() -> None:
    for duty in duties.ALL:
        kinds = [k for k in KINDS if may_sit(INSTALLED, duty.key, k, frozenset({"office"}))]
        assert kinds, duty.key


def test_an_act_is_done_for_the_holder_where_ones_own_duty_does_not_suffice() -> None:
    own = person("prosecutor", kind="procuratorate")
    deputy = replace(own, duties=own.duties | {CHIEF.duty}, covering=(CHIEF,), name="乙")
    assert deputy.on_behalf(KEY, "issue")["on_behalf_of"]["name"] == "检察长"
    assert deputy.on_behalf(KEY, "open") == {}
    assert deputy.on_behalf(KEY, "nothing_of_the_kind") == {}
    assert own.on_behalf(KEY, "issue") == {}
    assert deputy.as_oneself().seats == own.seats


def test_the_centre_of_the_procuratorate_is_its_own_wherever_the_county_keeps_it() -> None:
    assert authority_of("service_center", {"center_12309"}) == "procuratorate"
    assert authority_of("service_center", {"hotline_12345"}) == "government"
