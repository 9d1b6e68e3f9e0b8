"""Editions of schemes: each stated once, found wrong with reasons, never changed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.assessment import queries
from liandong.features.assessment.errors import SchemeError, SchemeExistsError
from liandong.features.assessment.models import AssessmentScheme
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.scheme_files import read_scheme
from liandong.features.assessment.service.sources import source_problems
from liandong.features.audit import service as audit
from liandong.features.tenants.service.package_schema import check_form
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.kernel.ids import uuid7
from liandong.kernel.yamlfile import Loaded
from liandong.scoring.checking import Checked, check
from liandong.scoring.editions import digest
from liandong.scoring.scheme import Scheme

KIND = "scheme"


def judge(raw: Any) -> tuple[Checked | None, list[Problem]]:
    """Return a scheme as it was read, and everything that is wrong with its form or its sense."""
    form = check_form(Loaded(KIND, raw, {}), KIND)
    if form:
        return None, form
    checked = check(raw)
    return checked, list(checked.problems)


def require_usable(uow: UnitOfWork, raw: Mapping[str, Any]) -> Scheme:
    """Return a scheme that the county may use.

    Raises:
        SchemeError: Something in it is wrong; every place is named.
    """
    checked, problems = judge(raw)
    if problems or checked is None or checked.scheme is None:
        raise SchemeError(problems)
    unknown = [*source_problems(uow, checked.scheme)]
    if unknown:
        raise SchemeError(unknown)
    return checked.scheme


def state(
    uow: UnitOfWork, principal: Principal, clock: Clock, raw: Mapping[str, Any]
) -> AssessmentScheme:
    """Keep an edition of a scheme.

    Raises:
        SchemeError: Something in it is wrong; every place is named.
        SchemeExistsError: There is this edition already.
    """
    require_assessor(uow, principal)
    scheme = require_usable(uow, raw)
    lock(uow, "assessment schemes")
    known = {(each.key, each.edition) for each in queries.list_schemes(uow)}
    if (scheme.key, scheme.edition) in known:
        raise SchemeExistsError
    kept = AssessmentScheme(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        key=scheme.key,
        edition=scheme.edition,
        year=scheme.year,
        title=scheme.title.zh,
        content=dict(raw),
        digest=digest(raw),
        stated_at=clock.now(),
        stated_by=said_by(principal, "assessment.manage"),
    )
    uow.session.add(kept)
    uow.session.flush()
    about = {"key": kept.key, "edition": kept.edition, "digest": kept.digest, "by": kept.stated_by}
    audit.append(uow, clock, "assessment.scheme", f"assessment/schemes/{kept.id}", about)
    return kept


def read_upload(content: bytes, name: str) -> tuple[Mapping[str, Any], list[Problem]]:
    """Return a scheme that came as a file, and all that is wrong with it by line or cell.

    Args:
        content: YAML, or a workbook (.xlsx).
        name: As the file is called.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in {".yaml", ".yml", ".xlsx"}:
        zh, en = "要 .xlsx 或者 .yaml 文件", "an .xlsx or a .yaml file is wanted"
        return {}, [Problem(name or "file", zh, en)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or f"scheme{suffix}")
        path.write_bytes(content)
        loaded, checked = read_scheme(path)
    found = [replace(e, where=e.where.removeprefix(f"{folder}/")) for e in checked.problems]
    return loaded.data, found


def used_by(uow: UnitOfWork) -> dict[UUID, str]:
    """Return the titles of the rounds by the edition that they began with."""
    return {each.scheme_id: each.title for each in reversed(queries.list_rounds(uow))}


def list_schemes(uow: UnitOfWork, principal: Principal) -> list[AssessmentScheme]:
    """Return the editions of the county's schemes, the newest first."""
    principal.require_call("assessment.read")
    return queries.list_schemes(uow)


def get_scheme(uow: UnitOfWork, principal: Principal, scheme_id: UUID) -> AssessmentScheme:
    """Return an edition.

    Raises:
        NotFoundError: There is none such.
    """
    principal.require_call("assessment.read")
    found = queries.find_scheme(uow, scheme_id)
    if found is None:
        raise NotFoundError
    return found
