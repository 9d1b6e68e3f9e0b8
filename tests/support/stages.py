"""One suggestion at every stage of its story, in one county."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from liandong.features.cases.service import FireTransition, RowCommand
from support.counties import County

DAY = "2026-04-27"
OBJECTION = {"grounds": "事实有出入"}


def stages(county: County) -> dict[str, UUID]:
    """Return the case of each stage."""
    return {name: play(county) for name, play in STAGES.items()}


def _drafting(county: County) -> UUID:
    case_id = county.open(DAY, items=2)
    county.consult(DAY, case_id)
    county.fire("chief", DAY, case_id, "investigate")
    county.move_row("prosecutor", DAY, case_id, "consultation", "forgo")
    county.list_copy(DAY, case_id)
    county.move_row("chief", DAY, case_id, "copy", "choose")
    return case_id


def _submitted(county: County) -> UUID:
    case_id = _drafting(county)
    county.step("prosecutor", DAY, case_id, "submit")
    return case_id


def _returned(county: County) -> UUID:
    case_id = _submitted(county)
    county.step("reviewer", DAY, case_id, "return", note="事实不清")
    return case_id


def _reviewed(county: County) -> UUID:
    case_id = _submitted(county)
    county.step("reviewer", DAY, case_id, "review")
    return case_id


def _discarded(county: County) -> UUID:
    case_id = _reviewed(county)
    county.fire("chief", DAY, case_id, "discard", facts={"why": "已自行纠正"})
    return case_id


def _issued(county: County) -> UUID:
    case_id = _reviewed(county)
    county.fire("chief", DAY, case_id, "issue")
    return case_id


def _withdrawn_unserved(county: County) -> UUID:
    case_id = _issued(county)
    county.fire("chief", DAY, case_id, "withdraw", facts={"why": "适用法律有误"})
    return case_id


def _served(county: County) -> UUID:
    case_id = _issued(county)
    county.fire("handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})
    return case_id


def _copied(county: County) -> UUID:
    case_id = _served(county)
    county.move_row("prosecutor", DAY, case_id, "copy", "send")
    return case_id


def _objected(county: County) -> UUID:
    case_id = _served(county)
    county.fire(
        "handler", DAY, case_id, None, rows=(RowCommand("objection", "object", None, OBJECTION),)
    )
    return case_id


def _answer_drafted(county: County) -> UUID:
    case_id = _objected(county)
    row = RowCommand("objection", "reject", county.row(case_id, "objection", DAY), {"why": "属实"})
    county.draft(
        "prosecutor", DAY, case_id, FireTransition(None, date.fromisoformat(DAY), rows=(row,))
    )
    return case_id


def _reply_drafted(county: County) -> UUID:
    case_id = _served(county)
    county.submit_reply(DAY, case_id)
    return case_id


def _replied(county: County) -> UUID:
    case_id = _served(county)
    county.reply(DAY, case_id)
    return case_id


def _verified(county: County) -> UUID:
    case_id = _replied(county)
    rows = [r for r in county.look("prosecutor", case_id)["rows"] if r["type"] == "item"]
    found = {"method": "on_site", "finding": "已整改"}
    moves = tuple(RowCommand("item", "settle", UUID(row["id"]), found) for row in rows)
    county.fire("prosecutor", DAY, case_id, None, rows=moves)
    return case_id


def _closed(county: County) -> UUID:
    case_id = _verified(county)
    county.fire("prosecutor", DAY, case_id, "file_upward")
    county.move_row("prosecutor", DAY, case_id, "copy", "send")
    county.fire("chief", DAY, case_id, "close")
    return case_id


def _withdrawn(county: County) -> UUID:
    case_id = _served(county)
    county.fire("chief", DAY, case_id, "withdraw", facts={"why": "适用法律有误"})
    return case_id


STAGES: dict[str, Callable[[County], UUID]] = {
    "drafting": _drafting,
    "submitted": _submitted,
    "returned": _returned,
    "reviewed": _reviewed,
    "discarded": _discarded,
    "issued": _issued,
    "withdrawn_unserved": _withdrawn_unserved,
    "served": _served,
    "copied": _copied,
    "objected": _objected,
    "answer_drafted": _answer_drafted,
    "reply_drafted": _reply_drafted,
    "replied": _replied,
    "verified": _verified,
    "closed": _closed,
    "withdrawn": _withdrawn,
}
INNER = ("drafting", "submitted", "returned", "reviewed", "discarded")
UNSERVED = ("issued", "withdrawn_unserved")
COPIED = ("copied", "closed")
