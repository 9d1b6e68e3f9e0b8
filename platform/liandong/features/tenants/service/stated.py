"""What a tenant states itself, file by file, as plain data: nothing inherited, nothing compiled."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

#: The files of a package, in the order in which they are read and written.
FILES = ("tenant", "instruments", "roster", "mechanisms", "assessment", "calendar", "policy")
#: What a county cannot be without; upper levels have `tenant` alone.
NEEDED = ("tenant", "roster")


@dataclass(frozen=True)
class StatedPackage:
    """The data of a package by the kind of its file; days are ISO text, `policy` is its rows.

    It was found right when it was made: `checking` and the readers of folders see to that.
    """

    files: Mapping[str, Any]

    @property
    def tenant(self) -> Mapping[str, Any]:
        """Return the identity, as `tenant.yaml` states it."""
        stated: Mapping[str, Any] = self.files["tenant"]
        return stated

    @property
    def code(self) -> str:
        """Return the division code."""
        return str(self.tenant["code"])

    @property
    def name(self) -> str:
        """Return the name of the division."""
        return str(self.tenant["name"])

    @property
    def level(self) -> str:
        """Return province, city or county."""
        return str(self.tenant["level"])

    @property
    def is_county(self) -> bool:
        """Say whether casework lives here."""
        return self.level == "county"

    @property
    def parent(self) -> str | None:
        """Return the code of the tenant above; None for a province."""
        parents = self.tenant.get("parents", {})
        nearest = parents.get("city") or parents.get("province")
        return str(nearest["code"]) if nearest else None

    @property
    def instrument(self) -> str:
        """Return the id of the tenant's own document; nothing where it has none."""
        return str(self.tenant.get("document", {}).get("instrument", ""))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is stated; layout, comments and the order of keys do not count."""
        return digest_of(self.files)

    def with_file(self, kind: str, data: Any) -> "StatedPackage":
        """Return the same with another content of one file."""
        return StatedPackage({**self.files, kind: data})


def digest_of(data: Any) -> str:
    """Return the SHA-256 of plain JSON data."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
