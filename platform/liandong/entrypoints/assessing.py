"""What the command line does with published results: hand one out, compute it again."""

import json
from pathlib import Path
from typing import Any

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.settings import Settings
from liandong.entrypoints.tables import metadata
from liandong.entrypoints.tenant_keeping import opened_tenants
from liandong.features.assessment.errors import TamperedError
from liandong.features.assessment.service.editions import newest_edition
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.scoring.editions import canonical, digest, replay

Plain = dict[str, Any]
_KEYS = {"number", "digest", "previous", "content"}


def export_edition(settings: Settings, named: str, year: int, file: Path) -> Plain:
    """Write the newest published result of a year into a new file, complete.

    Returns:
        Number and digest of the edition.

    Raises:
        NotFoundError: Nothing was published for this year.
        InvalidInputError: The file is there already.
        TamperedError: What is stored is not what was published.
    """
    if file.exists():
        raise InvalidInputError([Problem(str(file), "已有这个文件", "this file is there already")])
    found = published(settings, named, year)
    file.write_bytes(canonical(found))
    return {key: each for key, each in found.items() if key != "content"}


def published(settings: Settings, named: str, year: int) -> Plain:
    """Return the newest published result of a year.

    Raises:
        NotFoundError: Nothing was published for this year.
        TamperedError: What is stored is not what was published.
    """
    metadata()
    with (
        opened_tenants(settings, named) as (sessions, (tenant_id,)),
        unit_of_work(sessions, tenant_id) as uow,
    ):
        edition = newest_edition(uow, year)
        return {
            "number": edition.number,
            "digest": edition.digest,
            "previous": edition.previous,
            "content": edition.content,
        }


def read_result(file: Path) -> Plain:
    """Return a published result from its file.

    Raises:
        InvalidInputError: It is no file of a published result.
        TamperedError: Its content does not fit its digest.
    """
    try:
        stated = json.loads(file.read_bytes())
    except ValueError:
        stated = None
    if not isinstance(stated, dict) or stated.keys() != _KEYS:
        zh, en = "不是导出的考核结果", "this is no exported result"
        raise InvalidInputError([Problem(str(file), zh, en)])
    if digest(stated["content"]) != stated["digest"]:
        raise TamperedError
    return stated


def replay_file(file: Path) -> tuple[Plain, list[Problem]]:
    """Compute a published result again from its file; no database is asked.

    Returns:
        Number and digest, and where the numbers differ; nothing: nowhere.

    Raises:
        InvalidInputError: It is no file of a published result.
        TamperedError: Its content does not fit its digest.
    """
    stated = read_result(file)
    return {key: stated[key] for key in ("number", "digest")}, replay(stated["content"])
