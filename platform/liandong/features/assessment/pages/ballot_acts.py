"""What is done about ballots: call, vote, enter what was filled in on paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages import ballot_view as view
from liandong.features.assessment.pages import form_view as forms
from liandong.features.assessment.pages.acting import act_once
from liandong.features.assessment.pages.inspection_view import crumbs
from liandong.features.assessment.pages.routes import base_of, hidden, told
from liandong.features.assessment.service import balloting, viewing
from liandong.features.assessment.service.balloting import RaterGroup, rater_groups
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.standing import Standing
from liandong.features.assessment.service.viewing import Sight
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import language, say
from liandong.web.spreadsheets import MEDIA_TYPE, read_cells, workbook

blp = Blueprint("assessment_ballots", __name__, url_prefix="/t/<code>/assessment")


@blp.get("/<uuid:round_id>/ballots")
def ballots(round_id: UUID) -> str:
    told()
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        page = view.ballots_page(viewing.see(uow, principal, round_id), base_of(round_id))
    return render_template("pages/assessment_ballots.html", page=page)


@blp.get("/<uuid:round_id>/ballots/<group>")
def ballot(round_id: UUID, group: str) -> str:
    return _ballot_form(round_id, group, {}, ())


def _group(standing: Standing, group: str) -> RaterGroup:
    found = rater_groups(standing).get(group)
    if found is None:
        raise NotFoundError
    return found


def _crumbs(sight: Sight, base: str, last: str) -> list[forms.Plain]:
    above = {"label": say("满意度测评"), "href": f"{base}/ballots"}
    return [*crumbs(sight, base, "")[:1], above, {"label": last, "href": None}]


def _ballot_form(
    round_id: UUID, key: str, typed: Mapping[str, str], problems: forms.Problems
) -> str:
    principal, base = current_principal(), base_of(round_id)
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        standing = sight.standing
        group = _group(standing, key)
        asked = [each.key for each in balloting.asked_of(standing, sight.account)]
        if key not in asked or standing.state != "frozen":
            raise NotFoundError
        label = group.label.pick(language())
        page = forms.form_page(
            title=say("测评票：{group}", group=label),
            sentence=say("投出以后不能再改。没把握的可以空着，空着就是没评。"),
            breadcrumb=_crumbs(sight, base, label),
            action=f"{base}/ballots/{key}",
            hidden=hidden(),
            heading="",
            fields=[],
            button=say("投票"),
        )
        sections = view.ballot_sections(standing, group, sight.unit, typed)
    names = set()
    for section in sections:
        forms.marked(section["fields"], problems)
        names |= {each["name"] for each in section["fields"]}
    page["form"]["sections"] = sections
    page["form"]["errors"] = [
        {"field": name if name in names else None, "text": words} for name, words in problems
    ]
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/ballots/<group>")
def do_vote(round_id: UUID, group: str) -> AnyResponse | Response:
    typed = {name: text for name, text in request.form.items() if name not in hidden() and text}
    scores = {name: text for name, text in typed.items() if name != "act"}

    def act(uow: UnitOfWork) -> None:
        who = current_principal(), current_clock()
        balloting.cast(uow, *who, round_id, group, scores)

    def shown(problems: forms.Problems) -> str:
        return _ballot_form(round_id, group, scores, problems)

    return act_once(act, shown, f"{base_of(round_id)}/ballots?done=voted")


@blp.get("/<uuid:round_id>/ballots/<group>/call")
def call(round_id: UUID, group: str) -> str:
    return _call_form(round_id, group, None, ())


def _call_form(
    round_id: UUID, key: str, chosen: Sequence[str] | None, problems: forms.Problems
) -> str:
    principal, base = current_principal(), base_of(round_id)
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        sight = viewing.see(uow, principal, round_id)
        label = _group(sight.standing, key).label.pick(language())
        called = [*sight.standing.electorates.get(key, ())] if chosen is None else chosen
        page = forms.form_page(
            title=say("谁参加测评：{group}", group=label),
            sentence=say("选中的人收到通知；评分期内投票，每人一张。"),
            breadcrumb=_crumbs(sight, base, label),
            action=f"{base}/ballots/{key}/call",
            hidden=hidden(),
            heading=say("参加测评的人"),
            fields=view.call_fields(balloting.list_people(uow, principal), called),
            button=say("保存"),
            problems=problems,
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/ballots/<group>/call")
def do_call(round_id: UUID, group: str) -> AnyResponse | Response:
    chosen = request.form.getlist("accounts")

    def act(uow: UnitOfWork) -> None:
        accounts = {_account(each) for each in chosen}
        who = current_principal(), current_clock()
        balloting.call_raters(uow, *who, round_id, group, accounts)

    def shown(problems: forms.Problems) -> str:
        return _call_form(round_id, group, chosen, problems)

    return act_once(act, shown, f"{base_of(round_id)}/ballots?done=called")


def _account(stated: str) -> UUID:
    try:
        return UUID(stated)
    except ValueError:
        problem = Problem("accounts", "没有这个账号", "no such account")
        raise InvalidInputError([problem]) from None


@blp.get("/<uuid:round_id>/ballots/<group>.xlsx")
def template(round_id: UUID, group: str) -> Response:
    """An empty table of ballots: one row each, one column for each unit."""
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        standing = viewing.see(uow, principal, round_id).standing
        head = _heads(standing, _group(standing, group))
    title = say("测评票")
    return file_answer(workbook(title, [*head], []), f"{title}.xlsx", MEDIA_TYPE)


def _heads(standing: Standing, group: RaterGroup) -> dict[str, str]:
    """Return the columns of a table of ballots: names of units, each with its key."""
    keys = balloting.rated_by(standing, group, "")
    return {standing.member(key).name: key for key in keys}


@blp.get("/<uuid:round_id>/ballots/<group>/papers")
def papers(round_id: UUID, group: str) -> str:
    return _papers_form(round_id, group, {}, ())


def _papers_form(
    round_id: UUID, key: str, typed: Mapping[str, str], problems: forms.Problems
) -> str:
    principal, base = current_principal(), base_of(round_id)
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        require_assessor(uow, principal)
        sight = viewing.see(uow, principal, round_id)
        label = _group(sight.standing, key).label.pick(language())
        page = forms.form_page(
            title=say("录入纸质票：{group}", group=label),
            sentence=say("一张也没有错才录入；有错会指出是第几张、哪个单位。"),
            breadcrumb=_crumbs(sight, base, label),
            action=f"{base}/ballots/{key}/papers",
            hidden=hidden(),
            heading=say("纸质票"),
            fields=view.paper_ballot_fields(typed),
            button=say("录入"),
            problems=problems,
            upload=True,
        )
        page["form"]["buttons"].append(
            {"label": say("下载模板"), "href": f"{base}/ballots/{key}.xlsx", "icon": "download"}
        )
    return render_template("pages/new_case.html", page=page)


@blp.post("/<uuid:round_id>/ballots/<group>/papers")
def do_papers(round_id: UUID, group: str) -> AnyResponse | Response:
    form = request.form

    def act(uow: UnitOfWork) -> None:
        standing = viewing.see(uow, current_principal(), round_id).standing
        found = _read(_heads(standing, _group(standing, group)))
        who = current_principal(), current_clock()
        reason = form.get("reason", "")
        balloting.enter_papers(uow, *who, round_id, group, found, reason)

    def shown(problems: forms.Problems) -> str:
        return _papers_form(round_id, group, form, _legible(round_id, group, problems))

    return act_once(act, shown, f"{base_of(round_id)}/ballots?done=entered")


def _legible(round_id: UUID, group: str, problems: forms.Problems) -> list[tuple[str, str]]:
    """Return what is wrong with ballots by number and name of the unit."""
    with current_unit_of_work() as uow:
        standing = viewing.see(uow, current_principal(), round_id).standing
        names = {key: name for name, key in _heads(standing, _group(standing, group)).items()}
    found = []
    for where, words in problems:
        number, _, unit = where.partition(".")
        if number.isdecimal():
            name = say(names.get(unit, ""))
            words_ = say("第 {n} 张 {unit}：{what}", n=number, unit=name, what=words)
            found.append(("table", words_))
        else:
            found.append((where, words))
    return found


def _read(heads: Mapping[str, str]) -> list[dict[str, str]]:
    file = request.files.get("table")
    cells = read_cells(file.read()) if file and file.filename else None
    if not cells:
        zh, en = "请选填好的 Excel 表格", "choose the table that was filled in"
        raise InvalidInputError([Problem("table", zh, en)])
    first = [str(each or "").strip() for each in cells[0]]
    unknown = [each for each in first if each and each not in heads]
    if unknown or not any(first):
        zh = f"第一行要写单位名称，不认识：{'、'.join(unknown)}"
        raise InvalidInputError([Problem("table", zh, f"the first row names units: {unknown}")])
    return [*_ballots(first, cells[1:], heads)]


def _ballots(
    first: Sequence[str], rows: Sequence[Sequence[Any]], heads: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    for row in rows:
        given = {
            heads[name]: str(cell).strip()
            for name, cell in zip(first, row, strict=False)
            if name and cell not in {None, ""}
        }
        if given:
            yield given
