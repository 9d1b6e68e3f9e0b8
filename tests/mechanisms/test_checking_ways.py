"""The usual courses of a mechanism: each goes from move to move, to an end."""

from dataclasses import replace

import pytest

from liandong.entrypoints.wiring import wire
from liandong.features.cases.pages.case_way import usual_way
from mechanisms.samples import SOUND, messages


@pytest.mark.parametrize(
    ("way", "message"),
    [
        (("send", "none"), "sample: there is no transition 'none'"),
        (("close", "reply"), "sample: 'reply' does not follow 'close'"),
        (("send", "reply"), "sample: a way ends with 'reply', which is no end"),
    ],
)
def test_a_course_that_leads_nowhere_is_named(way: tuple[str, ...], message: str) -> None:
    assert message in messages(replace(SOUND, ways=(way,)))


def test_every_installed_mechanism_says_its_usual_course() -> None:
    assert [each.key for each in wire().registry if not each.ways] == []


@pytest.mark.parametrize(
    ("key", "came", "state", "moves"),
    [
        ("enforcement_case_reporting", {"drafting"}, "drafting", ["submit", "file"]),
        ("reverse_linkage", {"drafting", "issued"}, "issued", ["issue", "serve", "file"]),
        ("reverse_linkage", {"noted_down", "stated"}, "stated", ["state_decision", "send"]),
        ("violation_supervision_alert", {"alert_drafting"}, "alert_drafting", ["send_alert"]),
        ("reverse_linkage", {"informed"}, "informed", []),
    ],
)
def test_of_several_courses_a_matter_shows_its_own(
    key: str, came: set[str], state: str, moves: list[str]
) -> None:
    way = usual_way(wire().registry.current(key), came, state)
    assert [move.key for move, _ in way][: len(moves) or None] == moves
