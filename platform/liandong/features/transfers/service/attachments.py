"""The attachments of a matter that goes over: they lie in their county and are read from there."""

from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service.sealed_files import Taken
from liandong.features.documents.service import FileStore
from liandong.features.transfers.service.deciding import package_shown
from liandong.features.transfers.service.finding import get
from liandong.kernel.errors import NotFoundError

UNKNOWN_TYPE = "application/octet-stream"


def open_attachment(
    uow: UnitOfWork, principal: Principal, store: FileStore, transfer_id: UUID, file_id: UUID
) -> Taken:
    """Return a file that a package names, for whoever reads the package; the caller closes it.

    The package alone grants it: by its digest the file is found in the county that handed the
    matter over, and nothing else of that county is.

    Raises:
        NotFoundError: Unknown, another unit's, not taken over, or no file of this package.
    """
    found = get(uow, principal, transfer_id)
    package = package_shown(uow, found) or {}
    file = package.get("files", {}).get(str(file_id))
    if file is None:
        raise NotFoundError
    lies_in = found.other_id if found.direction == "in" else uow.tenant_id
    content = store.open(lies_in, file["sha256"])
    return Taken(file["name"], file.get("media_type", UNKNOWN_TYPE), content)
