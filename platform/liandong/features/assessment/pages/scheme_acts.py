"""考核方案: listed, shown, uploaded, edited into a new edition, put in the place of another."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.models import AssessmentScheme
from liandong.features.assessment.pages import editor_view as view
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import act_once
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.pages.scheme_view import scheme_page
from liandong.features.assessment.pages.trial_view import trial_view
from liandong.features.assessment.service import editing, running, schemes, trying, viewing
from liandong.features.assessment.service.editing import Added, Row
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.replacing import change, fallen
from liandong.features.assessment.service.scheme_files import shipped_schemes
from liandong.features.assessment.service.scheme_tables import as_workbook, as_yaml
from liandong.features.cases.pages.words import in_words
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.yamlfile import load
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.spreadsheets import MEDIA_TYPE

blp = Blueprint("assessment_schemes", __name__, url_prefix="/t/<code>/assessment")
Judged = tuple[Mapping[str, Any], list[Problem], list[Problem]]
_HEAD = ("title", "edition", "reason")
_ADDED = ("under", "code", "label", "points", "scorer", "rule")


def _home() -> str:
    return f"/t/{g.tenant_code}/assessment"


@blp.get("/schemes")
def scheme_list() -> str:
    told()
    return _schemes(())


def _schemes(problems: forms.Problems) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        known = schemes.list_schemes(uow, principal)
        shipped = [(each.stem, str(load(each).data["title"])) for each in shipped_schemes()]
        lines = [f"{where}：{words}" if where else words for where, words in problems]
        used = schemes.used_by(uow)
        page = view.schemes_page(known, used, shipped, _home(), hidden(), lines)
    return render_template("pages/assessment_schemes.html", page=page)


@blp.post("/schemes/upload")
def upload() -> AnyResponse | Response:
    """Keep what a file states; of a file with anything wrong in it nothing is kept."""

    def act(uow: UnitOfWork) -> None:
        require_assessor(uow, current_principal())
        file = request.files.get("file")
        if file is None or not file.filename:
            raise InvalidInputError([Problem("", "请选一个文件", "choose a file")])
        raw, problems = schemes.read_upload(file.read(), file.filename)
        if problems:
            raise InvalidInputError(problems)
        schemes.state(uow, current_principal(), current_clock(), raw)

    return act_once(act, _schemes, f"{_home()}/schemes?done=stated_scheme")


@blp.post("/schemes/take")
def take() -> AnyResponse | Response:
    """Keep a scheme that comes with the product as the county's own."""
    chosen = request.form.get("key", "")

    def act(uow: UnitOfWork) -> None:
        path = next((each for each in shipped_schemes() if each.stem == chosen), None)
        if path is None:
            raise InvalidInputError([Problem("", "请选一套方案", "choose a scheme")])
        schemes.state(uow, current_principal(), current_clock(), load(path).data)

    return act_once(act, _schemes, f"{_home()}/schemes?done=stated_scheme")


@blp.get("/schemes/<uuid:scheme_id>")
def scheme_one(scheme_id: UUID) -> str:
    kept = _kept(scheme_id)
    href = f"{_home()}/schemes/{scheme_id}"
    breadcrumb: list[forms.Plain] = [
        {"label": say("考核方案"), "href": f"{_home()}/schemes"},
        {"label": kept.title, "href": None},
    ]
    actions: list[forms.Plain] = [
        {"label": say("修改"), "href": f"{href}/edit", "primary": True},
        {"label": "Excel", "href": f"{href}.xlsx", "icon": "download"},
        {"label": "YAML", "href": f"{href}.yaml", "icon": "download"},
    ]
    page = scheme_page(kept.content, breadcrumb, actions)
    return render_template("pages/assessment_scheme.html", page=page)


def _kept(scheme_id: UUID) -> AssessmentScheme:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        return schemes.get_scheme(uow, principal, scheme_id)


@blp.get("/schemes/<uuid:scheme_id>.<any(yaml, xlsx):form>")
def scheme_file(scheme_id: UUID, form: str) -> Response:
    kept = _kept(scheme_id)
    name = f"{kept.key}-{kept.edition}.{form}"
    if form == "xlsx":
        return file_answer(as_workbook(kept.content), name, MEDIA_TYPE)
    return file_answer(as_yaml(kept.content).encode(), name, "application/yaml")


@blp.get("/schemes/<uuid:scheme_id>/edit")
def edit(scheme_id: UUID) -> str:
    kept = _kept(scheme_id)
    head = {"title": kept.title, "edition": _following(kept.edition), "reason": ""}
    raw = {**kept.content}
    checked, found = schemes.judge(raw)
    remarks = [] if checked is None else [*checked.remarks]
    return _editor(kept, head, editing.rows_of(raw), [], {}, (raw, found, remarks))


def _following(edition: str) -> str:
    """Return the edition after one: 2026-1 becomes 2026-2."""
    front, _, last = edition.rpartition("-")
    return f"{front}-{int(last) + 1}" if front and last.isdecimal() else f"{edition}-2"


def _editor(
    kept: AssessmentScheme,
    head: Mapping[str, str],
    rows: list[Row],
    gone: list[str],
    added: Mapping[str, str],
    judged: Judged,
) -> str:
    page = view.editor_page(kept, head, rows, gone, added, judged, _home(), hidden())
    page |= _tried(judged)
    return render_template("pages/assessment_scheme_edit.html", page=page)


def _tried(judged: Judged) -> dict[str, Any]:
    """Return the rounds to try on, and what came of the one that was chosen; why if nothing did."""
    principal, chosen = current_principal(), request.form.get("on", "")
    with current_unit_of_work() as uow:
        rounds = trying.counted_rounds(uow, principal)
        found: dict[str, Any] = {"trial": None, "trial_problems": []}
        found["rounds"] = [
            {"value": str(each.id), "label": each.title, "chosen": str(each.id) == chosen}
            for each in rounds
        ]
        on = next((each for each in rounds if str(each.id) == chosen), None)
        if request.form.get("act") == "try" and on is not None and not judged[1]:
            try:
                trial = trying.try_scheme(uow, principal, on.id, judged[0])
                found["trial"] = trial_view(trial, on)
            except InvalidInputError as error:
                found["trial_problems"] = [f"{e.where}：{in_words(e)}" for e in error.problems]
    return found


def _typed(kept: AssessmentScheme) -> tuple[dict[str, str], list[Row], list[str], dict[str, str]]:
    form = request.form
    head = {name: form.get(name, "").strip() for name in _HEAD}
    rows = [
        Row(
            row.code,
            row.depth,
            row.is_block,
            {name: form.get(f"{name}:{row.code}", row.values[name]) for name in editing.COLUMNS},
            form.get(f"rule:{row.code}", row.rule),
        )
        for row in editing.rows_of(kept.content)
    ]
    added = {name: form.get(f"new_{name}", "").strip() for name in _ADDED}
    return head, rows, form.getlist("gone"), added


def _judged(
    kept: AssessmentScheme,
    head: Mapping[str, str],
    rows: list[Row],
    gone: list[str],
    added: Mapping[str, str],
) -> Judged:
    raw, problems = editing.edited(kept.content, head, rows, gone)
    if added["code"] or added["label"]:
        problems += editing.with_item(raw, Added(**added))
    if problems:
        return raw, problems, []
    checked, found = schemes.judge(raw)
    return raw, found, [] if checked is None else [*checked.remarks]


@blp.post("/schemes/<uuid:scheme_id>/edit")
def do_edit(scheme_id: UUID) -> AnyResponse | Response | str:
    """Check or try what was typed, or keep it as a new edition; nothing typed is ever lost."""
    kept = _kept(scheme_id)
    head, rows, gone, added = _typed(kept)
    judged = _judged(kept, head, rows, gone, added)
    if request.form.get("act") != "save" or judged[1]:
        status = 422 if judged[1] and request.form.get("act") == "save" else 200
        body = _editor(kept, head, rows, gone, added, judged)
        return Response(body, status, mimetype="text/html")

    def act(uow: UnitOfWork) -> None:
        schemes.state(uow, current_principal(), current_clock(), judged[0])

    def shown(problems: forms.Problems) -> str:
        found = [Problem(where, words, words) for where, words in problems]
        return _editor(kept, head, rows, gone, added, (judged[0], found, judged[2]))

    return act_once(act, shown, f"{_home()}/schemes?done=stated_scheme")


@blp.get("/<uuid:round_id>/replace")
def replace(round_id: UUID) -> AnyResponse | str:
    return _replace_form(round_id, request.args, ())


def _replace_form(round_id: UUID, typed: Mapping[str, str], problems: forms.Problems) -> str:
    principal, base = current_principal(), base_of(round_id)
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, round_id).standing
        if standing.state not in {"planned", "noticed"}:
            raise NotFoundError
        others = [
            each
            for each in schemes.list_schemes(uow, principal)
            if each.year == standing.round.year and each.edition != standing.raw["edition"]
        ]
        choices = [
            {
                "value": str(each.id),
                "label": f"{each.title} {each.edition}",
                "help": say(
                    "{change}。落空：{fallen}",
                    change=view.change_words(change(standing.raw, each.content)),
                    fallen=view.fallen_words(fallen(standing, each.content)),
                ),
            }
            for each in others
        ]
        chosen = typed.get("scheme", "")
        more = {"choices": choices, "as_radios": True}
        scheme = forms.field("scheme", say("换成哪一版"), chosen, "choice", **more)
        reason = forms.field("reason", say("理由"), typed.get("reason", ""), "long_text")
        page = forms.form_page(
            title=say("更换方案"),
            sentence=say(
                "现在按第 {edition} 版。已有的自评和日常登记按对应关系转过去，历史都保留。",
                edition=standing.raw["edition"],
            ),
            breadcrumb=[
                {"label": standing.round.title, "href": base},
                {"label": say("更换方案"), "href": None},
            ],
            action=f"{base}/replace",
            hidden=hidden(),
            heading=say("新的版次"),
            fields=[scheme, {**reason, "maximum": 500}] if choices else [],
            button=say("更换"),
            problems=problems,
            note="" if choices else say("没有别的版次，先在考核方案里修改或者上传。"),
        )
        if not choices:
            link = {"label": say("考核方案"), "href": f"{_home()}/schemes", "primary": True}
            page["form"]["buttons"] = [link]
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/replace")
def do_replace(round_id: UUID) -> AnyResponse | Response:
    form = request.form

    def act(uow: UnitOfWork) -> None:
        try:
            scheme = UUID(form.get("scheme", ""))
        except ValueError:
            problem = Problem("scheme", "请选换成哪一版", "choose an edition")
            raise InvalidInputError([problem]) from None
        who = current_principal(), current_clock()
        running.replace_scheme(uow, *who, round_id, scheme, form.get("reason", ""))

    def shown(problems: forms.Problems) -> str:
        return _replace_form(round_id, form, problems)

    return act_once(act, shown, f"{base_of(round_id)}?done=replaced")
