"""Of every limit: may anybody ever be called late by it, and if not, why."""

import pytest

import liandong.mechanisms as lm
from support.declared import limits, registry

LIMITS = limits()
NEVER_LATE = {
    "court": """
        LIT-04d LIT-05a NLE-03 NLE-04b NLE-05a NLE-05b NLE-06a NLE-06c NLE-07 SEED-XY-04a
    """,
    "party": "PEN-06 REC-02c",
    "other_party": "LIT-08a",
    "lapse": "PEN-07a PEN-07b",
    "right": """
        LIT-01a LIT-01b LIT-01c LIT-01d LIT-07a LIT-07b LIT-09a LIT-09b NLE-04a NLE-06b PEN-05a
        REC-01a REC-01b SEED-SD-01 SUG-04 TRF-06a TRF-06b TRF-06d
    """,
    "at_least": "DOC-01a DOC-02 DOC-05a NLE-01 PIL-07",
    "no_number": """
        AID-02 ALERT-01 COR-01 HOT-01 MIN-01 MIN-04 PEN-08c PEN-09 PIL-09 PIL-10 PIL-11 PIL-12
        REV-06 REV-07 REV-08 REV-09 REV-10 SAF-03d
        SEED-HJ-03a SEED-HJ-03b SEED-HJ-04a SEED-HJ-04b SEED-HJ-04c
        SEED-SD-02 SEED-SD-03a SEED-SD-03b SEED-SD-03c
        SEED-WS-02 SEED-WS-03 SEED-WS-04a SEED-WS-04b SEED-XY-04b SEED-XY-04c
        SUG-03 SUG-05 SUG-07 SUG-08 SUG-11 SUP-02 TRF-01 TRF-10a TRF-18
    """,
}
WHY = {limit_id: why for why, ids in NEVER_LATE.items() for limit_id in ids.split()}


def test_there_are_219_limits() -> None:
    assert len(LIMITS) == 219
    assert set(WHY) <= set(LIMITS)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_who_may_be_called_late(limit: lm.TimeLimit) -> None:
    value = limit.values[-1][1]
    assert value is not None

    never = lm.why_never_late(limit, value)

    assert (never.key if never else None) == WHY.get(limit.id)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_court_or_a_private_person_is_late_by_no_limit(limit: lm.TimeLimit) -> None:
    value = limit.values[-1][1]
    assert value is not None

    if set(limit.owed_by) & {"court", "party", "other_party"}:
        assert lm.why_never_late(limit, value)


def test_every_reason_is_in_words() -> None:
    assert set(lm.NEVER_LATE_BY_OWNER) == {"court", "party", "other_party"}
    for never in lm.NEVER_LATE_BY_OWNER.values():
        assert never.zh
        assert never.en


def test_what_lapses_is_no_right_of_anybody_and_reminds_alone() -> None:
    lapsing = {limit.id for limit in LIMITS.values() if limit.is_lapse}

    assert lapsing == {"PEN-07a", "PEN-07b"}
    assert not any(LIMITS[key].is_right for key in lapsing)


def test_one_of_several_who_may_be_late_is_enough() -> None:
    limit = lm.TimeLimit("A-01", owed_by=("court", "police"), regime=lm.Regime.STATED)
    value = registry().limit("SUG-02").values[-1][1]
    assert value is not None

    assert lm.why_never_late(limit, value) is None
