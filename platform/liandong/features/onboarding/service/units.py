"""The units of a county to come, from a workbook: judged as that of a county that is there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import IO, Any
from uuid import UUID

from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.service.drafts import stated_in
from liandong.features.rosters.models import RosterUpload
from liandong.features.rosters.service.correcting import Correction, corrected_rows
from liandong.features.rosters.service.judging import Asked, judge
from liandong.features.rosters.service.sheets import Row
from liandong.features.rosters.service.uploads import Preview, read_workbook
from liandong.features.tenants.service import StatedPackage
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]
_NOBODY: Mapping[str, Any] = {"units": [], "seats": []}
_LONGEST_NAME = 200


def read_upload(stream: IO[bytes], name: str) -> Plain:
    """Return a workbook as a draft keeps it until it is accepted.

    Raises:
        InvalidInputError: No roster can be read from it.
        FileRefusedError: It is no workbook, carries macros or unpacks to too much.
        FileTooBigError: It is over the limit.
    """
    sheet = read_workbook(stream, name)
    return {
        "id": str(uuid7()),
        "name": name[:_LONGEST_NAME],
        "rows": [row.dump() for row in sheet.rows],
        "aside": [list(each) for each in sheet.aside],
        "unused": list(sheet.unused),
        "is_partial": sheet.is_partial,
        "leaving": [],
        "staying": [],
    }


def look_at_upload(draft: OnboardingDraft, today: date) -> Preview | None:
    """Judge the workbook that waits in a draft against its units; None where none waits."""
    if not draft.upload:
        return None
    upload = RosterUpload(**{**draft.upload, "id": UUID(draft.upload["id"])})
    stated = stated_in(draft)
    if "roster" not in stated.files:
        stated = stated.with_file("roster", dict(_NOBODY))
    asked = Asked(
        [Row.load(each) for each in upload.rows],
        frozenset(upload.leaving),
        frozenset(upload.staying),
        is_partial=upload.is_partial,
    )
    outcome = judge(asked, stated.files["roster"], stated.tenant, today)
    return Preview(upload, outcome, stated, draft.position)


def require_upload(draft: OnboardingDraft, upload_id: UUID, today: date) -> Preview:
    """Return the workbook that waits in a draft, judged.

    Raises:
        NotFoundError: It waits no more.
    """
    found = look_at_upload(draft, today)
    if found is None or found.upload.id != upload_id:
        raise NotFoundError
    return found


def corrected(draft: OnboardingDraft, found: Preview, put: Sequence[Correction]) -> Plain:
    """Return the workbook of a draft with rows put right, or left out.

    Raises:
        InvalidInputError: A row or a unit is unknown, or a cell is none of a roster.
    """
    units = {unit["key"] for unit in found.stated.files["roster"]["units"]}
    return {**draft.upload, "rows": corrected_rows(draft.upload["rows"], units, put)}


def chosen(draft: OnboardingDraft, leaving: Collection[str], staying: Collection[str]) -> Plain:
    """Return the workbook of a draft with who of those that it does not name leaves or stays."""
    return {**draft.upload, "leaving": sorted(leaving), "staying": sorted(staying)}


def accepted(draft: OnboardingDraft, found: Preview) -> StatedPackage:
    """Return the package of a draft with the units of its workbook.

    Raises:
        InvalidInputError: Some rows are wrong: nothing of it is accepted.
    """
    if n := len(found.outcome.failed):
        zh = f"还有 {n} 行要改，整份名册没有接受"
        raise InvalidInputError([Problem("file", zh, f"{n} rows are wrong: nothing is accepted")])
    return stated_in(draft).with_file("roster", dict(found.outcome.roster))
