"""What of a matter can go to another county, and from which states."""

from dataclasses import replace

import pytest

import liandong.mechanisms as lm
from mechanisms.samples import MOVES, SOUND, closed, issuer, messages, sent

sealed = lm.Field("person", lm.FieldKind.TEXT, label="当事人", secrecy=lm.Secrecy.PRIVACY)


def going(field: lm.Field, **states: tuple[lm.State, ...]) -> lm.Mechanism:
    change = lm.CountyChange(issuer, **({"leaves": (sent,)} | states))
    opening = replace(MOVES["open"], asks=(field,))
    return replace(
        SOUND,
        transitions=tuple((MOVES | {"open": opening}).values()),
        changes_county=change,
    )


def test_what_is_sealed_stays_and_the_opening_may_not_need_it() -> None:
    assert messages(going(sealed.optional())) == set()
    assert messages(going(sealed)) == {
        "sample.changes_county: sealed field 'person' stays, and is required there"
    }


@pytest.mark.parametrize("states", [{"leaves": (closed,)}, {"joins": (closed,)}])
def test_a_matter_that_is_over_concerns_no_other_county(
    states: dict[str, tuple[lm.State, ...]],
) -> None:
    assert messages(going(sealed.optional(), **states)) == {
        "sample.changes_county: 'closed' is no open state of this mechanism"
    }
