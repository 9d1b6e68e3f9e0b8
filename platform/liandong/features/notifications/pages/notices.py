from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request

from liandong.features.notifications import service
from liandong.features.notifications.pages.views import SUGGESTED, Seen, notices_page
from liandong.web.context import current_clock, current_principal, current_unit_of_work, runtime
from liandong.web.languages import say
from liandong.web.saying import toast
from liandong.web.security import current_form_token

blp = Blueprint("notices_pages", __name__, url_prefix="/t/<code>/notices")
PAGE = 50


@blp.get("")
def show() -> str:
    principal = current_principal()
    principal.require_page("notices")
    if request.args.get("done") == "read":
        toast(say("都记为已读了"))
    unread_only = request.args.get("show") != "all"
    with current_unit_of_work() as uow:
        found = service.list_told(
            uow, principal, unread_only=unread_only, after=_after(), limit=PAGE + 1
        )
        seen = Seen(
            rows=found[:PAGE],
            unread=service.count_unread(uow, principal),
            total=service.count_all(uow, principal),
            has_next=len(found) > PAGE,
            unread_only=unread_only,
            rungs=runtime().parts["rungs"](uow, _rungs(found)),
        )
        base = f"/t/{g.tenant_code}"
        page = notices_page(seen, current_clock().now(), base, current_form_token())
    return render_template("pages/notices.html", page=page)


@blp.post("")
def mark_read() -> Response:
    principal = current_principal()
    principal.require_page("notices")
    principal.require_call("notices.mark_read")
    with current_unit_of_work() as uow:
        service.mark_read(uow, current_clock(), principal)
    address = f"/t/{g.tenant_code}/notices?done=read"
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


def _rungs(found: Sequence[service.Told]) -> list[UUID]:
    return [UUID(t.notice.content["escalation_id"]) for t in found if t.notice.kind == SUGGESTED]


def _after() -> UUID | None:
    try:
        return UUID(request.args.get("after", ""))
    except ValueError:
        return None
