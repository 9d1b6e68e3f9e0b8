"""An explanation says what enforcement does, and tells nobody of a case they may not know of."""

import random
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.authz.generation import actions_of, actors_of
from liandong.authz.vocabulary import CHANGE_COUNTY, DUTIES, ESCALATE, HOLDERS, PAGES, PURGE
from liandong.features.access import service as access
from liandong.features.access.service import Asked
from liandong.features.accounts import service as accounts
from liandong.features.cases import service as cases
from liandong.features.cases.service import FireTransition
from liandong.features.tenants.service import installed
from liandong.kernel.errors import (
    ForbiddenError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    UnauthenticatedError,
)
from support.counties import KEY, on
from support.http import UNKNOWN
from support.stages import DAY

EVERYBODY = (
    *("prosecutor", "reviewer", "chief", "handler", "head", "bystander", "reader", "office"),
    *("admin", "admin_of_ours", "auditor", "closed", "deputy"),
)
TRIPLES, FIRED = 1_000, 80
SIDE_ACTS = {ESCALATE, CHANGE_COUNTY, PURGE}
HIDDEN = "submitted"  # drafted in the procuratorate, known to nobody else


def explain(gallery: Any, asker: str | None, about: str, action: str, case: Any = "") -> Any:
    asked = Asked(gallery.login(about), KEY, action, str(case))
    with gallery.county.acting(asker or "admin", DAY) as (uow, me, clock):
        return access.explain(uow, clock, me if asker else None, asked)


def parts_in(gallery: Any, who: str, case_id: UUID) -> Any:
    """Return who acts and the parts enforcement finds them in; None where the case is hidden."""
    try:
        with gallery.county.acting(who, DAY) as (uow, me, clock):
            return me, cases.look(uow, me, clock, KEY, case_id).opened.parts
    except (ForbiddenError, NotFoundError, UnauthenticatedError):
        return None


def test_the_explanation_agrees_with_enforcement_on_every_sampled_triple(gallery: Any) -> None:
    chance = random.Random(2026)  # noqa: S311  # reproducible, guards nothing
    mechanism = installed().registry.current(KEY)
    actions = sorted({action for _, action in actions_of(mechanism)} - SIDE_ACTS)
    enforced = {
        (who, stage): parts_in(gallery, who, case_id)
        for who in EVERYBODY
        for stage, case_id in gallery.cases.items()
    }
    verdicts = {True: 0, False: 0}
    with gallery.county.acting("admin", DAY) as (uow, _, clock):
        for _ in range(TRIPLES):
            who, stage = chance.choice(list(enforced))
            action = chance.choice((*actions, "read"))
            asked = Asked(gallery.login(who), KEY, action, str(gallery.cases[stage]))
            found = access.explain(uow, clock, None, asked).allowed
            assert found == lets(enforced[who, stage], mechanism, action), (who, action, stage)
            verdicts[found] += 1
    assert min(verdicts.values()) > TRIPLES // 50


def lets(standing: Any, mechanism: Any, action: str) -> bool:
    """Say what enforcement answers: hidden, or may the duty in that part do it?"""
    if standing is None:
        return False
    me, parts = standing
    return action == "read" or me.may_fire(KEY, action, actors_of(mechanism, action), parts)


def test_what_is_explained_as_allowed_is_what_firing_lets_through(gallery: Any) -> None:
    chance = random.Random(7)  # noqa: S311  # reproducible, guards nothing
    mechanism = installed().registry.current(KEY)
    moves = [move.key for move in mechanism.transitions if not move.creates]
    for _ in range(FIRED):
        who, action = chance.choice(EVERYBODY), chance.choice(moves)
        case_id = chance.choice(list(gallery.cases.values()))
        assert explain(gallery, None, who, action, case_id).allowed == fires(
            gallery, who, action, case_id
        )


def fires(gallery: Any, who: str, move: str, case_id: UUID) -> bool:
    """Fire it with nothing filled in: it is refused for the person, or for something else."""
    try:
        with gallery.county.acting(who, DAY) as (uow, me, clock):
            command = FireTransition(move, date.fromisoformat(DAY), {})
            cases.fire_transition(uow, me, clock, case_id, command)
            uow.session.rollback()
    except (ForbiddenError, NotFoundError, UnauthenticatedError):
        return False
    except LiandongError:
        return True
    return True


def test_pages_and_endpoints_are_explained_as_they_are_enforced(gallery: Any) -> None:
    for who in set(EVERYBODY) - {"closed"}:
        with gallery.county.acting(who, DAY) as (uow, me, clock):
            for page in sorted(PAGES):
                found = access.explain(uow, clock, None, Asked(gallery.login(who), "page", page))
                assert found.allowed == me.may_open(page)


def test_an_allowance_names_line_layer_seat_and_since_when(gallery: Any) -> None:
    found = explain(gallery, None, "chief", "issue", gallery.cases["reviewed"])

    ((scope, reason),) = found.policy.reasons
    assert (scope, reason.layer, reason.seat) == (
        *("own", "template"),
        "chief_procurator@procuratorate",
    )
    assert reason.where.startswith("chief_procurator.csv:")
    assert found.policy.held_from == date(2024, 1, 1)
    assert (found.record.level, found.record.reason) == ("full", "issuer")
    assert found.record.event == "open"


def test_a_copied_unit_sees_the_paper_since_the_act_that_sent_it(gallery: Any) -> None:
    found = explain(gallery, None, "reader", "read", gallery.cases["copied"])

    assert (found.allowed, found.record.level, found.record.reason) == (True, "document", "copied")
    assert found.record.since == date.fromisoformat(DAY)
    assert found.record.event == "send"


def test_a_hidden_case_is_answered_as_an_unknown_one(gallery: Any) -> None:
    hidden = gallery.cases[HIDDEN]
    for asker in ("admin", "handler", "auditor", "office", "bystander"):
        for about in ("prosecutor", "handler", "chief", "admin"):
            for action in ("read", "issue", "reply"):
                told = [
                    access.dump_answer(explain(gallery, asker, about, action, case))
                    for case in (hidden, UNKNOWN, "无此文号")
                ]
                assert told[0] == told[1] == told[2]
                assert told[0]["record"] == {"told": False}


def test_who_sees_only_headers_learns_of_their_own_unit_alone(gallery: Any) -> None:
    served = gallery.cases["served"]

    assert not explain(gallery, "office", "prosecutor", "read", served).record.is_told
    assert explain(gallery, "office", "office", "read", served).record.level == "header"


def test_who_sees_a_case_in_full_learns_how_every_unit_stands_to_it(gallery: Any) -> None:
    served = gallery.cases["served"]

    theirs = explain(gallery, "admin_of_ours", "handler", "read", served).record
    assert (theirs.is_told, theirs.level, theirs.reason) == (True, "full", "addressee")
    nobody = explain(gallery, "admin_of_ours", "bystander", "read", served).record
    assert (nobody.is_told, nobody.level) == (True, None)


def test_inner_acts_are_told_to_their_actor_alone(gallery: Any) -> None:
    served = gallery.cases["served"]
    ours = explain(gallery, "admin_of_ours", "prosecutor", "read", served).record

    assert ours.event == "open"
    assert explain(gallery, "auditor", "prosecutor", "read", served).record.event is None


def test_the_case_of_another_mechanism_is_as_unknown(gallery: Any) -> None:
    served = str(gallery.cases["served"])
    login = gallery.login("prosecutor")
    with gallery.county.acting("prosecutor", DAY) as (uow, me, clock):
        asked = Asked(login, "public_interest_clue", "read", served)
        assert not access.explain(uow, clock, me, asked).record.is_told
        assert not access.explain(uow, clock, None, asked).record.is_told


def test_a_closed_account_may_nothing(gallery: Any) -> None:
    with gallery.county.acting("admin", DAY) as (uow, me, _):
        account = accounts.find_account(uow, gallery.login("reader"))
        account.is_active = False
        uow.session.flush()
        asked = Asked(gallery.login("reader"), KEY, "read")
        found = access.explain(uow, on(DAY), me, asked)
        words = access.sentences(found)
        uow.session.rollback()

    assert not found.allowed
    assert len(words) == 1


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (Asked("nobody", KEY, "read"), "account"),
        (Asked("410108-admin", "astrology", "read"), "mechanism"),
        (Asked("410108-admin", KEY, "burn"), "action"),
    ],
)
def test_what_nobody_could_ask_is_named(gallery: Any, asked: Asked, where: str) -> None:
    with (
        gallery.county.acting("admin", DAY) as (uow, me, clock),
        pytest.raises(InvalidInputError) as refused,
    ):
        access.explain(uow, clock, me, asked)

    assert [problem.where for problem in refused.value.problems] == [where]


def test_every_holder_and_action_has_its_words() -> None:
    assert set(access.HOLDER_WORDS) == HOLDERS
    assert all(access.seat_words(f"{duty}@court").en for duty in DUTIES)
    for mechanism in installed().registry:
        named = access.acts_of_mechanism(mechanism.key)
        if mechanism is installed().registry.current(mechanism.key):
            assert set(named) == {action for _, action in actions_of(mechanism)}
