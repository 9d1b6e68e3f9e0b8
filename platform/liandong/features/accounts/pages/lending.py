"""请人代办: lend a duty to a colleague, see what one lent and covers, end it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.authz.seating import NEVER_LENT
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.pages import people_forms as forms
from liandong.features.accounts.pages.people_answers import REFUSED, errors_of, words_of
from liandong.features.accounts.pages.people_reading import read_act, typed
from liandong.features.accounts.pages.people_view import loan_row
from liandong.features.accounts.service import MOST_DAYS, Act
from liandong.kernel.errors import LiandongError
from liandong.kernel.ids import uuid7
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import message, toast
from liandong.web.security import current_form_token
from liandong.web.writes import once

blp = Blueprint("lending", __name__, url_prefix="/t/<code>/account")
Plain = dict[str, Any]


@blp.get("/loans")
def show() -> str:
    done = {"lent": say("已请人代办"), "ended": say("代办已经结束")}
    if request.args.get("done") in done:
        toast(done[request.args["done"]])
    return _page()


@blp.post("/loans")
def lend() -> AnyResponse:
    current_principal().require_page("account")
    require_recent()

    def run(uow: UnitOfWork) -> Plain:
        service.lend(uow, current_principal(), current_clock(), read_act("lend"))
        return {}

    return _run(run, "lent")


@blp.post("/loans/<uuid:delegation_id>/end")
def end(delegation_id: UUID) -> AnyResponse:
    current_principal().require_page("account")
    words = request.form.get("reason", "").strip() or "提前结束"

    def run(uow: UnitOfWork) -> Plain:
        asked = Act("take_back", words, delegation_id=delegation_id)
        service.take_back(uow, current_principal(), current_clock(), asked)
        return {}

    return _run(run, "ended")


@blp.post("/known")
def known() -> AnyResponse:
    """Note that the person knows that their password was reset."""
    principal = current_principal()
    principal.require_page("account")
    with current_unit_of_work() as uow:
        service.note_known(uow, current_clock(), principal)
    return redirect(f"/t/{g.tenant_code}/account", 303)


def _run(run: Any, done: str) -> AnyResponse:
    try:
        with current_unit_of_work() as uow:
            once(uow, request.form.get("idempotency_key", ""), run)
    except REFUSED as error:
        return make_response(_page(error), error.status)
    return redirect(f"/t/{g.tenant_code}/account/loans?done={done}", 303)


def _page(error: LiandongError | None = None) -> str:
    principal, clock = current_principal(), current_clock()
    principal.require_page("account")
    base = f"/t/{g.tenant_code}/account"
    with current_unit_of_work() as uow:
        loans = service.list_loans(uow, principal.account_id)
        choices = forms.Choices(
            units=[],
            duties=sorted(principal.as_oneself().duties - NEVER_LENT),
            colleagues=service.colleagues(uow, principal),
            loans=[],
            today=clock.today(),
            typed=typed() if error else {},
            errors=errors_of(error),
        )
    if error is not None and not choices.errors:
        message("red", words_of(error), say("没有保存。"))
    may = principal.as_oneself().may_call("account.lend")
    rows = [loan_row(each, principal.account_id, clock.today()) for each in loans]
    page = {
        "breadcrumb": [{"label": say("我的账号"), "href": base}, {"label": say("请人代办")}],
        "title": say("请人代办"),
        "sentence": say(
            "出差、请假时，请本单位同志代您办理，最长 {n} 天，可以提前结束。", n=MOST_DAYS
        ),
        "facts": [],
        "rows": [_row(each, base) for each in rows],
        "form": _form(choices, base) if may and choices.duties else None,
    }
    return render_template("pages/account_act.html", page=page)


def _row(row: Plain, base: str) -> Plain:
    hidden = {"form_token": current_form_token(), "idempotency_key": str(uuid7())}
    end = {"action": f"{base}/loans/{row['id']}/end", "hidden": hidden, "label": say("提前结束")}
    return row | {"end": None if row["is_over"] else end}


def _form(choices: forms.Choices, base: str) -> Plain:
    return {
        "action": f"{base}/loans",
        "hidden": {"form_token": current_form_token(), "idempotency_key": str(uuid7())},
        "fields": forms.fields_of("lend", choices),
        "errors": forms.summary(choices),
        "error_title": say("还有 {count} 处要改", count=len(choices.errors)),
        "note": say("代办人办的每一步都记为“代”您办理，您和代办人都看得到。"),
        "buttons": [{"label": say("请人代办"), "primary": True}],
    }
