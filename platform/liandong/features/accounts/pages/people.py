"""账号管理: the list, one account, its acts, and what waits for a confirmation."""

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.pages import people_forms as forms
from liandong.features.accounts.pages.people_answers import REFUSED, base, told
from liandong.features.accounts.pages.people_asks import row_of
from liandong.features.accounts.pages.people_form_page import form_page
from liandong.features.accounts.pages.people_reading import read_act
from liandong.features.accounts.pages.people_view import (
    account_page,
    list_page,
)
from liandong.features.accounts.pages.people_words import act_words
from liandong.features.accounts.service import Done, Sought
from liandong.features.units import service as units
from liandong.kernel.errors import (
    NotFoundError,
)
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import toast
from liandong.web.writes import once

blp = Blueprint("people", __name__, url_prefix="/t/<code>/accounts")
Plain = dict[str, Any]


@blp.get("")
def show() -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("accounts")
    _say_done()
    sought = Sought(_uuid("unit"), request.args.get("state", ""), request.args.get("q", "").strip())
    with current_unit_of_work() as uow:
        found = service.list_accounts(uow, principal, sought)
        asks = [row_of(uow, ask) for ask in service.list_asks(uow, principal, clock)]
        may = principal.as_oneself().may_call("accounts.manage")
        listed = units.list_active(uow) if may else []
        page = list_page(found, sought, listed, asks, base(), clock.today(), may_invite=may)
        return render_template("pages/accounts.html", page=page)


@blp.get("/<uuid:account_id>")
def one(account_id: UUID) -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("accounts")
    _say_done()
    with current_unit_of_work() as uow:
        seen = service.look_at_account(uow, principal, clock, account_id)
        waiting = [row_of(uow, ask) for ask in service.list_asked_about(uow, clock, account_id)]
        is_own = account_id == principal.account_id
        may = principal.as_oneself().may_call("accounts.manage") and not is_own
        page = account_page(seen, waiting, base(), clock.today(), may_act=may)
        return render_template("pages/account_seen.html", page=page)


@blp.get("/new")
def new() -> str:
    return form_page("invite", None)


@blp.post("/new")
def invite() -> AnyResponse:
    return _act("invite", None)


@blp.get("/<uuid:account_id>/<act>")
def act_form(account_id: UUID, act: str) -> str:
    return form_page(_known(act), account_id)


@blp.post("/<uuid:account_id>/<act>")
def act_on(account_id: UUID, act: str) -> AnyResponse:
    return _act(_known(act), account_id)


def _known(act: str) -> str:
    if act not in (*forms.OPEN_ACTS, *forms.CLOSED_ACTS):
        raise NotFoundError
    return act


def _act(kind: str, account_id: UUID | None) -> AnyResponse:
    current_principal().require_page("accounts")
    require_recent()
    made: list[Done] = []

    def run(uow: UnitOfWork) -> Plain:
        who = current_principal(), current_clock()
        made.append(service.act_on(uow, *who, account_id, read_act(kind)))
        return {"account_id": str(made[0].account_id), "is_asked": made[0].is_asked}

    try:
        with current_unit_of_work() as uow:
            kept = once(uow, request.form.get("idempotency_key", ""), run)
    except REFUSED as error:
        return make_response(form_page(kind, account_id, error), error.status)
    if made and made[0].token:
        return told(made[0])
    if kept["is_asked"] and account_id is None:
        return redirect(f"{base()}/accounts?done=asked", 303)
    done = "asked" if kept["is_asked"] else kind
    return redirect(f"{base()}/accounts/{kept['account_id']}?done={done}", 303)


def _say_done() -> None:
    done = request.args.get("done", "")
    known = {"asked": say("已提出，等对方机关确认"), "answered": say("已经答复")}
    if done in known:
        toast(known[done])
    elif done in (*forms.OPEN_ACTS, *forms.CLOSED_ACTS):
        toast(say("办好了：{act}", act=act_words(done)))


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(request.args[name]) if request.args.get(name) else None
    except ValueError:
        return None
