"""The configuration of a tenant for machines, and the drafts of counties to come."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response, g
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.onboarding import service
from liandong.features.onboarding.api.comparing import comparison
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.schemas import (
    BegunSchema,
    DraftListSchema,
    DraftPlanSchema,
    DraftSchema,
    FilledSchema,
    ModeSchema,
    OpenedSchema,
    PackageSchema,
    PathQuerySchema,
    ProvenanceListSchema,
    ProvenanceSchema,
    RevisionListSchema,
    RevisionSchema,
)
from liandong.features.onboarding.service import drafts as drafting
from liandong.features.onboarding.service.archive import require_form
from liandong.features.onboarding.service.opening import look, open_county
from liandong.features.onboarding.service.starting import start_from
from liandong.features.tenants.service import (
    dump_provenance,
    export_files,
    provenance,
    roll_back,
    stated_now,
)
from liandong.kernel.errors import Problem
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work, runtime
from liandong.web.reauthentication import require_recent
from liandong.web.writes import seen_version, write

__all__ = ["blp", "comparison", "drafts"]

blp = Blueprint(
    "configuration",
    __name__,
    url_prefix="/api/v1/t/<code>/configuration",
    description="本地配置 Configuration",
)
drafts = Blueprint(
    "onboarding",
    __name__,
    url_prefix="/api/v1/t/<code>/onboarding/drafts",
    description="新建区县 New county",
)


@blp.route("", methods=["GET"])
@blp.doc(summary="现行配置和出处", operationId="configuration.list")
@blp.response(200, ProvenanceListSchema)
def list_values() -> Response:
    current_principal().require_call("tenant.explain")
    with current_unit_of_work() as uow:
        return json_answer({"items": [dump_provenance(each) for each in service.list_values(uow)]})


@blp.route("/value", methods=["GET"])
@blp.doc(summary="一项配置的出处", operationId="configuration.explain")
@blp.arguments(PathQuerySchema, location="query", unknown=RAISE)
@blp.response(200, ProvenanceSchema)
def explain(query: dict[str, Any]) -> Response:
    current_principal().require_call("tenant.explain")
    with current_unit_of_work() as uow:
        return json_answer(dump_provenance(provenance(uow, query["path"])))


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


@drafts.route("", methods=["GET"])
@drafts.doc(summary="新建区县的草稿", operationId="onboarding.list")
@drafts.response(200, DraftListSchema)
def list_drafts() -> Response:
    current_principal().require_call("tenant.plan")
    with current_unit_of_work() as uow:
        return json_answer({"items": [_draft(each) for each in drafting.list_drafts(uow)]})


@drafts.route("", methods=["POST"])
@drafts.doc(summary="新建一份草稿", operationId="onboarding.begin")
@drafts.arguments(BegunSchema)
@drafts.response(201, DraftSchema)
def begin(asked: dict[str, Any]) -> Response:
    principal, clock = current_principal(), current_clock()
    principal.require_call("tenant.plan")

    def act(uow: UnitOfWork) -> dict[str, Any]:
        draft = drafting.begin(uow, clock, asked["code"], by=principal.login)
        if (model := asked["model"]) and not draft.model:
            before = drafting.stated_in(draft)
            made = start_from(runtime().sessions, g.tenant.id, model, before)
            changed = {"stated": made.files, "model": model, "by": principal.login}
            draft = drafting.put(uow, clock, draft.id, draft.position, **changed)
        return _draft(draft)

    return write(act, status=201)


@drafts.route("/<uuid:draft_id>", methods=["GET"])
@drafts.doc(summary="一份草稿", operationId="onboarding.read")
@drafts.response(200, DraftSchema)
def read_draft(draft_id: UUID) -> Response:
    current_principal().require_call("tenant.plan")
    with current_unit_of_work() as uow:
        found = _draft(drafting.get_draft(uow, draft_id))
    response = json_answer(found)
    response.set_etag(str(found["position"]))
    return response


@drafts.route("/<uuid:draft_id>", methods=["PUT"])
@drafts.doc(summary="存下一份草稿", operationId="onboarding.put")
@drafts.arguments(FilledSchema)
@drafts.response(200, DraftSchema)
def put_draft(asked: dict[str, Any], draft_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("tenant.plan")
    seen = seen_version()
    require_form(asked["stated"])

    def act(uow: UnitOfWork) -> dict[str, Any]:
        by = principal.login
        return _draft(drafting.put(uow, current_clock(), draft_id, seen, **asked, by=by))

    return write(act)


@drafts.route("/<uuid:draft_id>", methods=["DELETE"])
@drafts.doc(summary="作废一份草稿", operationId="onboarding.put_aside")
@drafts.response(204)
def delete_draft(draft_id: UUID) -> Response:
    current_principal().require_call("tenant.plan")
    with current_unit_of_work() as uow:
        drafting.put_aside(uow, draft_id)
    return Response(status=204)


@drafts.route("/<uuid:draft_id>/plan", methods=["GET"])
@drafts.doc(summary="会有什么，还差什么", operationId="onboarding.plan")
@drafts.response(200, DraftPlanSchema)
def plan_draft(draft_id: UUID) -> Response:
    current_principal().require_call("tenant.plan")
    with current_unit_of_work() as uow:
        draft = drafting.get_draft(uow, draft_id)
        uow.session.expunge(draft)
    found = look(runtime().sessions, draft)
    changes = ({**asdict(each), "mark": each.mark} for each in found.changes)
    problems = [_problem(each) for each in found.problems]
    ends = [_problem(each) for each in found.dead_ends]
    answer = {"problems": problems, "dead_ends": ends, "changes": [*changes], "city": found.city}
    return json_answer(answer)


def _problem(each: Problem) -> dict[str, str]:
    return {"where": each.where, "message_zh": each.message_zh, "message_en": each.message_en}


@drafts.route("/<uuid:draft_id>/open", methods=["POST"])
@drafts.doc(summary="建这个区县", operationId="onboarding.open")
@drafts.arguments(ModeSchema)
@drafts.response(201, OpenedSchema)
def open_draft(asked: dict[str, Any], draft_id: UUID) -> Response:
    principal = current_principal()
    principal.require_call("tenant.apply")
    require_recent()
    clock, seen = current_clock(), seen_version()
    made = open_county(runtime().sessions, clock, principal, draft_id, seen, asked["mode"])
    told = ({"name": each.name, "login": each.login, "token": each.token} for each in made.invited)
    opened = {"code": made.code, "name": made.name, "is_new": made.is_new, "invited": [*told]}
    return json_answer(opened, 201)


def _draft(draft: OnboardingDraft) -> dict[str, Any]:
    return {
        "id": str(draft.id),
        "code": draft.code,
        "position": draft.position,
        "model": draft.model,
        "stated": draft.stated,
        "people": draft.people,
    }
