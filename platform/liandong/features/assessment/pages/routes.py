"""What is shown of rounds: to the assessor, to evaluators, to units."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.pages.cell_view import Desk
from liandong.features.assessment.pages.control_view import (
    Control,
    control_page,
)
from liandong.features.assessment.pages.desk_view import desk_page
from liandong.features.assessment.pages.results_view import results_page
from liandong.features.assessment.pages.scheme_view import scheme_page
from liandong.features.assessment.pages.unit_view import UnitSight, unit_page
from liandong.features.assessment.service import papers, reports, viewing
from liandong.features.assessment.service.appealing import last_day
from liandong.features.assessment.service.assembling import places
from liandong.features.assessment.service.parts import is_assessor
from liandong.features.assessment.service.trend import published_before, trend_of
from liandong.features.assessment.service.viewing import Sight, result_of
from liandong.features.tenants.service import current
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.saying import toast
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE, workbook

blp = Blueprint("assessment_pages", __name__, url_prefix="/t/<code>/assessment")
PAPERS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
DONE = {
    "planned": "已计划一轮考核",
    "noticed": "自评已开始，各单位已收到通知；考核通知从考核文书编号发出",
    "frozen": "数据已冻结，可以评分",
    "preliminary": "初步结果已出，各单位可以申诉",
    "reviewed": "申诉已结束，等审定",
    "decided": "已审定",
    "published": "结果已公布，版本已封存",
    "abandoned": "这一轮已作废",
    "assigned": "评分人已分配",
    "settled": "已裁决",
    "stated": "自评已保存",
    "appealed": "申诉已提交",
    "posted": "已发送",
    "answered": "复核已作出",
    "recused": "已回避，这个单位由别人评",
    "unmarked": "已撤回您上一次的评分",
    "cancelled": "已撤销",
    "noted": "已登记",
    "stated_scheme": "新的版次已保存",
    "replaced": "方案已更换，从现在起按新的版次",
    "inspected": "检查已登记，单位已收到通知",
    "tasked": "已交办，单位已收到通知",
    "task": "已保存",
    "called": "已保存，选中的人已收到通知",
    "voted": "票已投出",
    "judged": "已保存",
    "entered": "纸质票已录入",
    "reported": "已上报省级",
    "sent": "文书已编号发出，有关单位已收到通知",
    "received": "已签收",
}


@blp.get("")
def home() -> AnyResponse | str:
    """Lead everybody to what is theirs of the newest round."""
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        rounds = viewing.list_rounds(uow, principal)
        if not rounds:
            return _nothing(assesses=is_assessor(uow, principal))
        sight = viewing.see(uow, principal, rounds[0].id)
    return redirect(f"{base_of(rounds[0].id)}{_own_page(sight)}", 302)


def _own_page(sight: Sight) -> str:
    if sight.assesses or sight.confirms:
        return ""
    if sight.evaluates:
        return "/desk"
    return f"/units/{sight.unit}" if sight.unit in sight.standing.participants else "/ballots"


def _nothing(*, assesses: bool) -> str:
    link = {"label": say("计划一轮考核"), "href": f"/t/{g.tenant_code}/assessment/plan"}
    page = {
        "title": say("考核"),
        "empty": {
            "title": say("还没有考核"),
            "text": say("由考核分工里写明的评分单位发起。"),
            "link": link if assesses else None,
            "icon": "award",
        },
    }
    return render_template("pages/assessment_none.html", page=page)


def base_of(round_id: UUID) -> str:
    """Return where the pages of a round begin."""
    return f"/t/{g.tenant_code}/assessment/{round_id}"


def hidden() -> dict[str, str]:
    """Return what every form carries."""
    return {"form_token": current_form_token(), "idempotency_key": str(uuid7())}


def told() -> None:
    """Say what was just done."""
    done = DONE.get(request.args.get("done", ""))
    if done:
        toast(say(done))


@blp.get("/<uuid:round_id>")
def control(round_id: UUID) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    told()
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        if not (sight.assesses or sight.confirms):
            raise NotFoundError
        page = control_page(_control(uow, sight), hidden())
        if sight.assesses:
            plan = {"label": say("计划一轮考核"), "href": f"/t/{g.tenant_code}/assessment/plan"}
            stated = {"label": say("考核方案"), "href": f"/t/{g.tenant_code}/assessment/schemes"}
            page["actions"] += [stated, plan]
    return render_template("pages/assessment.html", page=page)


def _control(uow: UnitOfWork, sight: Sight) -> Control:
    standing, principal = sight.standing, current_principal()
    is_open = standing.state == "preliminary"
    return Control(
        standing=standing,
        places=[*places(standing)],
        result=result_of(standing),
        base=base_of(standing.round.id),
        today=current_clock().today(),
        last_day=last_day(standing, current(uow)) if is_open else None,
        assesses=sight.assesses,
        confirms=sight.confirms,
        rounds=[
            {
                "label": str(each.year),
                "href": base_of(each.id),
                "current": each.id == standing.round.id,
                "count": None,
            }
            for each in viewing.list_rounds(uow, principal)
        ],
    )


@blp.get("/<uuid:round_id>/scheme")
def scheme(round_id: UUID) -> str:
    principal = current_principal()
    principal.require_page("assessment")
    with current_unit_of_work() as uow:
        sight = viewing.see(uow, principal, round_id)
        above = {"label": sight.standing.round.title, "href": base_of(round_id)}
        breadcrumb: list[dict[str, Any]] = [above, {"label": say("评分细则"), "href": None}]
        page = scheme_page(sight.standing.raw, breadcrumb, [])
    return render_template("pages/assessment_scheme.html", page=page)


@blp.get("/<uuid:round_id>/desk")
def desk(round_id: UUID) -> str:
    with current_unit_of_work() as uow:
        page = shown_desk(uow, round_id, request.args.get("unit", ""), request.args.get("code", ""))
    told()
    return render_template("pages/assessment_desk.html", page=page)


def shown_desk(
    uow: UnitOfWork, round_id: UUID, unit: str, code: str, typed: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the desk of who is asking, with a cell open.

    Raises:
        NotFoundError: Nothing of the round is assigned to them.
    """
    principal = current_principal()
    principal.require_page("assessment")
    sight = viewing.see(uow, principal, round_id)
    if not sight.evaluates:
        raise NotFoundError
    show = request.values.get("show", "")
    desk = Desk(
        sight.standing,
        sight.account,
        sight.unit,
        unit,
        code,
        base_of(round_id),
        show if show in {"waiting", "differs"} else "",
    )
    return desk_page(desk, hidden(), typed)


@blp.get("/<uuid:round_id>/desk.xlsx")
def desk_table(round_id: UUID) -> Response:
    with current_unit_of_work() as uow:
        page = shown_desk(uow, round_id, "", "")
    head = [
        say("单位"),
        *(f"{each['code']} {each['label']}" for each in page["columns"]),
        say("合计"),
    ]
    rows = [
        [row["unit"], *(cell["text"] for cell in row["cells"]), row["total"]]
        for row in page["rows"]
    ]
    return file_answer(workbook(page["title"], head, rows), f"{page['title']}.xlsx", MEDIA_TYPE)


@blp.get("/<uuid:round_id>/units/<key>")
def unit(round_id: UUID, key: str) -> str:
    told()
    with current_unit_of_work() as uow:
        page = unit_page(unit_sight(uow, round_id, key))
    return render_template("pages/assessment_unit.html", page=page)


def unit_sight(uow: UnitOfWork, round_id: UUID, key: str) -> UnitSight:
    """Return what somebody may see of a unit in a round.

    Raises:
        NotFoundError: It is another unit, and nobody of those who see all is asking.
    """
    principal = current_principal()
    principal.require_page("assessment")
    sight = viewing.see(uow, principal, round_id)
    if key not in sight.standing.participants or not sight.sees_unit(key):
        raise NotFoundError
    standing, is_own = sight.standing, key == sight.unit
    answers = is_own and principal.may_call("assessment.answer")
    today = current_clock().today()
    last = last_day(standing, current(uow)) if standing.state == "preliminary" else None
    ends = min(standing.round.self_until, standing.round.freeze_on)
    result = result_of(standing) if sight.is_told else None
    before, unusable = published_before(uow, standing.round) if result else ({}, [])
    return UnitSight(
        standing=standing,
        unit=key,
        result=result,
        base=base_of(round_id),
        tenant=f"/t/{g.tenant_code}",
        last_day=last,
        may_state=answers and standing.state == "noticed" and today <= ends,
        may_appeal=answers and last is not None and today <= last,
        rates=sight.rates and is_own,
        sees_peers=sight.sees_ranks,
        trend=trend_of({**before, standing.round.year: result}, key) if result else None,
        unusable=unusable,
        opens_cases=is_own and principal.may_open("case"),
    )


@blp.get("/<uuid:round_id>/units/<key>.<any(xlsx, docx, pdf):form>")
def unit_paper(round_id: UUID, key: str, form: str) -> Response:
    with current_unit_of_work() as uow:
        sight = unit_sight(uow, round_id, key)
        if sight.result is None:
            raise NotFoundError
        name = f"{sight.standing.round.title} {say(sight.standing.member(key).name)}"
        if form == "xlsx":
            return file_answer(reports.unit_book(sight.result, key), f"{name}.xlsx", MEDIA_TYPE)
        letter = papers.report_of(uow, sight.standing, sight.result, key)
    return file_answer(papers.FILES[form](letter), f"{name}.{form}", PAPERS[form])


@blp.get("/<uuid:round_id>/<any(notice, bulletin):paper>.<any(docx, pdf):form>")
def paper(round_id: UUID, paper: str, form: str) -> Response:
    """Notice and bulletin: the bulletin is a draft until the result is published."""
    with current_unit_of_work() as uow:
        principal = current_principal()
        principal.require_page("assessment")
        sight = viewing.see(uow, principal, round_id)
        title = sight.standing.round.title
        if paper == "notice":
            letter, name = papers.notice_of(uow, sight.standing), f"{title} {say('考核通知')}"
        else:
            result = result_of(sight.standing)
            if result is None or not sight.sees_ranks:
                raise NotFoundError
            letter = papers.bulletin_of(uow, sight.standing, result)
            name = f"{title} {say('通报')}"
    return file_answer(papers.FILES[form](letter), f"{name}.{form}", PAPERS[form])


@blp.get("/<uuid:round_id>/results")
def results(round_id: UUID) -> str:
    with current_unit_of_work() as uow:
        sight, result = _results(uow, round_id)
        page = results_page(sight, result, base_of(round_id))
    return render_template("pages/assessment_results.html", page=page)


def _results(uow: UnitOfWork, round_id: UUID) -> tuple[Sight, dict[str, Any]]:
    principal = current_principal()
    principal.require_page("assessment")
    sight = viewing.see(uow, principal, round_id)
    result = result_of(sight.standing)
    if result is None or not sight.sees_ranks:
        raise NotFoundError
    return sight, result


@blp.get("/<uuid:round_id>/results.xlsx")
def results_table(round_id: UUID) -> Response:
    """The ranking; with every item where every item is to be seen."""
    with current_unit_of_work() as uow:
        sight, result = _results(uow, round_id)
        book = reports.grid_book(result) if sight.sees_all else reports.ranking_book(result)
        title = sight.standing.round.title
    return file_answer(book, f"{title} {say('考核结果')}.xlsx", MEDIA_TYPE)
