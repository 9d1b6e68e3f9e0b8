"""The page with the form of one act on an account."""

from typing import Any
from uuid import UUID

from flask import render_template, request

from liandong.authz.seating import GIVEN_ABOVE, may_sit
from liandong.authz.vocabulary import DUTIES
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service
from liandong.features.accounts.models import Account
from liandong.features.accounts.pages import people_forms as forms
from liandong.features.accounts.pages.people_answers import base, errors_of, words_of
from liandong.features.accounts.pages.people_reading import typed
from liandong.features.accounts.pages.people_view import (
    loan_row,
)
from liandong.features.accounts.pages.people_words import act_words
from liandong.features.tenants.service import current
from liandong.features.units import service as units
from liandong.kernel.errors import LiandongError, NotFoundError
from liandong.kernel.ids import uuid7
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.security import current_form_token

Plain = dict[str, Any]


def form_page(kind: str, account_id: UUID | None, error: LiandongError | None = None) -> str:
    """Return the form of an act, with what was typed where it was refused."""
    principal = current_principal()
    principal.require_page("accounts")
    principal.as_oneself().require_call("accounts.manage")
    with current_unit_of_work() as uow:
        account = uow.session.get(Account, (uow.tenant_id, account_id)) if account_id else None
        if account is None and account_id is not None:
            raise NotFoundError
        choices = _choices(uow, kind, account, error)
        page = _shape(kind, account, choices, error)
        if kind == "close" and account is not None:
            page["facts"] = outlasting(uow, account.id)
        return render_template("pages/account_act.html", page=page)


def outlasting(uow: UnitOfWork, account_id: UUID) -> list[Plain]:
    """Return what closing an account does not end."""
    clock = current_clock()
    seen = service.look_at_account(uow, current_principal(), clock, account_id)
    words = say(
        "{names}。停用账号不会停用它们，不用了请到接口凭证页停用。",
        names=say("、").join(seen.programs),
    )
    return [{"label": say("建的接口凭证还在用"), "text": words}] if seen.programs else []


def _shape(
    kind: str, account: Account | None, choices: forms.Choices, error: LiandongError | None
) -> Plain:
    back = f"{base()}/accounts" + (f"/{account.id}" if account else "")
    trail = [{"label": say("账号管理"), "href": f"{base()}/accounts"}]
    trail += [{"label": account.name, "href": back}] if account else []
    if error is not None and not choices.errors:
        message("red", words_of(error), say("没有保存。"))
    return {
        "breadcrumb": [*trail, {"label": act_words(kind)}],
        "title": act_words(kind),
        "sentence": f"{account.name} · {account.login}" if account else "",
        "facts": [],
        "rows": [],
        "form": {
            "action": request.path,
            "hidden": {"form_token": current_form_token(), "idempotency_key": str(uuid7())},
            "fields": forms.fields_of(kind, choices),
            "errors": forms.summary(choices),
            "error_title": say("还有 {count} 处要改", count=len(choices.errors)),
            "note": forms.consequence(kind),
            "buttons": [forms.button(kind), {"label": say("取消"), "href": back}],
        },
    }


def _choices(
    uow: UnitOfWork, kind: str, account: Account | None, error: LiandongError | None
) -> forms.Choices:
    clock = current_clock()
    held = service.held_duties(uow, clock, account.id, ahead=True) if account else []
    duties = _possible(uow, account) if kind in {"invite", "give"} else held
    loans = service.list_loans(uow, account.id) if account else []
    rows = [loan_row(each, each.holder.id, clock.today()) for each in loans]
    colleagues = service.colleagues_of(uow, account.unit_id, account.id) if account else []
    me = current_principal().account_id
    return forms.Choices(
        units=units.list_active(uow),
        duties=duties,
        colleagues=[each for each in colleagues if each.id != me],
        loans=[{"value": r["id"], "label": r["title"]} for r in rows if not r["is_over"]],
        today=clock.today(),
        typed=typed() if error else ({"name": account.name} if account else {}),
        errors=errors_of(error),
    )


def _possible(uow: UnitOfWork, account: Account | None) -> list[str]:
    """Return the duties that can be given, in that unit or in any."""
    listed = units.list_active(uow)
    places = [unit for unit in listed if account is None or unit.id == account.unit_id]
    policy = current(uow).policy
    return [
        duty
        for duty in DUTIES
        if duty not in GIVEN_ABOVE
        and any(may_sit(policy, duty, unit.kind, frozenset(unit.roles)) for unit in places)
    ]
