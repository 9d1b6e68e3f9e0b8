"""Which fields of a mechanism are sealed, and the question a guard may ask of them; pure."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field, FieldKind, Secrecy
from liandong.mechanisms.graph import Transition
from liandong.mechanisms.validating import is_empty
from liandong.mechanisms.views import CaseView

#: The fields of the case itself, beside those of its row types.
OF_CASE = ""

WORDS = {
    Secrecy.BUSINESS_SECRET: "商业秘密",
    Secrecy.PRIVACY: "个人隐私",
    Secrecy.MINOR: "未成年人身份",
    Secrecy.INFORMANT: "举报人身份",
}


@cache
def sealed_fields(mechanism: Mechanism) -> Mapping[str, Mapping[str, Secrecy]]:
    """Return the class of every sealed field, by the key of its row type and its own."""
    asked = [field for each in mechanism.variants for field in each.asks]
    found = {OF_CASE: {**_named(asked), **_sealed(mechanism.transitions)}}
    found |= {row.key: _sealed(row.transitions) for row in mechanism.rows}
    return {key: fields for key, fields in found.items() if fields}


def is_given(case: CaseView, field: Field) -> bool:
    """Tell whether a field holds something; all that a guard may ask of a sealed one.

    What was purged is not there any more: who needs it enters it anew.
    """
    return not is_empty(case.facts.get(field.key))


@cache
def sealed_files(mechanism: Mechanism) -> Mapping[str, frozenset[str]]:
    """Return the sealed fields that hold files, by the key of their row type; most have none."""
    sealed = sealed_fields(mechanism)
    asked = [field for each in mechanism.variants for field in each.asks]
    fields = {OF_CASE: [*asked, *(f for move in mechanism.transitions for f in move.inputs)]}
    fields |= {row.key: [f for m in row.transitions for f in m.inputs] for row in mechanism.rows}
    found = {
        scope: frozenset(f.key for f in fields[scope] if f.kind is FieldKind.FILE and f.key in keys)
        for scope, keys in sealed.items()
    }
    return {scope: keys for scope, keys in found.items() if keys}


def _sealed(moves: Iterable[Transition]) -> dict[str, Secrecy]:
    found: dict[str, Secrecy] = {}
    for move in moves:
        found |= _named((*move.inputs, *(each.field for each in move.computes)))
        papers = (move.produces, *(each.paper for each in move.instead))
        for paper in papers:
            found |= _named(paper.fields) if paper else {}
    return found


def _named(fields: Iterable[Field]) -> dict[str, Secrecy]:
    return dict(_classed(fields))


def _classed(fields: Iterable[Field]) -> Iterator[tuple[str, Secrecy]]:
    for field in fields:
        if field.secrecy is not None:
            yield field.key, field.secrecy
