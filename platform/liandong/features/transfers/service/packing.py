"""What goes along with a matter: all that the unit that hands it over knows of it, and a digest."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import orjson

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.documents.service.records import addresses_of
from liandong.kernel.clock import Clock
from liandong.mechanisms import Mechanism, is_empty, sealed_fields

Plain = dict[str, Any]
#: What is said to the reader of a case here, and means nothing elsewhere.
_OF_HERE = ("moves", "links", "level", "position")
_SIGNED = {"signed", "withdrawn"}
#: What of the record goes along: what was done, not how it was prepared.
_TOLD = {"move", "row", "custody"}


def pack(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str, case_id: UUID
) -> Plain:
    """Return the package of a matter as canonical data: facts, rows, papers, clocks, record, files.

    It holds what the parties know: neither what another authority keeps to itself, nor what stays
    inside this one, nor what is sealed, of which the fields are named alone. Units and files are
    told by name; of a file there is the digest, and of a paper that of what was signed.

    Raises:
        NotFoundError: The unit may not know of the matter.
    """
    picture = cases.look(uow, principal, clock, mechanism, case_id)
    stated = cases.dump_case(picture)
    found = {key: value for key, value in stated.items() if key not in _OF_HERE}
    inner = picture.opened.mechanism.inner_facts(frozenset())
    papers = {each.key for each in picture.opened.mechanism.documents if each.is_inner}
    rows = {str(row.id) for row in picture.rows if row.audience != "unit"}
    events = {str(e.id) for e in picture.events if e.audience == "parties" and e.kind in _TOLD}
    found["facts"] = {key: value for key, value in stated["facts"].items() if key not in inner}
    found["rows"] = [each for each in stated["rows"] if each["id"] in rows]
    found["events"] = [each for each in stated["events"] if each["id"] in events]
    found["documents"] = [
        each
        for each in stated["documents"]
        if each["state"] in _SIGNED and each["type"] not in papers
    ]
    secret = withheld(picture.opened.mechanism, found)
    found = {**_without(found, secret), **({"withheld": secret} if secret else {})}
    mentioned = set(_texts(found))
    named = cases.named_files(
        picture.opened.mechanism, [found["facts"], *(row["facts"] for row in found["rows"])]
    )
    found["units"] = {
        str(unit.id): unit.name for unit in picture.units.values() if str(unit.id) in mentioned
    }
    found["files"] = addresses_of(uow, sorted(named))
    plain: Plain = orjson.loads(orjson.dumps(found, option=orjson.OPT_SORT_KEYS))
    return plain


def pack_joint(
    uow: UnitOfWork, principal: Principal, clock: Clock, mechanism: str, case_id: UUID
) -> Plain:
    """Return what a county learns that is asked to take part: the facts its own matter begins with.

    Neither number, state nor id go along, no rows, papers, clocks, record or files: the matter
    stays here.

    Raises:
        NotFoundError: The unit may not know of the matter.
    """
    picture = cases.look(uow, principal, clock, mechanism, case_id)
    stated = cases.dump_case(picture)
    found = {key: stated[key] for key in ("mechanism", "version", "title")}
    return found | {"facts": cases.facts_to_join(picture)}


def withheld(mechanism: Mechanism, stated: Plain) -> list[str]:
    """Return the sealed fields that hold something: what they hold stays in its county."""
    sealed = sealed_fields(mechanism)
    held = [("", stated["facts"]), *((row["type"], row["facts"]) for row in stated["rows"])]
    places = {
        f"{scope}.{key}" if scope else key
        for scope, facts in held
        for key in sealed.get(scope, {}).keys() & facts.keys()
        if not is_empty(facts[key])
    }
    return sorted(places)


def _without(stated: Plain, secret: list[str]) -> Plain:
    def rest(facts: Plain, scope: str) -> Plain:
        return {key: value for key, value in facts.items() if f"{scope}{key}" not in secret}

    rows = [{**row, "facts": rest(row["facts"], f"{row['type']}.")} for row in stated["rows"]]
    return {**stated, "facts": rest(stated["facts"], ""), "rows": rows}


def digest_of(package: Plain) -> str:
    """Return the SHA-256 of a package in its canonical form, in hex: the same in both counties."""
    return hashlib.sha256(orjson.dumps(package, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
