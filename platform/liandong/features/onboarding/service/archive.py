"""The package of a tenant as one file to take along."""

import io
import zipfile

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service import export_files, stated_now

_STAMP = (1980, 1, 1, 0, 0, 0)


def zipped(uow: UnitOfWork) -> tuple[str, bytes]:
    """Return the name and the bytes of a ZIP of the package; the same package, the same bytes.

    Raises:
        NotFoundError: No package was ever applied.
    """
    stated = stated_now(uow)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in export_files(stated).items():
            archive.writestr(zipfile.ZipInfo(f"{stated.code}/{name}", _STAMP), content)
    return f"{stated.code}.zip", out.getvalue()
