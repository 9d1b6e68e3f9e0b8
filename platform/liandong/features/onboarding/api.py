"""The configuration of a tenant for machines: values with their sources, revisions, going back."""

from dataclasses import asdict
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.onboarding import service
from liandong.features.onboarding.schemas import (
    PackageSchema,
    PathQuerySchema,
    ProvenanceListSchema,
    ProvenanceSchema,
    RevisionListSchema,
    RevisionSchema,
)
from liandong.features.tenants.service import export_files, provenance, roll_back, stated_now
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.reauthentication import require_recent
from liandong.web.writes import write

blp = Blueprint(
    "configuration",
    __name__,
    url_prefix="/api/v1/t/<code>/configuration",
    description="本地配置 Configuration",
)


@blp.route("", methods=["GET"])
@blp.doc(summary="现行配置和出处", operationId="configuration.list")
@blp.response(200, ProvenanceListSchema)
def list_values() -> Response:
    current_principal().require_call("tenant.explain")
    with current_unit_of_work() as uow:
        return json_answer({"items": [asdict(each) for each in service.list_values(uow)]})


@blp.route("/value", methods=["GET"])
@blp.doc(summary="一项配置的出处", operationId="configuration.explain")
@blp.arguments(PathQuerySchema, location="query", unknown=RAISE)
@blp.response(200, ProvenanceSchema)
def explain(query: dict[str, Any]) -> Response:
    current_principal().require_call("tenant.explain")
    with current_unit_of_work() as uow:
        return json_answer(asdict(provenance(uow, query["path"])))


@blp.route("/package", methods=["GET"])
@blp.doc(summary="导出资料包", operationId="configuration.export")
@blp.response(200, PackageSchema)
def export() -> Response:
    current_principal().require_call("tenant.export")
    with current_unit_of_work() as uow:
        stated = stated_now(uow)
    files = {name: content.decode() for name, content in export_files(stated).items()}
    return json_answer({"code": stated.code, "files": files})


@blp.route("/revisions", methods=["GET"])
@blp.doc(summary="历次版本", operationId="configuration.revisions")
@blp.response(200, RevisionListSchema)
def list_revisions() -> Response:
    current_principal().require_call("tenant.explain")
    with current_unit_of_work() as uow:
        return json_answer({"items": [_dump(each) for each in service.list_history(uow)]})


@blp.route("/revisions/<int:position>/restore", methods=["POST"])
@blp.doc(summary="恢复一个版本", operationId="configuration.restore")
@blp.response(200, RevisionSchema)
def restore(position: int) -> Response:
    principal = current_principal()
    principal.require_call("tenant.rollback")
    require_recent()

    def act(uow: UnitOfWork) -> dict[str, Any]:
        roll_back(uow, current_clock(), position, by=principal.login)
        return _dump(service.list_history(uow)[0])

    return write(act)


def _dump(revision: service.Revision) -> dict[str, Any]:
    return {**asdict(revision), "applied_at": revision.applied_at.isoformat()}
