"""Where an effective value comes from: its layer, its document, its clause, its first day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from liandong.calendars import Text
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service.ambiguities import ambiguities
from liandong.features.tenants.service.citing import Citation, citations_of
from liandong.features.tenants.service.configuration import NOTICES
from liandong.features.tenants.service.installation import installed
from liandong.features.tenants.service.layering import layers_of
from liandong.features.tenants.service.merging import (
    COLLECTIONS,
    Layer,
    cited,
    is_removal,
    merge,
    standing,
)
from liandong.features.tenants.service.package import layer_of
from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.features.tenants.service.revisions import newest, stated_of
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem

PLATFORM = "platform"
_SOURCE = ("basis", "clauses", "to_confirm", "note", "remove", "quote")
#: Of a seat: for those who keep the roster, and no matter of where a value comes from.
_PRIVATE = ("phone",)
ROSTER_PARTS = ("units", "seats", "pools")


@dataclass(frozen=True)
class Said:
    """What one layer states under a path; `is_removed` where it takes away what it inherits.

    `code` is the division code of the layer, or `platform`; `from_on` the day the value begins.
    """

    code: str
    name: str
    value: Any
    is_removed: bool = False
    citations: tuple[Citation, ...] = ()
    from_on: str | None = None
    to_confirm: bool = False
    note: str = ""

    @property
    def is_outdated(self) -> bool:
        """Whether it rests on an instrument that was superseded, and was not cited anew."""
        return any(each.superseded is not None for each in self.citations)

    @property
    def is_doubtful(self) -> bool:
        """Whether it rests on a citation that nobody could find, or that contradicts itself."""
        return any(each.conflict or not each.is_resolved for each in self.citations)


@dataclass(frozen=True)
class Provenance:
    """The effective value under a path, and beneath it what other layers state, nearest first."""

    path: str
    said: Said
    beneath: tuple[Said, ...] = ()


def provenance(uow: UnitOfWork, path: str) -> Provenance:
    """Return where the effective value under a path comes from.

    A path is a collection and a key, as `settings.copy.trigger_logic`, `limits.SUG-01`,
    `mechanisms.joint_meeting`, `units.police`, `tenant.mode`.

    Raises:
        InvalidInputError: Nothing stands under such a path; the near ones are listed.
        NotFoundError: No package was ever applied.
    """
    return sources_of(uow).of(path)


def dump_provenance(found: Provenance) -> dict[str, Any]:
    """Return all that is known of where a value comes from, as plain data."""
    plain = asdict(found)
    for said in (plain["said"], *plain["beneath"]):
        for cited_as in said["citations"]:
            cited_as["doubts"] = [each._asdict() for each in cited_as["doubts"]]
    return plain


def sources_of(uow: UnitOfWork) -> "Sources":
    """Return the sources of all that governs a tenant now.

    Raises:
        NotFoundError: No package was ever applied.
    """
    last = newest(uow)
    if last is None:
        raise NotFoundError
    return Sources(stated_of(last), layers_of(last))


@dataclass(frozen=True)
class Sources:
    """A package and the layers above it, highest first."""

    stated: StatedPackage
    above: Sequence[Layer]

    @cached_property
    def _layers(self) -> tuple[Layer, ...]:
        return (*self.above, layer_of(self.stated))

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """Return what the units of the roster are called, by their key."""
        return {each["key"]: each["name"] for each in self._listed("units")}

    @cached_property
    def register(self) -> ClauseRegister:
        """Return every instrument known here: those shipped, and those stated here and above."""
        rules = standing(merge(layer.rules for layer in self._layers))
        return installed().register.with_own(rules["instruments"].values())

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return every path that some layer states, collections in their order."""
        found: dict[str, None] = {}
        for part in COLLECTIONS:
            keys = (key for layer in self._layers for key in layer.rules[part])
            found |= dict.fromkeys(f"{part}.{key}" for key in keys)
        for part in ROSTER_PARTS:
            found |= dict.fromkeys(f"{part}.{each['key']}" for each in self._listed(part))
        return (*found, *(f"tenant.{key}" for key in self.stated.tenant))

    def of(self, path: str) -> Provenance:
        """Return where the effective value under a path comes from.

        Raises:
            InvalidInputError: Nothing stands under such a path; the near ones are listed.
        """
        said = list(self._said(path))
        if not said:
            raise InvalidInputError([self._unknown(path)])
        nearest, *beneath = said
        return Provenance(path, nearest, tuple(beneath))

    @property
    def shaky(self) -> list[Provenance]:
        """Return what holds here and rests on an instrument superseded, or a citation in doubt."""
        found = (self.of(path) for path in self.paths)
        stands = (each for each in found if not each.said.is_removed)
        return [each for each in stands if each.said.is_outdated or each.said.is_doubtful]

    def _said(self, path: str) -> Iterator[Said]:
        part, _, key = path.partition(".")
        if part in COLLECTIONS:
            for layer in reversed(self._layers):
                if key in layer.rules[part]:
                    yield _of_entry(self.register, layer.code, layer.name, layer.rules[part][key])
            yield from _of_platform(self.register, part, key)
        elif part in ROSTER_PARTS:
            yield from (self._own(each) for each in self._listed(part) if each["key"] == key)
        elif part == "tenant" and key in self.stated.tenant:
            value = self.stated.tenant[key]
            yield self._own(value if isinstance(value, Mapping) else {"value": value})

    def _listed(self, part: str) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.stated.files.get("roster", {}).get(part, ())
        return found

    def _own(self, entry: Mapping[str, Any]) -> Said:
        stated = self.stated
        found = cited(entry, stated.instrument)
        return _of_entry(self.register, stated.code, stated.name, found)

    def _unknown(self, path: str) -> Problem:
        part = path.partition(".")[0]
        near = [each for each in self.paths if each.startswith(f"{part}.")]
        listed = "、".join(near or dict.fromkeys(each.partition(".")[0] for each in self.paths))
        zh = f"没有“{path}”，只有：{listed}"
        return Problem("path", zh, f"nothing stands under '{path}'; known: {listed}")


def _of_entry(register: ClauseRegister, code: str, name: str, entry: Mapping[str, Any]) -> Said:
    values = entry.get("values", {})
    begins = entry.get("from") or entry.get("day") or (min(values) if values else None)
    basis = [
        *entry.get("basis", ()),
        *(b for v in values.values() if v for b in v.get("basis", ())),
    ]
    plain = {key: value for key, value in entry.items() if key not in (*_SOURCE, *_PRIVATE, "from")}
    return Said(
        code=code,
        name=name,
        value=plain["value"] if plain.keys() == {"value"} else plain,
        is_removed=is_removal(entry),
        citations=tuple(dict.fromkeys(citations_of(register, basis))),
        from_on=begins,
        to_confirm=entry.get("to_confirm", False),
        note=entry.get("note", ""),
    )


def _of_platform(register: ClauseRegister, part: str, key: str) -> Iterator[Said]:
    """Yield what holds where no layer says anything: the law, and documented defaults."""
    if part == "limits":
        for file in installed().registry.files:
            if key in file.limits:
                limit = file.limits[key]
                begins, value = limit.values[-1] if limit.values else (None, None)
                basis = value.basis if value else ()
                cited = [{"instrument": b.instrument, "clause": b.clause} for b in basis]
                length = {"length": value.length, "counted_in": _unit(value)} if value else {}
                yield Said(
                    code=PLATFORM,
                    name="",
                    value={"matter": limit.matter, **length},
                    citations=citations_of(register, cited),
                    from_on=begins.isoformat() if begins else None,
                )
    if part == "notices" and key in NOTICES:
        yield Said(PLATFORM, "", NOTICES[key])
    if part == "settings":
        spec = installed().known.readings.get(key)
        if spec is not None:
            named = next(each.basis for each in ambiguities() if each.id == spec.ambiguity)
            cited = [{"instrument": b.instrument, "clause": b.clause} for b in named]
            yield Said(PLATFORM, "", spec.default, citations=citations_of(register, cited))


def _unit(value: Any) -> str | None:
    return value.counted_in.value if value.counted_in else None


def layer_words(said: Said) -> Text:
    """Return who states a value."""
    if said.code == PLATFORM:
        return Text("平台默认", "the platform's default")
    return Text(f"{said.name}（{said.code}）", f"{said.name} ({said.code})")
