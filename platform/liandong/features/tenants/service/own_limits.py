"""Limits that stand in the document of one county: their ids, and whose they are."""

from liandong.features.tenants.service.installation import installed
from liandong.mechanisms import LimitValue, TimeLimit

#: How the id of a limit begins that stands in the document of one county.
COUNTY = "SEED-"


def known_limits() -> dict[str, TimeLimit]:
    """Return every limit of every plugin by its id."""
    files = installed().registry.files
    return {key: limit for file in files for key, limit in file.limits.items()}


def is_foreign(code: str, limit: TimeLimit, value: LimitValue) -> bool:
    """Say whether a county's limit rests on the document of another county."""
    own = (basis.instrument.startswith(f"{code}-") for basis in value.basis)
    return limit.id.startswith(COUNTY) and not all(own)
