"""The names a package may use: what the installed mechanisms read, and what is foreseen."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from liandong.features.tenants.service.ambiguities import Spec, settable
from liandong.kernel.yamlfile import load
from liandong.mechanisms import FieldKind, Mechanism, Obligation, Registry, TimeLimit

COPY_TRIGGERS = "copy_triggers"
"""The field whose choices are triggers of copy rules; every yes-or-no field is one too."""

_READ = {
    "accounts.ask_days": "integer",
    "backdate.days": "integer",
    "report.period": "string",
    "roster.change": "string",
    "roster.change_seats": "array",
}
_KINDS = {"string": str, "integer": int, "boolean": bool, "array": list}


@dataclass(frozen=True)
class Slot:
    """Which mechanism a county's own limits serve that fill a slot.

    `owners` are the roles that can meet it, none where anybody can; where it `is_told`, a setting
    names the word by which a case is known to be meant.
    """

    mechanism: str
    owners: frozenset[str] = frozenset()
    is_told: bool = False


@dataclass(frozen=True)
class Known:
    """Keys of mechanisms, limits and slots, settings by kind, triggers by installed mechanism.

    `readings` are the settings that answer an open question, one per limit where they are many.
    """

    mechanisms: Collection[str]
    limits: Mapping[str, TimeLimit] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    triggers: Mapping[str, Collection[str]] = field(default_factory=dict)
    readings: Mapping[str, Spec] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)

    def with_own(self, limits: Mapping[str, TimeLimit]) -> "Known":
        """Return the same with a county's own limits and the settings that may be made for them."""
        told = (key for key, limit in limits.items() if self._is_told(limit))
        own = {Obligation.setting(key): "string" for key in told}
        readings = {**self.readings, **settable(limits.values())} if self.readings else {}
        return replace(
            self,
            limits={**self.limits, **limits},
            settings={**self.settings, **own},
            readings=readings,
        )

    def _is_told(self, limit: TimeLimit) -> bool:
        slot = self.slots.get(limit.in_place_of)
        return slot is not None and slot.is_told

    def is_of_its_kind(self, setting: str, value: object) -> bool:
        """Whether the value is of the kind that the reader of a setting expects."""
        return type(value) is _KINDS[self.settings[setting]]


def known_to(registry: Registry) -> Known:
    """Return every name that an installation understands."""
    foreseen = _foreseen()
    limits = {key: limit for file in registry.files for key, limit in file.limits.items()}
    return Known(
        mechanisms=sorted({*registry.keys, *foreseen["mechanisms"]}),
        limits=dict(sorted(limits.items())),
        settings={
            **foreseen["settings"],
            **_listing(registry),
            **_roles_listed(registry),
            **_declared(registry),
            **_READ,
        },
        readings=settable(limit for limit in limits.values() if not limit.is_slot),
        slots=dict(_slots(registry)),
        triggers={key: _triggers(registry.current(key)) for key in registry.keys},
    )


def _listing(registry: Registry) -> dict[str, str]:
    """Return the settings that list what may be entered in a field of a mechanism."""
    moves = (move for mechanism in registry for _, move in mechanism.moves)
    return {field.listed_in: "array" for move in moves for field in move.inputs if field.listed_in}


def _roles_listed(registry: Registry) -> dict[str, str]:
    """Return the settings that list which roles a county's document knows in a part."""
    named = (each for m in registry for _, move in m.moves for each in move.names)
    return {each.among: "array" for each in named if each.among}


def _declared(registry: Registry) -> dict[str, str]:
    """Return the settings that guards read, that a move needs, or that tell what meets a period."""
    found = {key: kind for mechanism in registry for key, kind in mechanism.reads.items()}
    moves = (move for mechanism in registry for _, move in mechanism.moves)
    named = {type(kind): name for name, kind in ((n, k()) for n, k in _KINDS.items())}
    found |= {move.here.setting: named[type(move.here.value)] for move in moves if move.here}
    told = (each for mechanism in registry for each in mechanism.obligations if each.told_by)
    return found | {
        each.setting(each.limit.id): "string" for each in told if not each.limit.is_slot
    }


def _slots(registry: Registry) -> Iterator[tuple[str, Slot]]:
    for mechanism in map(registry.current, registry.keys):
        yield from ((limit.id, Slot(mechanism.key)) for limit in mechanism.limits if limit.is_slot)
        for each in mechanism.obligations:
            if each.limit.is_slot:
                named = frozenset(role.key for role in each.owed_by.roles) if each.owed_by else ()
                yield each.limit.id, Slot(mechanism.key, frozenset(named), bool(each.told_by))


def _triggers(mechanism: Mechanism) -> list[str]:
    chosen = (field for field in mechanism.fields if field.key == COPY_TRIGGERS)
    said = [field.key for field in mechanism.fields if field.kind is FieldKind.BOOLEAN]
    return [*(choice.key for field in chosen for choice in field.choices), *said]


@cache
def _foreseen() -> Mapping[str, Mapping[str, str]]:
    data: Mapping[str, Mapping[str, str]] = load(Path(__file__).with_name("foreseen.yaml")).data
    return data
