"""可能是同一件: before a matter begins, those that look like it are shown, and told apart."""

from collections.abc import Sequence
from uuid import UUID

from flask import g, request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.errors import SimilarError
from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service import Likeness
from liandong.web.context import current_clock, current_principal
from liandong.web.languages import say
from liandong.web.saying import message

FIELD = "distinct"


def told_apart(
    uow: UnitOfWork, mechanism: str, title: str, units: Sequence[UUID]
) -> tuple[UUID, ...]:
    """Return the matters that look like it, once the form says that they are others.

    Raises:
        SimilarError: There are such matters, and nobody has said so yet.
    """
    sought = Likeness(mechanism, title, units, current_clock().today())
    found = service.similar(uow, current_principal(), sought)
    if found and request.form.get(FIELD) != "true":
        first = found[0]
        named = " ".join(filter(None, (first.title, first.number)))
        raise SimilarError(named, first.mechanism, first.id)
    return tuple(case.id for case in found)


def show_similar(error: SimilarError, kept: str) -> None:
    """Say above the form which matter it looks like most, with the way there; `kept`: the rest."""
    title = say("可能是同一件：{title}", title=error.named)
    text = say("如果不是同一件，请在下面勾选后再提交。")
    href = f"/t/{g.tenant_code}/cases/{error.mechanism}/{error.case_id}"
    link = {"label": say("看那一件"), "href": href}
    message("amber", title, f"{kept}{text}", link)


def distinct_fields(errors: Sequence[str] = ()) -> list[Plain]:
    """Return the field in which somebody says that it is another matter; none if nobody asked."""
    if request.method != "POST" or not (errors or FIELD in request.form):
        return []
    return [
        {
            "name": FIELD,
            "label": say("已核对，不是同一件"),
            "kind": "boolean",
            "value": request.form.get(FIELD) == "true",
            "required": False,
            "errors": list(errors),
        }
    ]
