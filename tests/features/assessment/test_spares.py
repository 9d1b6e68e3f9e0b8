"""Over all plugins: what was withdrawn, excused, paused or objected to, and what was lawfully not
done with reasons, never lowers a figure that points hang on; a day only expected changes nothing.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from liandong.entrypoints.wiring import wire
from liandong.features.assessment.service.measuring import metrics_of
from liandong.mechanisms import Because, Mechanism, Metric, Obligation, Spare
from liandong.mechanisms.measures import CaseCount, Due, RowCount
from support.lives import ISSUER, UNIT, Life, done, first, row_of, sides, tallied, undone

MECHANISMS = [wire().registry.current(key) for key in wire().registry.keys]
METRICS = [(each, metric) for each in MECHANISMS for metric in metrics_of(each)]
BEYOND = date(2031, 3, 5)  # no schedule of holidays for that year yet


def named(mechanism: Mechanism, metric: Metric, *more: str) -> str:
    return "-".join((f"{mechanism.key}.{metric.key}", *more))


def owes(metric: Metric) -> bool:
    """Whether it counts what is owed without a case."""
    return isinstance(getattr(first(metric.denominator), "of", None), Obligation)


def spared() -> Iterator[Any]:
    """Every metric with each state of its cases or rows that spares them."""
    for mechanism, metric in METRICS:
        for spare in mechanism.spares:
            kind = row_of(metric)
            if spare.row_type is None or spare.whole == (spare.row_type is not kind):
                for state in () if owes(metric) else spare.states:
                    name = named(mechanism, metric, spare.because.value, state.key)
                    yield pytest.param(mechanism, metric, spare, state.key, id=name)


@pytest.mark.parametrize(("mechanism", "metric", "spare", "state"), [*spared()])
def test_what_was_spared_stands_on_neither_side(
    mechanism: Mechanism, metric: Metric, spare: Spare, state: str
) -> None:
    others, life = (done(metric), undone(metric)), undone(metric)
    before = sides(tallied(mechanism, metric, *others))
    assert sides(tallied(mechanism, metric, *others, life))[1] > before[1]
    if spare.row_type is None:
        life.come(state, ISSUER)
    else:
        row = str(uuid4()) if spare.whole else life.row
        life.put(spare.row_type.key, state, row, UNIT if is_objection(spare) else ISSUER)

    found = tallied(mechanism, metric, *others, life)

    assert sides(found) == before
    assert [each.left.why for each in found[2] if each.left] == [spare.because.value]


def is_objection(spare: Spare) -> bool:
    return spare.because is Because.OBJECTED


def test_nobody_withdraws_or_excuses_what_it_owes_itself() -> None:
    for mechanism, metric in METRICS:
        for spare in mechanism.spares:
            if spare.row_type is None and not owes(metric) and not is_objection(spare):
                life = undone(metric)
                before = sides(tallied(mechanism, metric, life))
                life.come(spare.states[0].key, UNIT)
                assert sides(tallied(mechanism, metric, life)) == before


def reasoned() -> Iterator[Any]:
    for mechanism, metric in METRICS:
        for state in metric.reasoned:
            name = named(mechanism, metric, state.key)
            yield pytest.param(mechanism, metric, state.key, id=name)


@pytest.mark.parametrize(("mechanism", "metric", "state"), [*reasoned()])
def test_what_was_lawfully_not_done_with_reasons_lowers_no_rate(
    mechanism: Mechanism, metric: Metric, state: str
) -> None:
    counts, kind = first(metric.denominator), row_of(metric)
    assert isinstance(counts, RowCount | CaseCount)
    is_counted_there = state in {each.key for each in counts.states}
    life = Life() if is_counted_there else undone(metric)
    facts = {counts.only[0].key: counts.only[1][0]} if counts.only else {}
    if kind is None:
        life.come(state, facts=facts)
    else:
        life.put(kind.key, state, life.row, **facts)

    for others in ((done(metric),), (done(metric), undone(metric))):
        part, whole = sides(tallied(mechanism, metric, *others))
        more, of = sides(tallied(mechanism, metric, *others, life))
        assert more / of >= part / whole
        told, below = sides(tallied(mechanism, metric, *others, life, scored=False))
        assert (told, below) == (more, whole + 1)  # on a dashboard it stands below the line


@pytest.mark.parametrize(
    ("mechanism", "metric"),
    [
        pytest.param(*each, id=named(*each))
        for each in METRICS
        if each[0].limits and not owes(each[1])
    ],
)
def test_what_is_paused_stands_on_neither_side(mechanism: Mechanism, metric: Metric) -> None:
    life = undone(metric)
    before = sides(tallied(mechanism, metric, done(metric)))
    if isinstance(first(metric.denominator), Due):
        life = undone(metric, state="paused", due_on=None)
    else:
        life.count(Due(mechanism.limits[0]), {"state": "paused", "due_on": None})

    for scored in (True, False):
        found = tallied(mechanism, metric, done(metric), life, scored=scored)
        assert sides(found) == before
        assert {each.left.why for each in found[2] if each.left} == {"paused"}


@pytest.mark.parametrize(
    ("clock", "why"),
    [
        ({"is_provisional": True, "due_on": BEYOND}, "provisional"),
        ({"is_enforceable": False, "inputs": {"matter": "", "evidence": "stated"}}, "unconfirmed"),
        ({"is_enforceable": False}, "not_enforceable"),
        ({"is_enforceable": False, "inputs": {"matter": "", "doubt": {"by": 1}}}, "contested"),
        ({"due_on": date(2026, 5, 13)}, "not_due"),
    ],
)
def test_what_may_call_nobody_late_changes_nothing(clock: dict[str, Any], why: str) -> None:
    counted = 0
    for mechanism, metric in METRICS:
        if isinstance(first(metric.denominator), Due):
            counted += 1
            found = tallied(mechanism, metric, done(metric), undone(metric, **clock))
            assert sides(found) == (1, 1)
            assert [each.left.why for each in found[2] if each.left] == [why]
        else:
            life = undone(metric)
            before = sides(tallied(mechanism, metric, life))
            for limit in mechanism.limits[:1]:
                life.count(Due(limit), clock)
            assert sides(tallied(mechanism, metric, life)) == before
    assert counted > 15


#: What sounds like a withdrawal, an objection or a reason.
SOUNDS = re.compile("撤|异议|不采纳|免予|免除|中止|正当|请假|取消|终止|理由|不参加")
#: And yet is none: each with why it need not be spared.
OTHERWISE = {
    "its clock is held": """
        dispute_resolution.suspended litigation_supervision.suspended
        procuratorial_suggestion.suspended public_interest_clue.suspended
        reverse_linkage.suspended""",
    "it counts as done": """
        case_file_review.forgiven dispute_resolution.waived procuratorial_suggestion.settled""",
    "its own clock is released": """
        dispute_resolution.withdrawn dispute_resolution.terminated""",
    "the unit's own act on its own application": "non_litigation_execution.withdrawn",
    "found to be without reason": """
        procuratorial_suggestion.rejected procuratorial_suggestion.dismissed
        reverse_linkage.dismissed responsible_person_appearance.unjustified
        transfer_supervision.ignored public_interest_clue.withheld""",
    "served anew, and its clock begins anew": """
        procuratorial_suggestion.sustained reverse_linkage.sustained""",
    "counted by neutral figures alone": """
        discipline_clue_transfer.withdrawn transfer_supervision.told transfer_supervision.demanded
        transfer_supervision.explaining transfer_supervision.explained
        transfer_supervision.informing transfer_supervision.held
        transfer_supervision.cancel_ordered transfer_supervision.cancelled
        transfer_supervision.upheld transfer_supervision.kept""",
    "no figure counts it, nor what leads to it": """
        dispute_resolution.cancelled dispute_resolution.dropped dispute_resolution.taken_back
        dispute_resolution.lapsed diversified_mediation.cancelled
        investigation_cooperation.cancelled joint_meeting.excused litigation_supervision.cancelled
        public_interest_clue.suspension_proposed public_interest_clue.called_off""",
}


def test_nothing_that_sounds_like_a_lawful_reason_is_forgotten() -> None:
    found, declared = set(), set()
    for mechanism in {each.key: each for each, _ in METRICS}.values():
        kinds = [(None, mechanism.states), *((each, each.states) for each in mechanism.rows)]
        spared = {(each.row_type, state) for each in mechanism.spares for state in each.states}
        reasons = {state for metric in mechanism.metrics for state in metric.reasoned}
        for kind, states in kinds:
            named = {each for each in states if (kind, each) in spared or each in reasons}
            declared |= {f"{mechanism.key}.{each.key}" for each in named}
            sounds = {each for each in states if SOUNDS.search(each.label)}
            found |= {f"{mechanism.key}.{each.key}" for each in sounds - named}

    assert found - declared == set(" ".join(OTHERWISE.values()).split()) - declared
