"""新建区县: a draft of a package, step by step."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import g, make_response, redirect, request
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
from liandong.features.onboarding.pages.wizard_limits import typed_stated
from liandong.features.onboarding.pages.wizard_view import (
    STEPS,
)
from liandong.features.onboarding.service import drafts, filling
from liandong.features.onboarding.service.inherited import inherited_in
from liandong.features.onboarding.service.opening import above_of
from liandong.features.onboarding.service.own_checks import require_clauses
from liandong.features.onboarding.service.own_document import with_document
from liandong.features.onboarding.service.starting import start_from
from liandong.features.tenants.service import Layer
from liandong.kernel.errors import InvalidInputError, NotFoundError
from liandong.web.context import (
    current_clock,
    current_unit_of_work,
    runtime,
)

Plain = dict[str, Any]


@blp.get("/<uuid:draft_id>/<step>")
def show(draft_id: UUID, step: str) -> str:
    enter()
    return page_of(draft_id, step)


@blp.post("/<uuid:draft_id>/<step>")
def save(draft_id: UUID, step: str) -> AnyResponse:
    """Keep what one step says and go on to the next."""
    login = enter()
    if step not in _SAVES:
        raise NotFoundError
    if request.form.get("step") == "add":
        return make_response(page_of(draft_id, step, typed=request.form))
    try:
        draft = draft_of(draft_id)
        changed = _SAVES[step](draft)
        with current_unit_of_work() as uow:
            drafts.put(uow, current_clock(), draft_id, version(), **changed, by=login)
    except REFUSED as error:
        if not isinstance(error, InvalidInputError):
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
    return {"stated": made.files, "model": model, "upload": {}}


def _save_document(draft: OnboardingDraft) -> Plain:
    typed = {name: request.form.get(name, "") for name in NAMES}
    return {"stated": with_document(drafts.stated_in(draft), typed).files}


def _save_mechanisms(draft: OnboardingDraft) -> Plain:
    stated, form = drafts.stated_in(draft), request.form
    above = _above(draft)
    inherited = inherited_in(stated, above)
    chosen = form.getlist("chosen")
    clauses = {key: clauses_of(form.get(f"clauses.{key}", "")) for key in {*chosen, *inherited}}
    made = filling.with_mechanisms(stated, chosen, clauses, inherited)
    require_clauses(made, above)
    return {"stated": made.files}


def _above(draft: OnboardingDraft) -> tuple[Layer, ...]:
    above, _ = above_of(runtime().sessions, drafts.stated_in(draft))
    return above


def _save_limits(draft: OnboardingDraft) -> Plain:
    return {"stated": typed_stated(draft, request.form, _above(draft)).files}


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
