"""Identities of accounts, for who administers them."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint
from marshmallow import fields

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.single_sign_on import service
from liandong.features.single_sign_on.service import Linked
from liandong.features.single_sign_on.service.wired import provider
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.fields import ClosedSchema
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

blp = Blueprint(
    "identities",
    __name__,
    url_prefix="/api/v1/t/<code>/identities",
    description="统一身份认证 Identities",
)


class NewIdentitySchema(ClosedSchema):
    """Which subject of the provider may sign in to which account."""

    login = fields.String(required=True)
    subject = fields.String(required=True)


class IdentitySchema(ClosedSchema):
    """An identity with the account it opens."""

    id = fields.UUID()
    subject = fields.String()
    login = fields.String()
    name = fields.String()
    linked_at = fields.DateTime()
    linked_by = fields.String()


class IdentityListSchema(ClosedSchema):
    """The linked accounts of one's authority."""

    items = fields.List(fields.Nested(IdentitySchema))


class UnlinkedSchema(ClosedSchema):
    """A link that is gone."""

    unlinked = fields.UUID()


@blp.route("", methods=["GET"])
@blp.doc(summary="已绑定的身份", operationId="identities.list")
@blp.response(200, IdentityListSchema)
def list_identities() -> Response:
    principal = current_principal()
    principal.require_call("identities.manage")
    with current_unit_of_work() as uow:
        items = [_dump(each) for each in service.list_linked(uow, principal, provider().issuer)]
    return json_answer({"items": items})


@blp.route("", methods=["POST"])
@blp.doc(summary="绑定身份", operationId="identities.link")
@blp.arguments(NewIdentitySchema)
@blp.response(201, IdentitySchema)
@blp.alt_response(409, description="The identity or the account is linked already")
def link(data: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("identities.manage")
    require_recent()
    issuer = provider().issuer

    def act(uow: UnitOfWork) -> dict[str, Any]:
        subject, login = data["subject"].strip(), data["login"]
        clock = current_clock()
        return _dump(service.link_by_login(uow, clock, principal, issuer, subject, login))

    return write(act, status=201)


@blp.route("/<uuid:identity_id>", methods=["DELETE"])
@blp.doc(summary="解除绑定", operationId="identities.unlink")
@blp.response(200, UnlinkedSchema)
def unlink(identity_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("identities.manage")
    require_recent()
    issuer = provider().issuer

    def act(uow: UnitOfWork) -> dict[str, Any]:
        service.unlink_id(uow, current_clock(), principal, issuer, identity_id)
        return {"unlinked": str(identity_id)}

    return write(act)


def _dump(linked: Linked) -> dict[str, Any]:
    return {
        "id": str(linked.id),
        "subject": linked.subject,
        "login": linked.login,
        "name": linked.name,
        "linked_at": linked.linked_at.isoformat(),
        "linked_by": linked.linked_by,
    }
