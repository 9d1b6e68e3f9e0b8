"""What is installed beside the database: mechanisms and the clause register, wired once."""

from dataclasses import dataclass
from functools import cached_property

from liandong.features.tenants.service.known import Known, known_to
from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.mechanisms import Registry


@dataclass(frozen=True)
class Installation:
    """The plugins' mechanisms and the register that every basis resolves to."""

    registry: Registry
    register: ClauseRegister

    @cached_property
    def known(self) -> Known:
        """Return every name that a package may use here."""
        return known_to(self.registry)


_wired: list[Installation] = []


def install(installation: Installation) -> None:
    """Wire the installation; the entry point does so once per process."""
    _wired[:] = [installation]


def installed() -> Installation:
    """Return what was wired.

    Raises:
        RuntimeError: No entry point has run.
    """
    if not _wired:
        raise RuntimeError("Nothing is installed: an entry point has to call install() first")
    return _wired[0]
