"""Layers as they are stored and handed down: plain JSON that keeps the order of its entries."""

from collections.abc import Iterable, Sequence
from typing import Any

from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service.merging import COLLECTIONS, Layer
from liandong.features.tenants.service.package import layer_of
from liandong.features.tenants.service.revisions import stated_of


def dump_layers(layers: Iterable[Layer]) -> list[dict[str, Any]]:
    """Return layers as plain data; a collection is a list of pairs: objects lose their order."""
    return [
        {
            "code": each.code,
            "name": each.name,
            "position": each.position,
            "rules": {
                part: [[*pair] for pair in said.items()] for part, said in each.rules.items()
            },
        }
        for each in layers
    ]


def load_layers(dumped: Sequence[Any] | None) -> tuple[Layer, ...]:
    """Return the layers that were stored; a collection that came later is empty in them."""
    return tuple(
        Layer(
            code=each["code"],
            name=each["name"],
            position=each["position"],
            rules={part: dict(each["rules"].get(part, ())) for part in COLLECTIONS},
        )
        for each in dumped or ()
    )


def layers_of(revision: TenantRevision) -> tuple[Layer, ...]:
    """Return the layers that a revision was laid over."""
    return load_layers(revision.above)


def layers_below(revision: TenantRevision) -> tuple[Layer, ...]:
    """Return what the children of a tenant inherit by one of its revisions."""
    own = layer_of(stated_of(revision), revision.position)
    return (*layers_of(revision), own)
