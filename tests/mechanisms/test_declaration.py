"""A mechanism answers for its parts, and for the limits that govern a case."""

from dataclasses import replace

import pytest

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import roles
from mechanisms.samples import (
    A_01,
    A_02,
    A_03,
    MOVES,
    SOUND,
    addressee,
    chief,
    closed,
    days,
    plus,
    point,
    prosecutor,
    sent,
    urgent,
)


def test_a_mechanism_answers_for_its_parts() -> None:
    assert SOUND.transition("send") == MOVES["send"]
    assert SOUND.row("point").transition("add") == point.transitions[0]
    assert SOUND.state("sent") == sent
    assert SOUND.is_final("closed")
    assert not SOUND.is_final("sent")
    assert {party.key for party in SOUND.parties} == {"issuer", "addressee"}
    assert addressee.roles == (roles.police, roles.court)
    assert [field.key for field in SOUND.fields] == ["text", "variant", "days"]
    with pytest.raises(KeyError):
        SOUND.transition("fly")


def test_a_state_that_only_keeps_itself_is_final() -> None:
    assert plus(Move("file", closed, lm.SAME, label="备案", by=prosecutor)).is_final("closed")


def test_a_variant_replaces_a_limit_before_the_tenant_does() -> None:
    local = replace(A_01, id="SEED-01")
    replacements = {"A-01": local}

    assert lm.resolve(A_01, None, {}) == A_01
    assert lm.resolve(A_01, None, replacements) == local
    assert lm.resolve(A_01, urgent, replacements) == A_02
    assert lm.resolve(A_03, urgent, replacements) == A_03
    assert SOUND.variant("urgent") == urgent
    assert SOUND.variant(None) is None


def test_a_limit_that_a_variant_adds_starts_only_there() -> None:
    mechanism = replace(SOUND, variants=(urgent, lm.Variant("pil", label="公益", adds=(A_03,))))
    move = Move("x", sent, closed, label="x", by=chief, starts=(A_01, A_03))

    assert mechanism.starts(move, None) == (A_01,)
    assert mechanism.starts(move, "urgent") == (A_01,)
    assert mechanism.starts(move, "pil") == (A_01, A_03)
    assert days.minimum == 1
