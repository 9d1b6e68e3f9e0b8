"""A client as plain data, for the interface and the command line; its token is not known here."""

from typing import Any

from liandong.features.clients.service.managing import Listed


def dump(listed: Listed) -> dict[str, Any]:
    """Return what may be told of a client."""
    client = listed.client
    return {
        "id": str(client.id),
        "name": client.name,
        "unit_id": str(client.unit_id),
        "unit": listed.unit.name,
        "duties": client.duties,
        "scopes": client.scopes,
        "hint": client.hint,
        "expires_on": client.expires_on.isoformat(),
        "created_at": client.created_at.isoformat(),
        "created_by": client.created_by,
        "revoked_at": client.revoked_at.isoformat() if client.revoked_at else None,
        "seen_at": listed.seen_at.isoformat() if listed.seen_at else None,
    }
