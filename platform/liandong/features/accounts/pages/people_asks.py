"""What another authority's administrator asked: look at it, confirm it, or say no."""

from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.errors import AskDecidedError, AskLapsedError
from liandong.features.accounts.models import Account, AccountAsk
from liandong.features.accounts.pages.people_answers import REFUSED, base, errors_of, told, words_of
from liandong.features.accounts.pages.people_form_page import outlasting
from liandong.features.accounts.pages.people_view import ask_row
from liandong.features.accounts.pages.people_words import ask_words
from liandong.features.accounts.service import Done
from liandong.features.units import service as units
from liandong.kernel.errors import LiandongError, NotFoundError
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import message
from liandong.web.security import current_form_token

blp = Blueprint("people_asks", __name__, url_prefix="/t/<code>/accounts/asks")
Plain = dict[str, Any]


@blp.get("/<uuid:ask_id>")
def ask(ask_id: UUID) -> str:
    return _ask_page(ask_id)


@blp.post("/<uuid:ask_id>")
def answer(ask_id: UUID) -> AnyResponse:
    current_principal().require_page("accounts")
    require_recent()
    who = current_principal(), current_clock()
    done: list[Done] = []
    try:
        with current_unit_of_work() as uow:
            if request.form.get("step") == "confirm":
                done.append(service.confirm(uow, *who, ask_id))
            else:
                service.decline(uow, *who, ask_id, request.form.get("reason", ""))
    except (AskDecidedError, AskLapsedError):
        raise  # its page is there no more
    except REFUSED as error:
        return make_response(_ask_page(ask_id, error), error.status)
    if done and done[0].token:
        return told(done[0])
    return redirect(f"{base()}/accounts?done=answered", 303)


def row_of(uow: UnitOfWork, found: AccountAsk) -> Plain:
    """Return an act that waits, as a row of a list."""
    names = _names(uow, found)
    until = service.lapses_at(uow, found)
    return ask_row(found, names["name"], names["unit"], until, base(), current_clock().today())


def _ask_page(ask_id: UUID, error: LiandongError | None = None) -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("accounts")
    with current_unit_of_work() as uow:
        found = next((a for a in service.list_asks(uow, principal, clock) if a.id == ask_id), None)
        if found is None:
            raise NotFoundError
        errors = errors_of(error)
        if error is not None and not errors:
            message("red", words_of(error), say("没有保存。"))
        page = _ask_shape(errors)
        until = service.lapses_at(uow, found)
        page["facts"] = ask_words(found, _names(uow, found), until, clock.today())
        if found.act == "close":
            page["facts"] += outlasting(uow, found.account_id)
        return render_template("pages/account_act.html", page=page)


def _ask_shape(errors: dict[str, list[str]]) -> Plain:
    listed = [{"field": name, "text": text} for name, all_ in errors.items() for text in all_]
    reason = {
        "name": "reason",
        "label": say("不同意的理由"),
        "kind": "long_text",
        "rows": 2,
        "required": False,
        "errors": errors.get("reason", []),
    }
    confirm = {"label": say("确认"), "name": "step", "value": "confirm", "primary": True}
    return {
        "breadcrumb": [
            {"label": say("账号管理"), "href": f"{base()}/accounts"},
            {"label": say("等您确认")},
        ],
        "title": say("等您确认"),
        "sentence": say("另一机关的管理员提出的，您确认之后才生效。"),
        "rows": [],
        "form": {
            "action": request.path,
            "hidden": {"form_token": current_form_token()},
            "fields": [reason],
            "errors": listed,
            "error_title": say("还有 {count} 处要改", count=len(listed)),
            "note": say("确认邀请、恢复或者重设密码之后，一次性链接显示给您，由您交给本人。"),
            "buttons": [
                confirm,
                {"label": say("不同意"), "name": "step", "value": "decline", "tone": "danger"},
            ],
        },
    }


def _names(uow: UnitOfWork, found: AccountAsk) -> dict[str, str]:
    account = uow.session.get(Account, (uow.tenant_id, found.account_id))
    deputy_id = found.content.get("deputy_id")
    deputy = uow.session.get(Account, (uow.tenant_id, UUID(deputy_id))) if deputy_id else None
    return {
        "account": f"{account.name}（{account.login}）" if account else "",
        "name": account.name if account else found.content["name"],
        "unit": units.get(uow, found.unit_id).name,
        "deputy": deputy.name if deputy else "",
    }
