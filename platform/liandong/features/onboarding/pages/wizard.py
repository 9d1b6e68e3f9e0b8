"""新建区县: a draft of a package, step by step."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response, g, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.clauses import clauses_of
from liandong.features.onboarding.pages.wizard_document import NAMES
from liandong.features.onboarding.pages.wizard_frame import (
    REFUSED,
    base,
    blp,
    draft_of,
    enter,
    page_of,
    tell,
    version,
)
from liandong.features.onboarding.pages.wizard_limits import typed_limits
from liandong.features.onboarding.pages.wizard_view import (
    STEPS,
)
from liandong.features.onboarding.service import drafts, filling
from liandong.features.onboarding.service.own_document import with_document
from liandong.features.onboarding.service.own_slots import with_limits
from liandong.features.onboarding.service.starting import start_from
from liandong.features.onboarding.service.units import judged
from liandong.features.rosters.service.books import refused_book, template
from liandong.kernel.errors import (
    NotFoundError,
)
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import say
from liandong.web.saying import message
from liandong.web.spreadsheets import MEDIA_TYPE

Plain = dict[str, Any]


@blp.get("/<uuid:draft_id>/<step>")
def show(draft_id: UUID, step: str) -> str:
    enter()
    return page_of(draft_id, step)


@blp.get("/<uuid:draft_id>/units.xlsx")
def workbook(draft_id: UUID) -> Response:
    """Hand out the units of a draft, to be changed and handed in again."""
    enter()
    roster = draft_of(draft_id).stated.get("roster")
    content = template(roster, current_clock().today())
    return file_answer(content, f"{say('单位名册')}.xlsx", MEDIA_TYPE)


@blp.post("/<uuid:draft_id>/units")
def take_units(draft_id: UUID) -> AnyResponse:
    """Take over a whole workbook, or nothing of it: what failed is shown or handed out."""
    login, draft = enter(), draft_of(draft_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        return redirect(f"{base()}/new/{draft_id}/mechanisms", HTTPStatus.SEE_OTHER)
    try:
        today = current_clock().today()
        outcome = judged(drafts.stated_in(draft), file.stream, file.filename, today)
        if outcome.failed and request.form.get("only") == "refused":
            content = refused_book(outcome.failed)
            return file_answer(content, f"{say('没有导入的行')}.xlsx", MEDIA_TYPE)
        if outcome.failed:
            n = len(outcome.failed)
            message("red", say("没有保存"), say("还有 {n} 行要改，整份名册没有接受", n=n))
            page = page_of(draft_id, "units", outcome=outcome)
            return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
        stated = drafts.stated_in(draft).with_file("roster", dict(outcome.roster))
        with current_unit_of_work() as uow:
            drafts.put(uow, current_clock(), draft_id, version(), stated=stated.files, by=login)
    except REFUSED as error:
        tell(error)
        return make_response(page_of(draft_id, "units"), error.status)
    return redirect(f"{base()}/new/{draft_id}/units", HTTPStatus.SEE_OTHER)


@blp.post("/<uuid:draft_id>/<step>")
def save(draft_id: UUID, step: str) -> AnyResponse:
    """Keep what one step says and go on to the next."""
    login = enter()
    if step not in _SAVES:
        raise NotFoundError
    try:
        draft = draft_of(draft_id)
        changed = _SAVES[step](draft)
        with current_unit_of_work() as uow:
            drafts.put(uow, current_clock(), draft_id, version(), **changed, by=login)
    except REFUSED as error:
        tell(error)
        return make_response(page_of(draft_id, step, error, request.form), error.status)
    keys = list(STEPS)
    following = keys[keys.index(step) + 1]
    return redirect(f"{base()}/new/{draft_id}/{following}", HTTPStatus.SEE_OTHER)


def _save_county(draft: OnboardingDraft) -> Plain:
    asked = (request.form.get(name, "").strip() for name in _IDENTITY)
    return {"stated": filling.with_identity(drafts.stated_in(draft), *asked).files}


def _save_start(draft: OnboardingDraft) -> Plain:
    model = request.form.get("model", "")
    if model == draft.model:
        return {}
    made = start_from(runtime().sessions, g.tenant.id, model, drafts.stated_in(draft))
    return {"stated": made.files, "model": model}


def _save_document(draft: OnboardingDraft) -> Plain:
    typed = {name: request.form.get(name, "") for name in NAMES}
    return {"stated": with_document(drafts.stated_in(draft), typed).files}


def _save_mechanisms(draft: OnboardingDraft) -> Plain:
    chosen, form = request.form.getlist("chosen"), request.form
    clauses = {key: clauses_of(form.get(f"clauses.{key}", "")) for key in chosen}
    return {"stated": filling.with_mechanisms(drafts.stated_in(draft), chosen, clauses).files}


def _save_limits(draft: OnboardingDraft) -> Plain:
    stated = drafts.stated_in(draft)
    return {"stated": with_limits(stated, typed_limits(draft, request.form)).files}


def _save_people(_: OnboardingDraft) -> Plain:
    typed = [
        {"duty": duty}
        | {p: request.form.get(f"{duty}_{p}", "").strip() for p in ("name", "login", "unit")}
        for duty in filling.FIRST_DUTIES
    ]
    return {"people": filling.people_of(typed)}


_IDENTITY = ("short_name", "instrument", "effective_from")
_SAVES = {
    "county": _save_county,
    "start": _save_start,
    "document": _save_document,
    "mechanisms": _save_mechanisms,
    "limits": _save_limits,
    "people": _save_people,
}
