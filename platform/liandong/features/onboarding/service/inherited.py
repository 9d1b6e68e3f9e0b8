"""What a county to come inherits, and what it switches off of it; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from liandong.features.tenants.service import Layer, Provenance, Said, Sources, StatedPackage

_MECHANISMS = "mechanisms."


@dataclass(frozen=True)
class Off:
    """An inherited entry that a county takes away: its path, who states it, and on what clause."""

    path: str
    above: Said
    said: Said


def inherited_in(stated: StatedPackage, above: Sequence[Layer]) -> Mapping[str, Said]:
    """Return the mechanisms that hold in a county as long as it says nothing, by key."""
    bare = Sources(StatedPackage({"tenant": stated.tenant}), above)
    paths = (path for path in bare.paths if path.startswith(_MECHANISMS))
    found = {path.removeprefix(_MECHANISMS): bare.of(path).said for path in paths}
    return {key: said for key, said in found.items() if not said.is_removed}


def switched_off(stated: StatedPackage, above: Sequence[Layer]) -> Iterator[Off]:
    """Yield what a county takes away of what the levels above state."""
    sources = Sources(stated, above)
    for found in map(sources.of, sources.paths):
        if found.said.is_removed and found.said.code == stated.code and _stands(found):
            yield Off(found.path, found.beneath[0], found.said)


def _stands(found: Provenance) -> bool:
    return bool(found.beneath) and not found.beneath[0].is_removed
