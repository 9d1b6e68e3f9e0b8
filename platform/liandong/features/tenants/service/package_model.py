"""What a tenant package says, once it has been read and found right: who, and by which rules."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from liandong.features.tenants.service.package_identity import Pool, Seat, Source, Tenant, Unit


@dataclass(frozen=True)
class EnabledMechanism:
    """A mechanism of the county; `no_ladder` says why nobody is urged on in its matters."""

    key: str
    source: Source
    no_ladder: str = ""


@dataclass(frozen=True)
class LimitRule:
    """A limit of the county's own document; without a relation it stands beside no other.

    `fills` is a slot of a mechanism; `definition` has the form of a plugin's `time_limits.yaml`.
    """

    id: str
    replaces: str
    supplements: str
    fills: str
    source: Source
    definition: Mapping[str, Any]


@dataclass(frozen=True)
class Trigger:
    key: str
    label: str


@dataclass(frozen=True)
class CopyRule:
    """Who is copied; without triggers always, else when `any` or `all` of them hold."""

    key: str
    mechanism: str
    to: tuple[str, ...]
    binding: str
    when: tuple[Trigger, ...]
    logic: str
    confirmed_by_person: bool
    source: Source


@dataclass(frozen=True)
class Setting:
    key: str
    value: str | int | bool | tuple[str, ...]
    from_on: date | None
    source: Source


@dataclass(frozen=True)
class Assignment:
    """Who does what in the yearly assessment: `assessor`, `confirms`, `supplies`, `assessed`.

    `units` are keys of the roster; where all `members` are meant, those left out.
    """

    key: str
    units: tuple[str, ...]
    members: bool
    source: Source


@dataclass(frozen=True)
class TermRule:
    """What the county calls a thing, by the first day of each label."""

    key: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Rung:
    """A rung of the escalation ladder, lowest first.

    What nobody confirms (`confirmed_by` empty) is a word of the platform and accuses nobody.
    `after` counts working days; `move` is the mechanism's own move that makes the document.
    """

    key: str
    label: str
    source: Source
    after: int = 10
    to: tuple[str, ...] = ()
    document: str = ""
    confirmed_by: str = ""
    move: str = ""
    mechanisms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reminder:
    limit: str
    days_before: tuple[int, ...]


@dataclass(frozen=True)
class NoticeRule:
    """When the platform speaks: `speak_at`, `days_before`, `pause_days`; no legal limit."""

    key: str
    value: str | int | tuple[int, ...]


@dataclass(frozen=True)
class PolicyLine:
    """A rule (`p`), or a link between seats (`g`): there the mechanism's cell names the source."""

    ptype: str
    subject: str
    mechanism: str
    action: str
    scope: str
    effect: str


@dataclass(frozen=True)
class LocalDay:
    """A day that is off, or worked, in this county alone."""

    day: date
    kind: str
    name: str
    document: str
    source: Source


@dataclass(frozen=True)
class LocalCalendar:
    reason: str = ""
    days: tuple[LocalDay, ...] = ()


@dataclass(frozen=True)
class TenantPackage:
    """All that a tenant's configuration is rebuilt from.

    `instruments` are documents that no installation ships, in the form of their file.
    """

    tenant: Tenant
    units: tuple[Unit, ...] = ()
    seats: tuple[Seat, ...] = ()
    pools: tuple[Pool, ...] = ()
    mechanisms: tuple[EnabledMechanism, ...] = ()
    limits: tuple[LimitRule, ...] = ()
    copy_rules: tuple[CopyRule, ...] = ()
    settings: tuple[Setting, ...] = ()
    terminology: tuple[TermRule, ...] = ()
    assessment: tuple[Assignment, ...] = ()
    escalation: tuple[Rung, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    notices: tuple[NoticeRule, ...] = ()
    policy: tuple[PolicyLine, ...] = ()
    calendar: LocalCalendar = LocalCalendar()
    instruments: tuple[Mapping[str, Any], ...] = ()

    def canonical(self) -> dict[str, Any]:
        """Return plain JSON data that no comment, layout or order of keys changes."""
        plain: dict[str, Any] = _plain(self)
        return plain

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form: equal digests need no second apply."""
        text = json.dumps(
            self.canonical(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
