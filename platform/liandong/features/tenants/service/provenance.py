"""Where an effective value comes from: its layer, its document, its clause, its first day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liandong.calendars import Text
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service.ambiguities import ambiguities
from liandong.features.tenants.service.citing import full_citation
from liandong.features.tenants.service.installation import installed
from liandong.features.tenants.service.known import known_to
from liandong.features.tenants.service.layering import load_layers
from liandong.features.tenants.service.merging import COLLECTIONS, Layer, is_removal, rules_of
from liandong.features.tenants.service.revisions import newest, stated_of
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem

PLATFORM = "platform"
_SOURCE = ("basis", "clauses", "to_confirm", "note", "remove", "quote")
_NAMED = {"units": "key", "seats": "key", "pools": "key"}


@dataclass(frozen=True)
class Citation:
    """A clause a value rests on, as people cite it."""

    instrument: str
    clause: str
    words: str


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
    last = newest(uow)
    if last is None:
        raise NotFoundError
    stated = stated_of(last)
    return provenance_in(stated, load_layers(last.above), path)


def provenance_in(stated: StatedPackage, above: Sequence[Layer], path: str) -> Provenance:
    """Return where the effective value under a path comes from, of a package over its layers.

    Raises:
        InvalidInputError: Nothing stands under such a path; the near ones are listed.
    """
    said = list(_said(stated, above, path))
    if not said:
        raise InvalidInputError([_unknown(stated, above, path)])
    nearest, *beneath = said
    return Provenance(path, nearest, tuple(beneath))


def list_paths(stated: StatedPackage, above: Sequence[Layer]) -> list[str]:
    """Return every path that some layer states, collections in their order."""
    layers = [each.rules for each in (*above, _layer(stated))]
    found: dict[str, None] = {}
    for part in COLLECTIONS:
        found |= dict.fromkeys(f"{part}.{key}" for rules in layers for key in rules[part])
    roster = stated.files.get("roster", {})
    for part, name in _NAMED.items():
        found |= dict.fromkeys(f"{part}.{each[name]}" for each in roster.get(part, ()))
    found |= dict.fromkeys(f"tenant.{key}" for key in stated.tenant)
    return list(found)


def _said(stated: StatedPackage, above: Sequence[Layer], path: str) -> Iterator[Said]:
    part, _, key = path.partition(".")
    if part in COLLECTIONS:
        for layer in reversed((*above, _layer(stated))):
            if key in layer.rules[part]:
                yield _of_entry(layer.code, layer.name, layer.rules[part][key])
        yield from _of_platform(part, key)
    elif part in _NAMED:
        for each in stated.files.get("roster", {}).get(part, ()):
            if each[_NAMED[part]] == key:
                yield _of_entry(stated.code, stated.name, _cited(stated, each))
    elif part == "tenant" and key in stated.tenant:
        value = stated.tenant[key]
        entry = value if isinstance(value, Mapping) else {"value": value}
        yield _of_entry(stated.code, stated.name, _cited(stated, entry))


def _layer(stated: StatedPackage) -> Layer:
    return Layer(stated.code, stated.name, 0, rules_of(stated))


def _cited(stated: StatedPackage, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    own = [{"instrument": stated.instrument, "clause": each} for each in entry.get("clauses", ())]
    return {**entry, "basis": [*own, *entry.get("basis", ())]}


def _of_entry(code: str, name: str, entry: Mapping[str, Any]) -> Said:
    begins = entry.get("from") or entry.get("day")
    plain = {key: value for key, value in entry.items() if key not in (*_SOURCE, "from")}
    return Said(
        code=code,
        name=name,
        value=plain["value"] if plain.keys() == {"value"} else plain,
        is_removed=is_removal(entry),
        citations=_citations(entry.get("basis", ())),
        from_on=begins,
        to_confirm=entry.get("to_confirm", False),
        note=entry.get("note", ""),
    )


def _citations(basis: Sequence[Mapping[str, str]]) -> tuple[Citation, ...]:
    return tuple(
        Citation(b["instrument"], b["clause"], full_citation(b["instrument"], b["clause"]))
        for b in basis
    )


def _of_platform(part: str, key: str) -> Iterator[Said]:
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
                    citations=_citations(cited),
                    from_on=begins.isoformat() if begins else None,
                )
    if part == "settings":
        spec = known_to(installed().registry).readings.get(key)
        if spec is not None:
            named = next(each.basis for each in ambiguities() if each.id == spec.ambiguity)
            cited = [{"instrument": b.instrument, "clause": b.clause} for b in named]
            yield Said(PLATFORM, "", spec.default, citations=_citations(cited))


def _unit(value: Any) -> str | None:
    return value.counted_in.value if value.counted_in else None


def _unknown(stated: StatedPackage, above: Sequence[Layer], path: str) -> Problem:
    known = list_paths(stated, above)
    part = path.partition(".")[0]
    near = [each for each in known if each.startswith(f"{part}.")]
    parts = dict.fromkeys(each.partition(".")[0] for each in known)
    listed = "、".join(near or parts)
    return Problem(
        "path", f"没有“{path}”，只有：{listed}", f"nothing stands under '{path}'; known: {listed}"
    )


def layer_words(said: Said) -> Text:
    """Return who states a value."""
    if said.code == PLATFORM:
        return Text("平台默认", "the platform's default")
    return Text(f"{said.name}（{said.code}）", f"{said.name} ({said.code})")
