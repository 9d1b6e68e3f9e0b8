from dataclasses import dataclass
from datetime import date

from liandong.features.tenants.service import Configuration, Installation


@dataclass(frozen=True)
class County:
    """What the page is made of."""

    config: Configuration
    installation: Installation
    today: date
    base: str

    @property
    def installed(self) -> frozenset[str]:
        """Return the keys of the mechanisms that can be worked with."""
        return frozenset(self.installation.registry.keys)
