"""What governs a tenant: what it states, laid over what the layers above it state."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from liandong.features.tenants.service.merging import Layer, merged_files, origins_of, rules_of
from liandong.features.tenants.service.package import layer_of
from liandong.features.tenants.service.package_build import build
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.stated import StatedPackage


@dataclass(frozen=True)
class Compiled:
    """A package as it takes effect, with all that it was made of.

    `origins` names, by collection and key, the layer each inherited entry comes from.
    """

    stated: StatedPackage
    above: tuple[Layer, ...]
    package: TenantPackage

    @cached_property
    def origins(self) -> Mapping[str, Mapping[str, str]]:
        """Return the code of the layer that states each inherited entry."""
        return origins_of(self.above, rules_of(self.stated))


def compile_package(stated: StatedPackage, above: tuple[Layer, ...] = ()) -> Compiled:
    """Lay a package over what it inherits, highest layer first."""
    return Compiled(stated, above, build(merged_files(stated, above)))


def compile_all(
    packages: Iterable[StatedPackage],
    known: Callable[[str], tuple[Layer, ...]] = lambda _: (),
) -> Iterator[Compiled]:
    """Yield each package, laid over those of its parents, which come before it.

    `known` tells what a parent hands down that is not among them.
    """
    below: dict[str, tuple[Layer, ...]] = {}
    for stated in packages:
        parent = stated.parent
        if parent and parent not in below:
            below[parent] = known(parent)
        above = below[parent] if parent else ()
        below[stated.code] = (*above, layer_of(stated))
        yield compile_package(stated, above)
