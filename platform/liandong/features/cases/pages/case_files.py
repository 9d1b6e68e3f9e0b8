"""The names of the files that a case's page speaks of."""

from collections.abc import Iterator, Mapping
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.wording import named_files
from liandong.features.documents.service.records import names_of

Facts = Mapping[str, Any]


def file_names(uow: UnitOfWork, picture: CasePicture) -> dict[str, str]:
    """Return the name of each file that what this reader sees names, by its id."""
    return names_of(uow, named_files(picture.opened.mechanism, _shown(picture)))


def _shown(picture: CasePicture) -> Iterator[Facts]:
    yield from (row.facts for row in picture.rows)
    stated = [paper.content or {} for paper in picture.papers]
    for each in (*stated, *(event.payload for event in picture.events)):
        yield each.get("facts", {})
        yield from (row["facts"] for row in each.get("rows", ()))
