"""What holds of the three court mechanisms together, beyond what their examples show."""

from importlib import import_module

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms import roles

KEYS = (
    "non_litigation_execution",
    "litigation_supervision",
    "responsible_person_appearance",
)
EXECUTION, SUPERVISION, APPEARANCE = (
    import_module(f"liandong_plugins.litigation.{key}").MECHANISM for key in KEYS
)
#: What the catalogue lists for them and a clock of theirs runs.
LISTED = {
    "non_litigation_execution": "NLE-01 NLE-02 NLE-03 NLE-04a NLE-04b NLE-05a NLE-05b NLE-06a"
    " NLE-06b NLE-06c NLE-07 NLE-08a NLE-08b NLE-09 LIT-04d LIT-07a LIT-07b",
    "litigation_supervision": "LIT-01a LIT-01b LIT-01c LIT-01d LIT-02a LIT-02b LIT-02c LIT-03"
    " LIT-04a LIT-04b LIT-04c LIT-04d LIT-08a LIT-08b LIT-08c LIT-08d LIT-09a LIT-09b",
    "responsible_person_appearance": "LIT-05a LIT-05b LIT-06",
}


@pytest.mark.parametrize("mechanism", [EXECUTION, SUPERVISION, APPEARANCE], ids=KEYS)
def test_each_limit_that_the_catalogue_lists_runs(mechanism: lm.Mechanism) -> None:
    assert {limit.id for limit in mechanism.limits} == set(LISTED[mechanism.key].split())


def test_no_court_is_ever_named_late() -> None:
    court = {roles.court.key}
    for mechanism in (EXECUTION, SUPERVISION, APPEARANCE):
        for limit in mechanism.limits:
            if court == set(limit.owed_by):
                _, value = limit.values[-1]
                assert value is not None
                assert lm.why_never_late(limit, value) is not None, limit.id


@pytest.mark.parametrize("move", ["open", "keep"])
def test_the_application_follows_the_last_day_to_sue(move: str) -> None:
    ((limit, after),) = [
        (each.limit.id, each.after.id) for each in EXECUTION.transition(move).follows
    ]

    assert (limit, after) == ("NLE-02", "LIT-07a" if move == "open" else "LIT-07b")


def test_only_the_court_rules() -> None:
    for key in ("accept", "refuse", "permit", "permit_urgently", "deny", "execute", "finish"):
        held = {actor.party.roles for actor in EXECUTION.transition(key).actors}
        assert held == {(roles.court,)}, key


def test_statistics_are_published_only_once_approved() -> None:
    for key in ("publish_statistics", "hand_statistics_on"):
        (source,) = APPEARANCE.transition(key).sources
        assert source.key == "approved"
