"""Ids of what a package states: the same in every revision and every database."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f1d2c1e-5a0b-4d7a-9a55-0d8f4a3c2b10")


def stable_id(tenant_id: int, kind: str, key: str) -> UUID:
    """Return the id that a part of a package has in every revision and every database."""
    return uuid5(NAMESPACE, f"{tenant_id}/{kind}/{key}")
