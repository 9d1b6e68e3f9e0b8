"""What becomes of the papers of a case when a move lands."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

import orjson

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.numbering import next_number
from liandong.features.cases.service.sealing import BLIND, states_secret
from liandong.features.cases.service.stating import delivered_kinds
from liandong.features.cases.service.timing import day_of
from liandong.features.cases.service.viewing import Opened
from liandong.features.units import service as units
from liandong.kernel.ids import uuid7
from liandong.mechanisms import DocumentType, Landing, Mechanism, Transition

Payload = dict[str, Any]


def change_papers(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    command: FireTransition,
    payload: Payload,
    move: Transition,
    row_id: UUID | None,
) -> None:
    if move.revokes is not None:
        payload["documents"] += _revoked(opened, move.revokes)
    kind = move.paper(command.facts)
    if kind is not None:
        signed = _signed(uow, principal, opened, command, payload, kind, row_id)
        payload["documents"].append(signed)
    else:
        payload["documents"] += _reset(opened, move)
    if move.delivers is not None:
        payload["documents"].append(_delivered(principal, opened, command, move))


def _signed(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    command: FireTransition,
    payload: Payload,
    kind: DocumentType,
    row_id: UUID | None,
) -> Payload:
    drafted = opened.paper(kind.key, row_id)
    inner = opened.mechanism.inner_facts(frozenset())
    facts = {**opened.case.facts, **payload["facts"]}
    content = {
        "facts": {key: value for key, value in facts.items() if key not in inner},
        "rows": _stated_rows(opened, payload, row_id),
        "parties": [
            {"unit_id": str(p.unit_id), "part": p.part, "reason": p.reason} for p in opened.parties
        ],
        "signed_on": command.occurred_on.isoformat(),
        "row_id": str(row_id) if row_id else None,
    }
    number = None
    if _is_numbered(opened.mechanism, kind):
        mechanism, organ = opened.mechanism, units.get(uow, principal.unit_id).key
        word = opened.config.prefix(mechanism.key, mechanism.number_word, organ)
        number = next_number(uow, word, command.occurred_on.year)
        content["number"] = number
        if _names_the_case(opened, kind):
            payload["number"] = number
    if states_secret(opened.mechanism, content):
        content[BLIND] = secrets.token_hex(16)
    living = drafted is not None and drafted.state != "signed"
    return {
        "id": str(drafted.id) if drafted is not None and living else str(uuid7()),
        "type": kind.key,
        "row_id": str(row_id) if row_id else None,
        "state": "signed",
        "number": number,
        "content": content,
        "digest": digest_of(content),
        "signed": True,
    }


def digest_of(content: Payload) -> str:
    """Return the SHA-256 over what a paper states, in hex."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _names_the_case(opened: Opened, kind: DocumentType) -> bool:
    """A case goes by its first paper until one is served, then by that as long as it stands."""
    served = delivered_kinds(opened.mechanism)
    standing = [
        p for p in opened.papers if p.state == "signed" and p.type in {k.key for k in served}
    ]
    goes_by_it = any(paper.number == opened.case.number for paper in standing)
    return opened.case.number is None or (kind in served and not goes_by_it)


def _revoked(opened: Opened, kind: DocumentType) -> list[Payload]:
    """Take the force of the paper that stands; who could read it still can."""
    return [
        {"id": str(paper.id), "type": paper.type, "state": "withdrawn"}
        for paper in opened.papers
        if paper.type == kind.key and paper.state == "signed"
    ]


def _all_rows(opened: Opened, payload: Payload) -> list[Payload]:
    rows: dict[str, Payload] = {
        str(row.id): {"id": str(row.id), "type": row.type, "state": row.state, "facts": row.facts}
        for row in opened.rows
    }
    for moved in payload["rows"]:
        before = rows.get(moved["id"], {"facts": {}})
        rows[moved["id"]] = {
            "id": moved["id"],
            "type": moved["type"],
            "state": moved["landed_in"],
            "facts": {**before["facts"], **moved["facts"]},
        }
    return list(rows.values())


def _is_numbered(mechanism: Mechanism, kind: DocumentType) -> bool:
    """What is served is numbered, and what a move makes that tells somebody of the matter."""
    return kind in delivered_kinds(mechanism) or any(
        move.tells and move.produces == kind for move in mechanism.transitions
    )


def _delivered(
    principal: Principal, opened: Opened, command: FireTransition, move: Transition
) -> Payload:
    kind = move.delivers
    paper = opened.paper(kind.key) if kind else None
    if kind is None or paper is None:
        raise AssertionError  # a move delivers only what an earlier one has signed
    delivery = {
        "mode": command.facts.get("delivery_mode", "electronic"),
        "received_on": day_of(move, command).isoformat(),
        "recorded_by": str(principal.unit_id),
        "account": str(principal.account_id),
        "proof": command.facts.get("delivery_proof"),
    }
    return {"id": str(paper.id), "type": kind.key, "delivery": delivery}


def _reset(opened: Opened, move: Transition) -> list[Payload]:
    """Send a paper that waits for its signature back to the draft: the case it states moved."""
    kinds = {
        kind.key
        for kind in opened.mechanism.documents
        if kind.approval and set(kind.approval.drafters) & set(move.actors)
    }
    return [
        {"id": str(paper.id), "type": paper.type, "state": "draft"}
        for paper in opened.papers
        if paper.type in kinds and paper.state in {"submitted", "reviewed"} and not paper.content
    ]


def first_papers(mechanism: Mechanism, landing: Landing) -> list[DocumentType]:
    """Return the papers that are drafted from the first move on: those the case itself states."""
    here = landing.state.key
    return [
        move.produces
        for move in mechanism.transitions
        if move.produces and move.produces.approval and move.leaves(here)
    ]


def fresh_paper(kind: DocumentType) -> Payload:
    return {"id": str(uuid7()), "type": kind.key, "state": "draft", "content": {}}


def _stated_rows(opened: Opened, payload: Payload, row_id: UUID | None) -> list[Payload]:
    """Return what a paper may state: what not all may see stays out, but the row it is about."""
    audiences = {str(row.id): row.audience for row in opened.rows}
    audiences |= {moved["id"]: moved["audience"] for moved in payload["rows"]}
    shown_to_few = {kind.key for kind in opened.mechanism.rows if kind.shown_to}
    about = str(row_id)
    return [
        row
        for row in _all_rows(opened, payload)
        if row["id"] == about
        or (audiences[row["id"]] == "parties" and row["type"] not in shown_to_few)
    ]
