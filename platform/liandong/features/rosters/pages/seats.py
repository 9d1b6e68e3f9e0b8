from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.pages.words import in_words
from liandong.features.rosters.pages.seat_form import NEW, seat_form
from liandong.features.rosters.pages.seats_view import Sight, proposal_page, seats_page
from liandong.features.rosters.service import deciding, proposing, seats
from liandong.features.tenants.service import current, roster_change
from liandong.kernel.errors import (
    ForbiddenError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
)
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message, toast
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("seats_pages", __name__, url_prefix="/t/<code>/seats")
_DONE = {
    "proposed": "已提出，等召集人批准",
    "approved": "已批准",
    "declined": "已决定不批准",
    "withdrawn": "已撤回",
}


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("seats")
    with current_unit_of_work() as uow:
        held = seats.list_seats(uow, principal, current_clock())
        proposed = seats.list_proposals(uow, principal)
        page = seats_page(held, proposed, _sight(uow))
    return render_template("pages/seats.html", page=page)


def _sight(uow: UnitOfWork) -> Sight:
    principal, today, config = current_principal(), current_clock().today(), current(uow)
    return Sight(
        rule=roster_change(config, today),
        register=config.register,
        now=current_clock().now(),
        base=_base(),
        may_propose=principal.may_call("seats.propose"),
        may_decide=principal.may_call("seats.decide"),
        oversees=seats.oversees(principal),
        unit_id=principal.unit_id,
        account=str(principal.account_id),
        hidden={"form_token": current_form_token(), "idempotency_key": str(uuid4())},
    )


@blp.get("/new")
def new() -> str:
    return _form(request.args, ())


@blp.post("/new")
def propose() -> AnyResponse | Response:
    principal = current_principal()
    principal.require_page("seats")
    form = request.form

    def act(uow: UnitOfWork) -> dict[str, Any]:
        found = proposing.propose(uow, principal, current_clock(), _asked(form))
        return {"id": str(found.id)}

    try:
        with current_unit_of_work() as uow:
            kept = once(uow, form.get("idempotency_key", ""), act)
    except InvalidInputError as error:
        problems = [(each.where, in_words(each)) for each in error.problems]
        return Response(_form(form, problems), error.status, mimetype="text/html")
    except (NotFoundError, ForbiddenError):
        raise
    except LiandongError as error:
        return Response(_form(form, [("", in_words(error))]), error.status, mimetype="text/html")
    return redirect(f"{_base()}/{kept['id']}?done=proposed", 303)


def _form(typed: Mapping[str, str], problems: Any) -> str:
    principal = current_principal()
    principal.require_page("seats")
    principal.require_call("seats.propose")
    with current_unit_of_work() as uow:
        held = seats.list_seats(uow, principal, current_clock())
        page = seat_form(held, typed, problems, _sight(uow))
    return render_template("pages/new_case.html", page=page)


def _asked(form: Mapping[str, str]) -> proposing.Asked:
    chosen = form.get("seat", "")
    made = chosen.removesuffix(NEW) if chosen.endswith(NEW) else ""
    return proposing.Asked(
        person=form.get("person", ""),
        from_on=_day(form.get("from_on", "")),
        reason=form.get("reason", ""),
        seat="" if made else chosen,
        kind=made,
        post=form.get("post", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@blp.get("/<uuid:proposal_id>")
def show_one(proposal_id: UUID) -> str:
    current_principal().require_page("seats")
    done = _DONE.get(request.args.get("done", ""))
    if done:
        toast(say(done))
    return _one(proposal_id, "")


@blp.post("/<uuid:proposal_id>")
def decide(proposal_id: UUID) -> AnyResponse | Response:
    """Approve, decline or withdraw; what was pressed says which."""
    principal, clock, form = current_principal(), current_clock(), request.form
    principal.require_page("seats")
    step, reason = form.get("step", ""), form.get("reason", "")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        if step == "decline":
            done = deciding.decline(uow, principal, clock, proposal_id, reason)
        elif step in {"approve", "withdraw"}:
            run = deciding.approve if step == "approve" else deciding.withdraw
            done = run(uow, principal, clock, proposal_id)
        else:
            raise NotFoundError
        return {"outcome": done.outcome}

    try:
        with current_unit_of_work() as uow:
            kept = once(uow, form.get("idempotency_key", ""), act)
    except (NotFoundError, ForbiddenError):
        raise
    except LiandongError as error:
        said = "；".join(in_words(each) for each in getattr(error, "problems", ()))
        message("red", say("没有办成"), said or in_words(error))
        return Response(_one(proposal_id, reason), error.status, mimetype="text/html")
    return redirect(f"{_base()}/{proposal_id}?done={kept['outcome']}", 303)


def _one(proposal_id: UUID, reason: str) -> str:
    with current_unit_of_work() as uow:
        found = seats.get_proposal(uow, current_principal(), proposal_id)
        page = proposal_page(found, _sight(uow), reason)
    return render_template("pages/seat.html", page=page)


def _base() -> str:
    return f"/t/{g.tenant_code}/seats"
