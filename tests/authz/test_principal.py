import pytest

from authz.people import INSTALLED, person
from liandong.authz.policy import Policy, compile_policy
from liandong.authz.principal import Principal
from liandong.kernel.errors import ForbiddenError
from liandong.mechanisms import duties, roles
from liandong.mechanisms.parties import Part, Party

M10 = "procuratorial_suggestion"
ISSUER = Party(Part.ISSUER, held_by=roles.procuratorate)
ADDRESSEE = Party(Part.ADDRESSEE, held_by=roles.any_unit)
SERVERS = (duties.handler @ ADDRESSEE, duties.prosecutor @ ISSUER)
HANDLER, PROSECUTOR = person("handler"), person("prosecutor", kind="procuratorate")


def test_a_move_needs_the_part_and_the_duty_and_the_policy() -> None:
    assert HANDLER.may_fire(M10, "serve", SERVERS, {Part.ADDRESSEE})
    assert PROSECUTOR.may_fire(M10, "serve", SERVERS, {Part.ISSUER})
    assert not HANDLER.may_fire(M10, "serve", SERVERS, {Part.COPIED})
    assert not HANDLER.may_fire(M10, "serve", SERVERS, set())
    assert not person("liaison").may_fire(M10, "serve", SERVERS, {Part.ADDRESSEE})
    assert not HANDLER.under(Policy(())).may_fire(M10, "serve", SERVERS, {Part.ADDRESSEE})


def test_a_duty_does_not_lend_its_permission_to_another_duty() -> None:
    chief = duties.chief_procurator @ ISSUER
    both = person("handler", "chief_procurator", kind="procuratorate")
    by_handler = (duties.handler @ ISSUER,)

    assert both.may_fire(M10, "issue", (chief,), {Part.ISSUER})
    assert not both.may_fire(M10, "issue", by_handler, {Part.ISSUER})


def test_a_denial_to_one_duty_stops_the_person() -> None:
    county = compile_policy(f"p, liaison@school, {M10}, serve, own, deny")
    both = person("handler", "liaison", kind="school", policy=county)

    assert not both.may_fire(M10, "serve", SERVERS, {Part.ADDRESSEE})
    assert both.acting_as("handler").may_fire(M10, "serve", SERVERS, {Part.ADDRESSEE})


def test_requiring_what_is_allowed_passes_in_silence() -> None:
    HANDLER.require(M10, "read", "party")
    HANDLER.require_page("todo")
    HANDLER.require_call("files.upload")
    HANDLER.require_fire(M10, "serve", SERVERS, {Part.ADDRESSEE})


def test_requiring_what_is_not_allowed_is_forbidden() -> None:
    with pytest.raises(ForbiddenError):
        HANDLER.require(M10, "read", "tenant")
    with pytest.raises(ForbiddenError):
        HANDLER.require_page("overview")
    with pytest.raises(ForbiddenError):
        HANDLER.require_call("tenant.apply")
    with pytest.raises(ForbiddenError):
        HANDLER.require_fire(M10, "serve", SERVERS, {Part.ISSUER})


def test_what_is_held_in_a_case_is_each_part_with_each_duty() -> None:
    both = person("handler", "liaison")

    assert both.held({Part.ADDRESSEE}) == {
        (Part.ADDRESSEE, "handler"),
        (Part.ADDRESSEE, "liaison"),
    }


def test_without_a_policy_nobody_may_do_anything() -> None:
    bare = Principal(
        tenant_id=1,
        account_id=HANDLER.account_id,
        unit_id=HANDLER.unit_id,
        unit_kind="procuratorate",
        unit_roles=frozenset(),
        duties=frozenset({"prosecutor"}),
        login="someone",
    )

    assert not bare.may_open("todo")
    assert bare.under(INSTALLED).may_open("todo")


def test_a_duty_not_held_cannot_be_acted_in() -> None:
    assert PROSECUTOR.acting_as("chief_procurator").duties == frozenset()
    assert not PROSECUTOR.acting_as("chief_procurator").may(M10, "issue")
