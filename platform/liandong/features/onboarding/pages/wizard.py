"""新建区县: a draft of a package, step by step, until the county is there."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.clauses import clauses_of
from liandong.features.onboarding.pages.wizard_forms import (
    county_fields,
    mechanism_groups,
    people_fields,
    review,
    start_fields,
    with_errors,
)
from liandong.features.onboarding.pages.wizard_limits import limit_rows, typed_limits
from liandong.features.onboarding.pages.wizard_units import units_part
from liandong.features.onboarding.pages.wizard_view import (
    STEPS,
    begin_page,
    frame,
    opened_page,
    words,
)
from liandong.features.onboarding.service import drafts, filling
from liandong.features.onboarding.service.archive import unzipped, zip_of
from liandong.features.onboarding.service.opening import Opened, look, open_county, problems_in
from liandong.features.onboarding.service.own_slots import with_limits
from liandong.features.onboarding.service.starting import counties_of, start_from
from liandong.features.onboarding.service.units import judged
from liandong.features.rosters.service.books import refused_book, template
from liandong.features.rosters.service.judging import Outcome
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.web.answers import file_answer
from liandong.web.context import (
    current_clock,
    current_principal,
    current_unit_of_work,
    runtime,
)
from liandong.web.languages import language, say
from liandong.web.reauthentication import require_recent
from liandong.web.saying import message
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE
from liandong.web.writes import once

blp = Blueprint("onboarding_pages", __name__, url_prefix="/t/<code>/province/new")
Plain = dict[str, Any]
_DIGITS = 9
_REFUSED = (InvalidInputError, ConflictError, StaleError)


def _enter() -> str:
    """Let in who may open counties; return the login."""
    principal = current_principal()
    principal.require_page("onboarding")
    return principal.login


@blp.get("")
def begin() -> str:
    _enter()
    return _begin()


def _begin() -> str:
    query = request.args.get("q", "")
    with current_unit_of_work() as uow:
        found = drafts.search(uow, query)
        waiting = drafts.list_drafts(uow)
        page = begin_page(found, query, waiting, _base(), current_form_token())
    return render_template("pages/wizard_begin.html", page=page)


@blp.post("")
def choose() -> AnyResponse:
    login = _enter()
    try:
        with current_unit_of_work() as uow:
            code = request.form.get("code", "")
            draft = drafts.begin(uow, current_clock(), code, by=login).id
    except _REFUSED as error:
        _say(error)
        return make_response(_begin(), error.status)
    return redirect(f"{_base()}/new/{draft}/county", HTTPStatus.SEE_OTHER)


@blp.post("/package")
def upload() -> AnyResponse:
    """Let a package that was handed in be a draft."""
    login = _enter()

    def act(uow: UnitOfWork) -> Plain:
        file = request.files.get("package")
        if file is None or not file.filename:
            raise InvalidInputError([Problem("package", "请先选一个文件", "choose a file first")])
        return {"id": str(drafts.take_in(uow, current_clock(), unzipped(file.stream), by=login).id)}

    try:
        with current_unit_of_work() as uow:
            kept = once(uow, request.form.get("idempotency_key", ""), act)
    except _REFUSED as error:
        _say(error)
        return make_response(_begin(), error.status)
    return redirect(f"{_base()}/new/{kept['id']}/review", HTTPStatus.SEE_OTHER)


@blp.get("/<uuid:draft_id>/package.zip")
def package(draft_id: UUID) -> Response:
    _enter()
    name, content = zip_of(drafts.stated_in(_draft(draft_id)))
    return file_answer(content, name, "application/zip")


@blp.get("/<uuid:draft_id>/<step>")
def show(draft_id: UUID, step: str) -> str:
    _enter()
    return _page(draft_id, step)


@blp.get("/<uuid:draft_id>/units.xlsx")
def workbook(draft_id: UUID) -> Response:
    """Hand out the units of a draft, to be changed and handed in again."""
    _enter()
    roster = _draft(draft_id).stated.get("roster")
    content = template(roster, current_clock().today())
    return file_answer(content, f"{say('单位名册')}.xlsx", MEDIA_TYPE)


@blp.post("/<uuid:draft_id>/units")
def take_units(draft_id: UUID) -> AnyResponse:
    """Take over a whole workbook, or nothing of it: what failed is shown or handed out."""
    login, draft = _enter(), _draft(draft_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        return redirect(f"{_base()}/new/{draft_id}/mechanisms", HTTPStatus.SEE_OTHER)
    try:
        today = current_clock().today()
        outcome = judged(drafts.stated_in(draft), file.stream, file.filename, today)
        if outcome.failed and request.form.get("only") == "refused":
            content = refused_book(outcome.failed)
            return file_answer(content, f"{say('没有导入的行')}.xlsx", MEDIA_TYPE)
        if outcome.failed:
            n = len(outcome.failed)
            message("red", say("没有保存"), say("还有 {n} 行要改，整份名册没有接受", n=n))
            page = _page(draft_id, "units", outcome=outcome)
            return make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
        stated = drafts.stated_in(draft).with_file("roster", dict(outcome.roster))
        with current_unit_of_work() as uow:
            drafts.put(uow, current_clock(), draft_id, _version(), stated=stated.files, by=login)
    except _REFUSED as error:
        _say(error)
        return make_response(_page(draft_id, "units"), error.status)
    return redirect(f"{_base()}/new/{draft_id}/units", HTTPStatus.SEE_OTHER)


@blp.post("/<uuid:draft_id>/<step>")
def save(draft_id: UUID, step: str) -> AnyResponse:
    """Keep what one step says and go on to the next."""
    login = _enter()
    if step not in _SAVES:
        raise NotFoundError
    try:
        draft = _draft(draft_id)
        changed = _SAVES[step](draft)
        with current_unit_of_work() as uow:
            drafts.put(uow, current_clock(), draft_id, _version(), **changed, by=login)
    except _REFUSED as error:
        _say(error)
        return make_response(_page(draft_id, step, error, request.form), error.status)
    keys = list(STEPS)
    following = keys[keys.index(step) + 1]
    return redirect(f"{_base()}/new/{draft_id}/{following}", HTTPStatus.SEE_OTHER)


@blp.post("/<uuid:draft_id>/put-aside")
def put_aside(draft_id: UUID) -> AnyResponse:
    _enter()
    with current_unit_of_work() as uow:
        drafts.put_aside(uow, draft_id)
    return redirect(f"{_base()}/new", HTTPStatus.SEE_OTHER)


@blp.post("/<uuid:draft_id>/open")
def go(draft_id: UUID) -> AnyResponse:
    """Let the county come to be, and tell the links of its first people, this once."""
    _enter()
    require_recent()
    principal, mode = current_principal(), request.form.get("mode", "")
    sessions = runtime().sessions
    try:
        made = open_county(sessions, current_clock(), principal, draft_id, _version(), mode)
    except NotFoundError:
        known = dict(counties_of(sessions, g.tenant.id))
        code = request.form.get("code", "")
        if code not in known:
            raise
        made = Opened(code, known[code], is_new=False)
    except _REFUSED as error:
        _say(error)
        return make_response(_page(draft_id, "review"), error.status)
    page = opened_page(made, _base(), request.host_url.rstrip("/"))
    return make_response(render_template("pages/wizard_opened.html", page=page), 201)


def _page(
    draft_id: UUID,
    step: str,
    error: LiandongError | None = None,
    typed: Mapping[str, str] | None = None,
    outcome: Outcome | None = None,
) -> str:
    if step not in STEPS:
        raise NotFoundError
    draft, sessions = _draft(draft_id), runtime().sessions
    wrong: Sequence[Problem] = getattr(error, "problems", ())
    page = frame(draft, step, problems_in(sessions, draft), _base(), current_form_token())
    if wrong:
        page["errors"] = [{"field": each.where, "text": words(each)} for each in wrong]
        page["error_title"] = say("没有保存，还有 {count} 处要改", count=len(wrong))
    if step == "review":
        page["review"] = review(draft, look(sessions, draft), f"{_base()}/new/{draft.id}")
    elif step == "units":
        page["units"] = units_part(draft, f"{_base()}/new/{draft.id}", outcome)
    elif step == "limits":
        page["limits"] = limit_rows(draft, typed)
    elif step == "mechanisms":
        page["groups"] = mechanism_groups(draft, typed)
    else:
        made = {
            "county": lambda: county_fields(draft),
            "start": lambda: start_fields(draft, counties_of(sessions, g.tenant.id)),
            "people": lambda: people_fields(draft, typed),
        }
        page["fields"] = with_errors(made[step](), wrong)
    return render_template("pages/wizard.html", page=page)


def _save_county(draft: OnboardingDraft) -> Plain:
    asked = (request.form.get(name, "").strip() for name in _IDENTITY)
    return {"stated": filling.with_identity(drafts.stated_in(draft), *asked).files}


def _save_start(draft: OnboardingDraft) -> Plain:
    model = request.form.get("model", "")
    if model == draft.model:
        return {}
    made = start_from(runtime().sessions, g.tenant.id, model, drafts.stated_in(draft))
    return {"stated": made.files, "model": model}


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
    "mechanisms": _save_mechanisms,
    "limits": _save_limits,
    "people": _save_people,
}


def _draft(draft_id: UUID) -> OnboardingDraft:
    with current_unit_of_work() as uow:
        draft = drafts.get_draft(uow, draft_id)
        uow.session.expunge(draft)
    return draft


def _base() -> str:
    return f"/t/{g.tenant_code}/province"


def _version() -> int:
    text = request.form.get("etag", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise StaleError
    return int(text)


def _say(error: LiandongError) -> None:
    said = [words(each) for each in getattr(error, "problems", ())]
    text = error.message_en if language() == "en" else error.message_zh
    message("red", say("没有保存"), say("；").join(said) or text)
