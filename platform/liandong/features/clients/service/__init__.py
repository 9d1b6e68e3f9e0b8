from liandong.features.clients.service.entering import PREFIX, enter, find_token, note_call
from liandong.features.clients.service.managing import (
    Listed,
    NewClient,
    create,
    list_clients,
    list_made_by,
    manageable_units,
    rebuild,
    revoke,
)
from liandong.features.clients.service.scopes import (
    MACHINE_DUTIES,
    READ,
    grant_of,
    only_reads,
)

__all__ = [
    "MACHINE_DUTIES",
    "PREFIX",
    "READ",
    "Listed",
    "NewClient",
    "create",
    "enter",
    "find_token",
    "grant_of",
    "list_clients",
    "list_made_by",
    "manageable_units",
    "note_call",
    "only_reads",
    "rebuild",
    "revoke",
]
