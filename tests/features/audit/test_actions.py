"""Every action that the code can write has words, Chinese and English: none is shown as its key."""

import re

import pytest
from sqlalchemy import CheckConstraint

from liandong.entrypoints.wiring import wire
from liandong.features.accounts.schemas import ACTS
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.audit.service.links import CHANGE
from liandong.features.cases.models import Case
from liandong.features.cases.pages.audit_view import KINDS
from liandong.features.cases.service.audit_words import ACTIONS, FAMILIES, action_labels
from liandong.features.dashboards.service.snapshots import LEADS_ON_FROM
from liandong.features.deadlines.models import ObligationRecord
from liandong.features.transfers.models import TransferRecord
from liandong.mechanisms import Mechanism
from liandong.web.languages import english
from support.audit_actions import actions, values_of

MECHANISMS = list(wire().registry)


def _kinds(table: type) -> set[str]:
    """Return which kinds of records the database lets into a table."""
    (rule,) = (
        str(each.sqltext)
        for each in table.__table__.constraints  # type: ignore[attr-defined]  # a mapped class
        if isinstance(each, CheckConstraint) and str(each.sqltext).startswith("kind IN")
    )
    return set(re.findall(r"'(\w+)'", rule))


#: What the star of an action stands for; a new one has to be placed here on purpose.
STARS = {
    "account.": {"invite", *ACTS},
    "assessment.": _kinds(AssessmentEvent),
    "obligation.": _kinds(ObligationRecord),
    "snapshot.": set(LEADS_ON_FROM),
    "transfer.": _kinds(TransferRecord),
}


def _outside_of_cases() -> set[str]:
    written = {each for each in actions() if not each.startswith("case.")}
    starred = {each.removesuffix("*") for each in written if "*" in each}
    assert starred == STARS.keys()
    spelt = {f"{family}{kind}" for family in starred for kind in STARS[family]}
    return {each for each in written if "*" not in each} | spelt | {CHANGE}


def test_the_code_writes_actions() -> None:
    assert {"audit.taken", "client.called", "visit.requested", "account.locked"} <= actions()


def test_every_action_outside_of_cases_is_named_and_no_other() -> None:
    assert _outside_of_cases() == ACTIONS.keys()
    assert {f"{each.partition('.')[0]}." for each in ACTIONS} | {"case."} == FAMILIES.keys()


def test_every_name_has_english() -> None:
    named = {*ACTIONS.values(), *FAMILIES.values(), *KINDS.values()}
    assert not [words for words in named if not re.search("[a-z]", english(words))]


def _in_a_case(mechanism: Mechanism) -> set[str]:
    """Return what can be done in a case: moves, steps of papers, lines, and what the code says."""
    rows = [move for row in mechanism.rows for move in row.transitions]
    moves = {each.key for each in (*rows, *mechanism.transitions)}
    about = {*moves, *(each.key for each in mechanism.documents)}
    steps = {f"{step}:{each}" for step in ("draft", "submit", "review", "return") for each in about}
    hows = values_of("liandong.features.cases.service.line_keeping.Entry", 0, "how")
    assert {"add", "correct", "strike", "upload"} == hows
    lines = {f"{table.key}.{how}" for table in mechanism.tables for how in hows}
    rungs = {f"a_rung.{state}" for state in RUNGS}
    return moves | steps | lines | rungs | CUSTODY | {"purge", "recount"}


RUNGS = {"suggested", "moved", "resumed", "confirmed", "declined", "ended"}
CUSTODY = {"offered", "rejected", "revoked", "given"}


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: each.key)
def test_every_act_in_a_case_is_named(mechanism: Mechanism) -> None:
    case = Case(mechanism=mechanism.key, version=mechanism.version)
    for key in _in_a_case(mechanism):
        named = action_labels(f"case.{key}", case)
        assert named != (FAMILIES["case."],), key
        assert all(re.search("[a-z]", english(each)) for each in named), (key, named)
