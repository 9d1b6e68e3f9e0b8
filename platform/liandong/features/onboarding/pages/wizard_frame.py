"""What the pages of 新建区县 share: who may, which draft, and the page of a step."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, g, render_template, request

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.wizard_document import document_fields
from liandong.features.onboarding.pages.wizard_forms import (
    county_fields,
    mechanism_groups,
    people_fields,
    review,
    start_fields,
    with_errors,
)
from liandong.features.onboarding.pages.wizard_limits import Form, limits_part
from liandong.features.onboarding.pages.wizard_units import units_part
from liandong.features.onboarding.pages.wizard_view import (
    STEPS,
    frame,
    words,
)
from liandong.features.onboarding.service import drafts
from liandong.features.onboarding.service.opening import above_of, look, problems_in
from liandong.features.onboarding.service.starting import counties_of
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    StaleError,
    TooLargeError,
)
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import language, say
from liandong.web.saying import message
from liandong.web.security import current_form_token

blp = Blueprint("onboarding_pages", __name__, url_prefix="/t/<code>/province/new")
Plain = dict[str, Any]
_DIGITS = 9
REFUSED = (InvalidInputError, ConflictError, StaleError, TooLargeError)


def enter() -> str:
    """Let in who may open counties; return the login."""
    principal = current_principal()
    principal.require_page("onboarding")
    return principal.login


def page_of(
    draft_id: UUID,
    step: str,
    error: LiandongError | None = None,
    typed: Form | None = None,
) -> str:
    """Return the page of a step; what was typed and refused stands in it still."""
    if step not in STEPS:
        raise NotFoundError
    draft, sessions = draft_of(draft_id), runtime().sessions
    wrong: Sequence[Problem] = getattr(error, "problems", ())
    plan = look(sessions, draft) if step == "review" else None
    problems = plan.problems if plan else problems_in(sessions, draft)
    page = frame(draft, step, problems, base(), current_form_token())
    if plan:
        page["review"] = review(draft, plan, f"{base()}/new/{draft.id}")
    elif step == "units":
        page["units"] = units_part(draft, f"{base()}/new/{draft.id}", current_clock().today())
        page["units"]["field"] = with_errors([page["units"]["field"]], wrong)[0]
        if page["units"]["upload"]:
            page["sentence"] = page["units"]["upload"]["sentence"]
    elif step == "limits":
        page["limits"] = limits_part(draft, typed, wrong)
    elif step == "mechanisms":
        above, _ = above_of(sessions, drafts.stated_in(draft))
        page["groups"] = mechanism_groups(draft, typed, above, wrong)
    else:
        made: dict[str, Callable[[], list[Plain]]] = {
            "county": lambda: county_fields(draft),
            "document": lambda: document_fields(draft, typed),
            "start": lambda: start_fields(draft, counties_of(sessions, g.tenant.id)),
            "people": lambda: people_fields(draft, typed),
        }
        page["fields"] = with_errors(made[step](), wrong)
    if wrong:
        labels = _labels(page)
        page["errors"] = [
            {"field": each.where, "text": labels.get(each.where, "") + words(each)}
            for each in wrong
        ]
        page["error_title"] = say("没有保存，还有 {count} 处要改", count=len(wrong))
    return render_template("pages/wizard.html", page=page)


def _labels(page: Plain) -> dict[str, str]:
    """Return by the name of a field in a table which row it stands in."""
    limits: Plain = page.get("limits") or {}
    rows = [row for part in ("slots", "replaced", "settings") for row in limits.get(part, ())]
    found = {
        name: say("{name}：", name=row["label"]) for row in rows for name in row["names"].values()
    }
    listed = (row for group in page.get("groups") or () for row in group["rows"])
    return found | {row["name"]: say("{name}：", name=row["label"]) for row in listed}


def draft_of(draft_id: UUID) -> OnboardingDraft:
    """Return a draft.

    Raises:
        NotFoundError: There is none.
    """
    with current_unit_of_work() as uow:
        draft = drafts.get_draft(uow, draft_id)
        uow.session.expunge(draft)
    return draft


def base() -> str:
    """Return the address of the province's page."""
    return f"/t/{g.tenant_code}/province"


def version() -> int:
    """Return the version of the draft that was seen.

    Raises:
        StaleError: It is none.
    """
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)


def tell(error: LiandongError) -> None:
    """Say above the page why nothing was kept."""
    said = [words(each) for each in getattr(error, "problems", ())]
    text = error.message_en if language() == "en" else error.message_zh
    message("red", say("没有保存"), say("；").join(said) or text)
