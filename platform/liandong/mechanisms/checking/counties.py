"""Checks of how a matter goes to another county: that it can leave here and begin there."""

from collections.abc import Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import FieldKind
from liandong.mechanisms.secrecy import OF_CASE, sealed_fields


def check_county_change(mechanism: Mechanism) -> Iterator[Problem]:
    """Name an opening that is none, that another part makes, or that asks what cannot travel."""
    change = mechanism.changes_county
    if change is None:
        return
    where = f"{mechanism.key}.changes_county"
    opening = next((m for m in mechanism.transitions if m.key == change.opening), None)
    if opening is None or not opening.creates:
        zh, en = f"“{change.opening}”不能立案", f"'{change.opening}' opens no case"
        yield Problem(where, zh, en)
        return
    if change.by not in {actor.party for actor in opening.actors}:
        zh, en = "接收的一方不能这样立案", f"'{change.by.key}' does not make '{opening.key}'"
        yield Problem(where, zh, en)
    sealed = sealed_fields(mechanism).get(OF_CASE, {})
    for field in opening.inputs:
        is_local = field.listed_in or field.kind in {FieldKind.UNIT, FieldKind.FILE}
        if field.required and field.key in sealed:
            zh = f"涉密的“{field.label}”不随案移到其他县，立案时不能必填"
            yield Problem(where, zh, f"sealed field '{field.key}' stays, and is required there")
        elif field.required and is_local:
            zh = f"“{field.label}”不能随案移到其他县"
            yield Problem(where, zh, f"'{field.key}' means nothing in another county")
    for state in (*change.leaves, *change.joins):
        if state not in mechanism.states or mechanism.is_final(state.key):
            zh = f"“{state.label}”不是本机制办理中的状态"
            yield Problem(where, zh, f"'{state.key}' is no open state of this mechanism")
