"""The units of a county to come, from a workbook: judged as that of a county that is there."""

from collections.abc import Mapping
from datetime import date
from typing import IO, Any

from liandong.features.rosters.service.judging import Asked, Outcome, judge
from liandong.features.rosters.service.uploads import read_workbook
from liandong.features.tenants.service import StatedPackage

_NOBODY: Mapping[str, Any] = {"units": [], "seats": []}


def judged(stated: StatedPackage, stream: IO[bytes], name: str, today: date) -> Outcome:
    """Judge a whole workbook against the units of a draft; units that it does not name stay.

    Raises:
        InvalidInputError: No roster can be read from it.
    """
    sheet = read_workbook(stream, name)
    roster = stated.files.get("roster", _NOBODY)
    asked = Asked(sheet.rows, is_partial=sheet.is_partial)
    return judge(asked, roster, stated.tenant, today)
